//! A version as a file: out, and in again as a draft.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Data, Payload},
};
use footpath_domain::{
    Ctx,
    policy::{self, Action},
    triage::rules,
};
use footpath_entity::id::RuleSetId;
use footpath_templates::{
    admin::{EditForm, FormPage},
    part::Link,
};
use footpath_web::{Path, Problem, reply};

use super::part;
use crate::{
    frame,
    gate::Signed,
    kit::{self, Fields, FormState, Upload, Values},
};

/// The largest upload, in bytes; a rule set of hundreds of rules has a tenth of it.
const MOST: usize = 3 * 1024 * 1024;

pub async fn export(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<RuleSetId>,
) -> Result<HttpResponse, Problem> {
    let (name, bytes) = rules::export(&ctx, &signed.actor(), id.0).await?;
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ))
        .body(bytes))
}

pub async fn show(ctx: Data<Ctx>, signed: Signed) -> Result<HttpResponse, Problem> {
    page(&ctx, &signed, FormState::of(Values::default())).await
}

pub async fn import(
    ctx: Data<Ctx>,
    signed: Signed,
    request: HttpRequest,
    body: Payload,
) -> Result<HttpResponse, Problem> {
    policy::require(&signed.actor(), Action::ClinicalReview)?;
    let upload = Upload::read(&request, body, &signed, "file", MOST).await?;
    let read = match upload {
        Ok(bytes) => rules::import(&ctx, &signed.actor(), &bytes).await,
        Err(too_large) => Err(too_large),
    };
    match read {
        Ok(id) => Ok(part::done(id, "created")),
        Err(error) => page(&ctx, &signed, FormState::again(Values::default(), error)?).await,
    }
}

async fn page(ctx: &Ctx, signed: &Signed, state: FormState) -> Result<HttpResponse, Problem> {
    policy::require(&signed.actor(), Action::ClinicalReview)?;
    let mut fields = Fields::new(&state.values, &state.report);
    let file = fields.file(
        "file",
        "File",
        "As exported here or elsewhere. It becomes a draft; nobody is asked by it yet.",
    );
    let problems = fields.problems();
    let mut console = frame::around(ctx, signed, part::ROOM).await?;
    console.flashes = state.flashes;
    let view = FormPage {
        console,
        up: Link::new(part::ROOM, "/admin/triage-rules"),
        heading: "Import rules".to_owned(),
        state: None,
        view: None,
        problems,
        conflict: None,
        form: Some(EditForm {
            action: "/admin/triage-rules/import".to_owned(),
            hidden: signed.hidden(),
            groups: vec![kit::group("", vec![file])],
            buttons: vec![kit::button("import", "Import")],
            preview: None,
        }),
        facts: Vec::new(),
        sections: Vec::new(),
        aside: Vec::new(),
    };
    reply::html_status(state.status, &view)
}
