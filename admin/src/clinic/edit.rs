use actix_web::{HttpResponse, http::StatusCode, web::Data};
use footpath_domain::{
    Ctx, Error,
    directory::clinic,
    policy::{self, Action},
};
use footpath_entity::id::ClinicId;
use footpath_templates::admin::Flash;
use footpath_web::{Path, Problem, Query};
use serde::Deserialize;

use super::form::{self, Shown};
use crate::{
    frame,
    gate::Signed,
    kit::{Failed, Posted, failed},
    to,
};

#[derive(Deserialize)]
pub struct Asked {
    done: Option<String>,
}

pub async fn new(ctx: Data<Ctx>, signed: Signed) -> Result<HttpResponse, Problem> {
    policy::require(&signed.actor(), Action::DirectoryManage)?;
    form::page(&ctx, &signed, Shown::of(None)).await
}

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<ClinicId>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Problem> {
    let shown = Shown {
        flashes: frame::done(asked.0.done.as_deref()),
        ..form::stored(&ctx, &signed, id.0).await?
    };
    form::page(&ctx, &signed, shown).await
}

pub async fn create(ctx: Data<Ctx>, posted: Posted) -> Result<HttpResponse, Problem> {
    let draft = form::draft(&posted.values);
    match clinic::create(&ctx, &posted.signed.actor(), &draft).await {
        Ok(made) => Ok(done(made.id, "created")),
        Err(error) => again(&ctx, posted, None, error).await,
    }
}

pub async fn save(
    ctx: Data<Ctx>,
    id: Path<ClinicId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    let (actor, seen) = (posted.signed.actor(), Some(posted.version()));
    match clinic::update(&ctx, &actor, id.0, seen, form::change(&posted.values)).await {
        Ok(_) => Ok(done(id.0, "saved")),
        Err(error) => again(&ctx, posted, Some(id.0), error).await,
    }
}

pub async fn hide(
    ctx: Data<Ctx>,
    id: Path<ClinicId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    let reason = posted.values.text("reason");
    match clinic::hide(&ctx, &posted.signed.actor(), id.0, None, reason).await {
        Ok(_) => Ok(done(id.0, "hidden")),
        Err(error) => again(&ctx, posted, Some(id.0), error).await,
    }
}

pub async fn unhide(
    ctx: Data<Ctx>,
    id: Path<ClinicId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    clinic::show(&ctx, &posted.signed.actor(), id.0, None).await?;
    Ok(done(id.0, "shown"))
}

pub fn done(id: ClinicId, what: &str) -> HttpResponse {
    to(&format!("/admin/clinics/{id}?done={what}"))
}

/// The page with what was typed, and what is wrong.
pub async fn again(
    ctx: &Ctx,
    posted: Posted,
    id: Option<ClinicId>,
    error: Error,
) -> Result<HttpResponse, Problem> {
    let failure = failed(error)?;
    let mut shown = match id {
        Some(id) => form::stored(ctx, &posted.signed, id).await?,
        None => Shown::of(None),
    };
    // Each form of the page sends its own fields; a box that is not ticked sends nothing.
    if posted.values.all("inbox").next().is_some() {
        shown.values = shown.values.without("accepts_referrals");
    }
    shown.values = posted.values.clone().over(shown.values);
    shown.status = StatusCode::UNPROCESSABLE_ENTITY;
    match failure {
        Failed::Invalid(report) => shown.report = report,
        Failed::Stale => {
            shown.stale = true;
            shown.status = StatusCode::CONFLICT;
        }
        Failed::Refused(text) => shown.flashes.push(Flash { text, failed: true }),
    }
    form::page(ctx, &posted.signed, shown).await
}
