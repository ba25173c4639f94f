use actix_web::{HttpResponse, http::StatusCode, web::Data};
use footpath_domain::{
    Ctx, Error,
    directory::podiatrist,
    policy::{self, Action},
};
use footpath_entity::value::Npi;
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
    /// Where a new one practises.
    clinic: Option<String>,
}

pub async fn new(
    ctx: Data<Ctx>,
    signed: Signed,
    asked: Query<Asked>,
) -> Result<HttpResponse, Problem> {
    policy::require(&signed.actor(), Action::DirectoryManage)?;
    let mut shown = Shown::of(None);
    shown.values = shown.values.with_some("clinics", asked.0.clinic);
    form::page(&ctx, &signed, shown).await
}

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    npi: Path<Npi>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Problem> {
    let mut shown = form::stored(&ctx, &signed, npi.0.as_str()).await?;
    shown.flashes = frame::done(asked.0.done.as_deref());
    form::page(&ctx, &signed, shown).await
}

pub async fn create(ctx: Data<Ctx>, posted: Posted) -> Result<HttpResponse, Problem> {
    if posted.verb() == "find" {
        return find(&ctx, posted, None).await;
    }
    let draft = form::draft(&posted.values);
    let npi = posted.values.text("npi").trim();
    match podiatrist::create(&ctx, &posted.signed.actor(), npi, &draft).await {
        Ok(made) => Ok(done(made.npi.as_str(), "created")),
        Err(error) => again(&ctx, posted, None, error).await,
    }
}

pub async fn save(ctx: Data<Ctx>, npi: Path<Npi>, posted: Posted) -> Result<HttpResponse, Problem> {
    if posted.verb() == "find" {
        return find(&ctx, posted, Some(npi.0.as_str())).await;
    }
    let (actor, seen) = (posted.signed.actor(), Some(posted.version()));
    let change = form::change(&posted.values);
    match podiatrist::update(&ctx, &actor, &npi.0, seen, change).await {
        Ok(_) => Ok(done(npi.0.as_str(), "saved")),
        Err(error) => again(&ctx, posted, Some(npi.0.as_str()), error).await,
    }
}

pub async fn hide(ctx: Data<Ctx>, npi: Path<Npi>, posted: Posted) -> Result<HttpResponse, Problem> {
    let (actor, reason) = (posted.signed.actor(), posted.values.text("reason"));
    match podiatrist::hide(&ctx, &actor, &npi.0, None, reason).await {
        Ok(_) => Ok(done(npi.0.as_str(), "hidden")),
        Err(error) => again(&ctx, posted, Some(npi.0.as_str()), error).await,
    }
}

pub async fn unhide(
    ctx: Data<Ctx>,
    npi: Path<Npi>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    let actor = posted.signed.actor();
    podiatrist::show(&ctx, &actor, &npi.0, None).await?;
    Ok(done(npi.0.as_str(), "shown"))
}

fn done(npi: &str, what: &str) -> HttpResponse {
    to(&format!("/admin/podiatrists/{npi}?done={what}"))
}

/// The form as it was typed, with the clinics that were searched for to choose from.
async fn find(ctx: &Ctx, posted: Posted, npi: Option<&str>) -> Result<HttpResponse, Problem> {
    policy::require(&posted.signed.actor(), Action::DirectoryManage)?;
    let mut shown = typed(ctx, &posted, npi).await?;
    shown.find = true;
    form::page(ctx, &posted.signed, shown).await
}

/// The form as it was typed, with what is wrong.
async fn again(
    ctx: &Ctx,
    posted: Posted,
    npi: Option<&str>,
    error: Error,
) -> Result<HttpResponse, Problem> {
    let failure = failed(error)?;
    let mut shown = typed(ctx, &posted, npi).await?;
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

async fn typed(ctx: &Ctx, posted: &Posted, npi: Option<&str>) -> Result<Shown, Problem> {
    let mut shown = match npi {
        Some(npi) => form::stored(ctx, &posted.signed, npi).await?,
        None => Shown::of(None),
    };
    // The button that hides has a form of its own, which sends none of the others' fields.
    let whole = posted.values.all("last_name").next().is_some();
    shown.values = if whole {
        posted.values.clone()
    } else {
        posted.values.clone().over(shown.values)
    };
    Ok(shown)
}
