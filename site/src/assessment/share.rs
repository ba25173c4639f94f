use actix_web::{HttpResponse, http::header, post, web::Data};
use footpath_domain::{
    Ctx, Error, Report,
    triage::{self, Answered, Assess, Assessed, Consents, ContactInput, Once, RuleSet, canonical},
};
use footpath_entity::id::AssessmentId;
use footpath_templates::{
    page::{ReceiptView, SharedPage},
    part::Frame,
    words,
};
use footpath_web::{Addr, Form, Problem, reply};
use serde::{Deserialize, Serialize};

use super::{
    begun_with, evaluate,
    fields::{Fields, Pairs},
    result::{self, Sharing},
    start_again,
};

/// What is kept of the answer, for a reader who presses the button twice.
#[derive(Serialize, Deserialize)]
struct Received {
    id: String,
    receipt: String,
    status: Option<String>,
    recipient: Option<String>,
}

/// Keeps the assessment and refers it, now that the reader has seen the result and asks for it.
#[post("/assessment/share")]
pub async fn share(ctx: Data<Ctx>, addr: Addr, form: Form<Pairs>) -> Result<HttpResponse, Problem> {
    let fields = Fields::of(form.0);
    let Some(rules) = begun_with(&ctx, &fields).await? else {
        return start_again(&ctx, &fields).await;
    };
    match keep(&ctx, addr, &rules, &fields).await {
        Ok(received) => reply::html(&page(&ctx, received)),
        Err(Error::Invalid(report)) if sent_before(&report) => {
            Err(Error::conflict("assessment.shared", words::SHARED_BEFORE).into())
        }
        Err(Error::Invalid(report)) => come_back(&ctx, addr, &rules, &fields, report).await,
        Err(other) => Err(other.into()),
    }
}

/// The form was sent before and says something else now.
fn sent_before(report: &Report) -> bool {
    report
        .0
        .iter()
        .any(|error| error.field == "Idempotency-Key")
}

async fn keep(ctx: &Ctx, addr: Addr, rules: &RuleSet, fields: &Fields) -> Result<Received, Error> {
    let cmd = command(rules, fields)?;
    let body = canonical(&serde_json::to_value(&cmd).map_err(Error::internal)?);
    let once = fields.first("_once").map(|key| format!("page:{key}"));
    let once = once.as_deref().map(|key| Once {
        key,
        body: body.as_bytes(),
        render: &remember,
    });
    let bytes = match triage::assess(ctx, &addr.reader(), &cmd, once).await? {
        Answered::New(assessed) => remember(&assessed)?,
        Answered::Replayed(bytes) => bytes.to_vec(),
    };
    serde_json::from_slice(&bytes).map_err(Error::internal)
}

/// The consent to share covers keeping; without it nothing is sent on to the domain.
fn command(rules: &RuleSet, fields: &Fields) -> Result<Assess, Error> {
    let contact = ContactInput {
        name: fields.text("contact.name"),
        email: fields.text("contact.email"),
        phone: fields.text("contact.phone"),
    };
    let email_me = fields.ticked("consents.email_me");
    if !fields.ticked("consents.share_with_clinic") {
        let mut report = Report::new();
        contact.parse(email_me, &mut report);
        report.add("consents.share_with_clinic", words::CONSENT_NEEDED);
        return Err(Error::Invalid(report));
    }
    Ok(Assess {
        questionnaire_version: rules.version,
        answers: fields.answers(&rules.definition),
        postal_code: fields.postal_code(),
        contact: Some(contact),
        clinic_id: None,
        consents: Consents {
            collect: true,
            share_with_clinic: true,
            email_me,
            guardian: fields.ticked("consents.guardian"),
        },
    })
}

fn remember(assessed: &Assessed) -> Result<Vec<u8>, Error> {
    let (id, receipt) = assessed
        .kept
        .clone()
        .ok_or_else(|| Error::internal("shared, but not kept"))?;
    let received = Received {
        id: id.to_string(),
        receipt,
        status: assessed
            .referral
            .as_ref()
            .map(|made| made.status.as_str().to_owned()),
        recipient: assessed
            .referral
            .as_ref()
            .and_then(|made| made.recipient.clone()),
    };
    serde_json::to_vec(&received).map_err(Error::internal)
}

/// The result again, with the form as it was typed and what is wrong beside each field.
async fn come_back(
    ctx: &Ctx,
    addr: Addr,
    rules: &RuleSet,
    fields: &Fields,
    report: Report,
) -> Result<HttpResponse, Problem> {
    let answers = fields.answers(&rules.definition);
    let found = evaluate(ctx, addr, rules, answers, fields.postal_code()).await?;
    let once = fields
        .text("_once")
        .unwrap_or_else(|| Sharing::fresh().once);
    let sharing = Sharing {
        once,
        wrong: report.0,
    };
    result::show(ctx, rules, fields, &found, &sharing).await
}

fn page(ctx: &Ctx, received: Received) -> SharedPage {
    let next: Vec<String> = match (received.status.as_deref(), &received.recipient) {
        (Some("queued"), Some(recipient)) => vec![
            words::next_recipient(recipient),
            words::NEXT_IN_TOUCH.to_owned(),
        ],
        (Some("held"), _) => vec![words::NEXT_HELD.to_owned()],
        (Some(_), _) => vec![words::NEXT_UNROUTED.to_owned(), words::NEXT_CALL.to_owned()],
        (None, _) => vec![words::NEXT_NONE.to_owned()],
    };
    SharedPage {
        frame: Frame::new(&ctx.config.site_name, words::RECEIVED, "/assessment").hidden(),
        headline: words::RECEIVED.to_owned(),
        recipient: received.recipient,
        next,
        receipt: Some(ReceiptView {
            id: received.id,
            receipt: received.receipt,
            export_action: Some("/assessment/export".to_owned()),
            erase_action: Some("/assessment/erase".to_owned()),
        }),
        status_href: None,
    }
}

/// The number and the receipt, as both forms below a receipt send them.
#[derive(Deserialize)]
pub struct Erase {
    id: AssessmentId,
    receipt: String,
}

/// All that is kept of an assessment, as a file.
#[post("/assessment/export")]
pub async fn export(
    ctx: Data<Ctx>,
    addr: Addr,
    form: Form<Erase>,
) -> Result<HttpResponse, Problem> {
    let kept = triage::export(&ctx, &addr.reader(), form.0.id, &form.0.receipt).await?;
    let bytes = serde_json::to_vec_pretty(&kept).map_err(Error::internal)?;
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"my-assessment.json\"",
        ))
        .body(bytes))
}

/// Erases an assessment with everything that came of it.
#[post("/assessment/erase")]
pub async fn erase(ctx: Data<Ctx>, addr: Addr, form: Form<Erase>) -> Result<HttpResponse, Problem> {
    triage::erase(&ctx, &addr.reader(), form.0.id, &form.0.receipt).await?;
    reply::html(&SharedPage {
        frame: Frame::new(&ctx.config.site_name, words::ERASED, "/assessment").hidden(),
        headline: words::ERASED.to_owned(),
        recipient: None,
        next: vec![
            words::ERASED_ALL.to_owned(),
            words::ERASED_REFERRAL.to_owned(),
        ],
        receipt: None,
        status_href: None,
    })
}
