//! The assessment, one screen at a time. Answers travel in the form and never in an address;
//! nothing is kept before the reader has seen the result and asks for it to be shared.

mod fields;
mod nearby;
mod receipt;
mod received;
mod result;
mod screen;
mod share;
mod share_form;
mod words;

use actix_web::{
    HttpResponse, get,
    http::StatusCode,
    post,
    web::{Data, ServiceConfig},
};
use footpath_domain::{
    Ctx, Error,
    triage::{self, Answered, Assess, Assessed, Consents, RuleSet, Step, Tier},
};
use footpath_web::{Addr, Form, Problem, reply};

use fields::{Fields, Pairs};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(begin)
        .service(go)
        .service(share::share)
        .service(receipt::begin)
        .service(receipt::look)
        .service(receipt::refer)
        .service(receipt::export)
        .service(receipt::erase);
}

#[get("/assessment")]
async fn begin(ctx: Data<Ctx>) -> Result<HttpResponse, Problem> {
    let live = triage::live(&ctx).await?;
    reply::html(&screen::page(&ctx, &live, &Fields::default(), 1, &[]))
}

/// The next screen, the one before, or the result.
#[post("/assessment")]
async fn go(ctx: Data<Ctx>, addr: Addr, form: Form<Pairs>) -> Result<HttpResponse, Problem> {
    let fields = Fields::of(form.0);
    let Some(rules) = begun_with(&ctx, &fields).await? else {
        return start_again(&ctx, &fields).await;
    };
    let last = screen::last(&rules);
    let at = fields.number("_screen").unwrap_or(1).clamp(1, last);
    if let Some(other) = screen::turned_to(&fields, at) {
        return reply::html(&screen::page(&ctx, &rules, &fields, other, &[]));
    }
    let sent = fields.answers(&rules.definition);
    match triage::after_screen(&rules.definition, &sent, at) {
        Step::Emergency(answers) => {
            let found = evaluate(&ctx, addr, &rules, answers, None).await?;
            result::show(&ctx, &rules, &fields, &found, &result::Sharing::fresh()).await
        }
        Step::Mend(report) => {
            let at = screen::of_first(&rules, &report).unwrap_or(at);
            let page = screen::page(&ctx, &rules, &fields, at, &report.0);
            reply::html_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Step::Onward if at < last => reply::html(&screen::page(&ctx, &rules, &fields, at + 1, &[])),
        Step::Onward => finish(&ctx, addr, &rules, &fields, sent).await,
    }
}

async fn finish(
    ctx: &Ctx,
    addr: Addr,
    rules: &RuleSet,
    fields: &Fields,
    answers: serde_json::Map<String, serde_json::Value>,
) -> Result<HttpResponse, Problem> {
    match evaluate(ctx, addr, rules, answers, fields.postal_code()).await {
        Ok(found) => result::show(ctx, rules, fields, &found, &result::Sharing::fresh()).await,
        Err(Error::Invalid(report)) => {
            let page = screen::page(ctx, rules, fields, screen::last(rules), &report.0);
            reply::html_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other.into()),
    }
}

/// Evaluates without keeping anything.
async fn evaluate(
    ctx: &Ctx,
    addr: Addr,
    rules: &RuleSet,
    answers: serde_json::Map<String, serde_json::Value>,
    postal_code: Option<String>,
) -> Result<Assessed, Error> {
    let cmd = Assess {
        questionnaire_version: rules.version,
        answers,
        postal_code,
        contact: None,
        clinic_id: None,
        consents: Consents::default(),
    };
    match triage::assess(ctx, &addr.reader(), &cmd, None).await? {
        Answered::New(found) => Ok(*found),
        Answered::Replayed(_) => Err(Error::internal("a replay without a key")),
    }
}

/// The version that the form was made from; `None` when it is out of use.
async fn begun_with(
    ctx: &Ctx,
    fields: &Fields,
) -> Result<Option<std::sync::Arc<RuleSet>>, Problem> {
    let Some(version) = fields.number("_version") else {
        return Ok(Some(triage::live(ctx).await?));
    };
    match triage::version(ctx, version).await {
        Ok(rules) => Ok(Some(rules)),
        Err(Error::Conflict { .. } | Error::Invalid(_)) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

/// The questions have changed since; what was answered is kept where the question still is.
async fn start_again(ctx: &Ctx, fields: &Fields) -> Result<HttpResponse, Problem> {
    let live = triage::live(ctx).await?;
    let page = screen::changed(ctx, &live, fields);
    reply::html_status(StatusCode::CONFLICT, &page)
}

/// Whether a result is shown alone, with nothing beside it.
fn stands_alone(found: &Assessed) -> bool {
    found.outcome.tier == Tier::Emergency
}
