//! The questionnaire for programs that ask it themselves.

use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use footpath_domain::{
    Ctx,
    triage::{self, Choice, Question, RuleSet, Screen, consent},
};
use footpath_web::{Problem, reply};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

/// Seconds that it may be kept; an outdated version is still evaluated for seven days.
const MAX_AGE: u32 = 60;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(questionnaire);
}

/// The questionnaire that is asked now.
#[utoipa::path(
    tag = "assessments",
    responses(
        (status = 200, body = Questionnaire),
        (status = 304, description = "Not modified"),
    )
)]
#[get("/questionnaire")]
async fn questionnaire(req: HttpRequest, ctx: Data<Ctx>) -> Result<HttpResponse, Problem> {
    let live = triage::live(&ctx).await?;
    reply::cached_json(&req, &Questionnaire::of(&live), MAX_AGE)
}

/// Questions by screen, with the words of the consents.
#[derive(Serialize, ToSchema)]
struct Questionnaire {
    /// To be sent with the answers.
    version: i32,
    /// SHA-256 of questions and rules, hex.
    hash: String,
    /// Whether a clinical reviewer has signed it off; until then it is an example.
    clinically_reviewed: bool,
    screens: Vec<ScreenView>,
    questions: Vec<QuestionView>,
    consents: ConsentTexts,
}

#[derive(Serialize, ToSchema)]
struct ScreenView {
    /// 1, 2, 3.
    id: u32,
    title: String,
    intro: String,
}

#[derive(Serialize, ToSchema)]
struct QuestionView {
    id: String,
    /// The screen that it stands on.
    screen: u32,
    /// `tri`, `int`, `choice` or `choices`.
    kind: &'static str,
    text: String,
    help: Option<String>,
    required: bool,
    /// What may be answered; empty for `int`.
    options: Vec<OptionView>,
    /// For `int`, inclusive.
    min: Option<i64>,
    max: Option<i64>,
}

#[derive(Serialize, ToSchema)]
struct OptionView {
    value: String,
    text: String,
}

/// What a reader must be shown before the consent of that name is sent as true.
#[derive(Serialize, ToSchema)]
struct ConsentTexts {
    version: i32,
    collect: &'static str,
    share_with_clinic: &'static str,
    email_me: &'static str,
    guardian: &'static str,
}

impl Questionnaire {
    fn of(live: &RuleSet) -> Self {
        Self {
            version: live.version,
            hash: live.hash.clone(),
            clinically_reviewed: live.clinically_reviewed,
            screens: live.definition.screens.iter().map(ScreenView::of).collect(),
            questions: live
                .definition
                .questions
                .iter()
                .map(QuestionView::of)
                .collect(),
            consents: ConsentTexts {
                version: consent::TEXTS.version,
                collect: consent::TEXTS.collect,
                share_with_clinic: consent::TEXTS.share_with_clinic,
                email_me: consent::TEXTS.email_me,
                guardian: consent::TEXTS.guardian,
            },
        }
    }
}

impl ScreenView {
    fn of(screen: &Screen) -> Self {
        Self {
            id: screen.id,
            title: screen.title.clone(),
            intro: screen.intro.clone(),
        }
    }
}

impl QuestionView {
    fn of(question: &Question) -> Self {
        let option = |Choice { value, text }| OptionView { value, text };
        Self {
            id: question.id.clone(),
            screen: question.screen,
            kind: question.kind.as_str(),
            text: question.text.clone(),
            help: question.help.clone(),
            required: question.required,
            options: question.choices().into_iter().map(option).collect(),
            min: question.min,
            max: question.max,
        }
    }
}
