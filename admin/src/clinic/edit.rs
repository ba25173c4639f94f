use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx, Error,
    directory::clinic,
    policy::{self, Action},
};
use footpath_entity::id::ClinicId;
use footpath_web::{Path, Problem, Query};

use super::form::{self, Shown};
use crate::{
    gate::Signed,
    kit::{Done, FormState, Posted, Values},
    to,
};

pub async fn new(ctx: Data<Ctx>, signed: Signed) -> Result<HttpResponse, Problem> {
    policy::require(&signed.actor(), Action::DirectoryManage)?;
    let state = FormState::of(Values::default());
    let clinic = None;
    form::page(&ctx, &signed, Shown { clinic, state }).await
}

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<ClinicId>,
    asked: Query<Done>,
) -> Result<HttpResponse, Problem> {
    let clinic = clinic::managed(&ctx, &signed.actor(), id.0).await?;
    let shown = Shown {
        state: FormState::after(form::values(&clinic.row), asked.0.what()),
        clinic: Some(clinic),
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

pub async fn verify(
    ctx: Data<Ctx>,
    id: Path<ClinicId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    clinic::verify(&ctx, &posted.signed.actor(), id.0, None).await?;
    Ok(done(id.0, "verified"))
}

/// Gives a field back to the registry; the form's button sends the form's fields along.
pub async fn follow(
    ctx: Data<Ctx>,
    id: Path<ClinicId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    let (actor, seen) = (posted.signed.actor(), Some(posted.version()));
    match clinic::follow(&ctx, &actor, id.0, seen, posted.values.text("field")).await {
        Ok(_) => Ok(done(id.0, "followed")),
        Err(error) => again(&ctx, posted, Some(id.0), error).await,
    }
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
    let mut state = FormState::again(posted.values, error)?;
    let clinic = match id {
        Some(id) => Some(clinic::managed(ctx, &posted.signed.actor(), id).await?),
        None => None,
    };
    if let Some(clinic) = &clinic {
        let mut stored = form::values(&clinic.row);
        // Each form of the page sends its own fields; a box that is not ticked sends nothing.
        if state.values.all("inbox").next().is_some() {
            stored = stored.without("accepts_referrals");
        }
        state = state.over(stored);
    }
    form::page(ctx, &posted.signed, Shown { clinic, state }).await
}
