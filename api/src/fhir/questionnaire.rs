use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, web::Data};
use footpath_domain::{
    Ctx, Error,
    triage::{self, Question, QuestionKind, RuleSet, Screen},
};
use footpath_web::{Path, Problem, Query};
use serde_json::{Value, json};

use super::{
    answer::{Form, answer},
    asked::Asked,
    bundle::{found, searchset},
    parameter::{ID, Parameter},
    part::put,
};

pub const TYPE: &str = "Questionnaire";
pub const PARAMETERS: &[Parameter] = &[ID];
const CORE: &str = "http://hl7.org/fhir/StructureDefinition";

/// The questionnaire that readers are asked now.
pub async fn search(
    req: HttpRequest,
    ctx: Data<Ctx>,
    pairs: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, Problem> {
    let asked = Asked::parse(&req, pairs.0, PARAMETERS)?;
    let version = |text: &str| text.parse::<i32>().ok();
    let wanted = asked.ids("_id", &ctx.config.link("/fhir/Questionnaire"), version)?;
    let live = live(&ctx).await?;
    let live = live.filter(|rules| wanted.iter().all(|any| any.contains(&rules.version)));
    let total = u64::from(live.is_some());
    let shown = live.filter(|_| asked.page.page == 1);
    let entries = shown.map(|rules| found(&ctx, resource(&ctx, &rules, true)));
    let entries = entries.into_iter().collect();
    let bundle = searchset(&ctx, TYPE, &asked, total, entries);
    answer(&req, asked.form, &bundle)
}

/// None before the first one is published.
async fn live(ctx: &Ctx) -> Result<Option<Arc<RuleSet>>, Error> {
    match triage::live(ctx).await {
        Ok(rules) => Ok(Some(rules)),
        Err(error) if error.code() == "questionnaire.none" => Ok(None),
        Err(error) => Err(error),
    }
}

/// One version that is asked or was asked; the id is its number.
pub async fn find(
    req: HttpRequest,
    ctx: Data<Ctx>,
    id: Path<String>,
    pairs: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, Problem> {
    const NONE: Error = Error::NotFound {
        code: "questionnaire.not_found",
    };
    let form = Form::of(&req, &pairs.0)?;
    let version = id.0.parse().map_err(|_| NONE)?;
    let (rules, live) = triage::published(&ctx, version).await?.ok_or(NONE)?;
    answer(&req, form, &resource(&ctx, &rules, live))
}

fn resource(ctx: &Ctx, rules: &RuleSet, live: bool) -> Value {
    let version = rules.version.to_string();
    // What no clinical reviewer has signed off is an example.
    let status = match (live, rules.clinically_reviewed) {
        (false, _) => "retired",
        (true, true) => "active",
        (true, false) => "draft",
    };
    let screens = rules.definition.screens.iter();
    json!({
        "resourceType": TYPE,
        "id": version,
        "url": ctx.config.link(&format!("/fhir/Questionnaire/{version}")),
        "version": version,
        "name": "FootAssessment",
        "title": "Symptom assessment of a sore foot",
        "status": status,
        "experimental": !rules.clinically_reviewed,
        "subjectType": ["Patient"],
        "publisher": ctx.config.site_name,
        "description": "Asks a runner about a sore foot, to tell how urgent it is. Not a diagnosis.",
        "item": screens.map(|screen| group(rules, screen)).collect::<Vec<_>>(),
    })
}

fn group(rules: &RuleSet, screen: &Screen) -> Value {
    let link = screen.link_id();
    let mut items = Vec::new();
    if !screen.intro.is_empty() {
        let intro = format!("{link}-intro");
        items.push(json!({ "linkId": intro, "type": "display", "text": screen.intro }));
    }
    let questions = rules.definition.questions.iter();
    let here = questions.filter(|question| question.screen == screen.id);
    items.extend(here.map(item));
    json!({ "linkId": link, "type": "group", "text": screen.title, "item": items })
}

fn item(question: &Question) -> Value {
    let mut item = json!({
        "linkId": question.id,
        "text": question.text,
        "type": if question.kind == QuestionKind::Int { "integer" } else { "choice" },
        "required": question.required,
        "repeats": question.kind == QuestionKind::Choices,
    });
    let bounds = [("minValue", question.min), ("maxValue", question.max)];
    let bounds = bounds.into_iter().filter_map(|(name, bound)| {
        Some(json!({ "url": format!("{CORE}/{name}"), "valueInteger": bound? }))
    });
    put(&mut item, "extension", Value::Array(bounds.collect()));
    let options = question.choices();
    let options = options
        .iter()
        .map(|choice| json!({ "valueCoding": { "code": choice.value, "display": choice.text } }));
    put(&mut item, "answerOption", Value::Array(options.collect()));
    let help = question.help.iter().map(|words| help(&question.id, words));
    put(&mut item, "item", Value::Array(help.collect()));
    item
}

fn help(question: &str, words: &str) -> Value {
    json!({
        "linkId": format!("{question}-help"),
        "type": "display",
        "text": words,
        "extension": [{
            "url": format!("{CORE}/questionnaire-itemControl"),
            "valueCodeableConcept": { "coding": [{
                "system": "http://hl7.org/fhir/questionnaire-item-control",
                "code": "help",
            }] },
        }],
    })
}
