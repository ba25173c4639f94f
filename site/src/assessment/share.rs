use actix_web::{HttpResponse, post, web::Data};
use footpath_domain::{
    Ctx, Error, Report,
    triage::{self, Answered, Assess, Consents, ContactInput, Once, RuleSet, canonical},
};
use footpath_entity::id::ClinicId;
use footpath_templates::words;
use footpath_web::{Addr, Form, Problem, reply};

use super::{
    begun_with, evaluate,
    fields::{Fields, Pairs},
    received::Received,
    result::{self, Sharing},
    start_again,
};

/// Keeps the assessment and, as the reader agrees, refers it, now that the result was seen.
#[post("/assessment/share")]
pub async fn share(ctx: Data<Ctx>, addr: Addr, form: Form<Pairs>) -> Result<HttpResponse, Problem> {
    let fields = Fields::of(form.0);
    let Some(rules) = begun_with(&ctx, &fields).await? else {
        return start_again(&ctx, &fields).await;
    };
    match keep(&ctx, addr, &rules, &fields).await {
        Ok(received) => reply::html(&received.page(&ctx)),
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
    let render = |assessed: &triage::Assessed| {
        serde_json::to_vec(&Received::of(assessed)?).map_err(Error::internal)
    };
    let once = once.as_deref().map(|key| Once {
        key,
        body: body.as_bytes(),
        render: &render,
    });
    match triage::assess(ctx, &addr.reader(), &cmd, once).await? {
        Answered::New(assessed) => Received::of(&assessed),
        Answered::Replayed(bytes) => serde_json::from_slice(&bytes).map_err(Error::internal),
    }
}

/// What was agreed to, as it came. Contact data goes along only to be shared.
fn command(rules: &RuleSet, fields: &Fields) -> Result<Assess, Error> {
    let consents = consents(fields);
    let mut report = Report::new();
    if !consents.collect {
        report.add("consents.collect", words::COLLECT_NEEDED);
    }
    let shared = consents.share_with_clinic;
    let contact = shared.then(|| contact(fields));
    let clinic_id = shared.then(|| clinic(fields, &mut report)).flatten();
    if let Some(contact) = contact.as_ref().filter(|_| !report.is_empty()) {
        contact.parse(consents.email_me, &mut report);
    }
    report.into_result()?;
    Ok(Assess {
        questionnaire_version: rules.version,
        answers: fields.answers(&rules.definition),
        postal_code: fields.postal_code(),
        contact,
        clinic_id,
        consents,
    })
}

pub fn consents(fields: &Fields) -> Consents {
    Consents {
        collect: fields.ticked("consents.collect"),
        share_with_clinic: fields.ticked("consents.share_with_clinic"),
        email_me: fields.ticked("consents.email_me"),
        guardian: fields.ticked("consents.guardian"),
    }
}

pub fn contact(fields: &Fields) -> ContactInput {
    ContactInput {
        name: fields.text("contact.name"),
        email: fields.text("contact.email"),
        phone: fields.text("contact.phone"),
    }
}

/// The clinic that was chosen; none where none could be named.
pub fn clinic(fields: &Fields, report: &mut Report) -> Option<ClinicId> {
    let chosen = fields.text("clinic_id")?;
    let id = chosen.parse();
    id.map_err(|_| report.add("clinic_id", words::CLINIC_WRONG))
        .ok()
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
