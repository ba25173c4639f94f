use actix_web::{HttpResponse, web::Data};
use footpath_domain::{Ctx, Error, referral};
use footpath_entity::id::ReferralId;
use footpath_web::{Path, Problem};

use super::one;
use crate::{
    kit::{FormState, Posted},
    to,
};

pub async fn note(
    ctx: Data<Ctx>,
    id: Path<ReferralId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    let note = posted.values.text("note");
    match referral::note(&ctx, &posted.signed.actor(), id.0, note).await {
        Ok(()) => Ok(done(id.0, "noted")),
        Err(error) => again(&ctx, posted, id.0, error).await,
    }
}

pub async fn reroute(
    ctx: Data<Ctx>,
    id: Path<ReferralId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    match referral::reroute(&ctx, &posted.signed.actor(), id.0).await {
        Ok(next) => Ok(done(id.0, next.map_or("nobody", |_| "rerouted"))),
        Err(error) => again(&ctx, posted, id.0, error).await,
    }
}

pub async fn release(
    ctx: Data<Ctx>,
    id: Path<ReferralId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    match referral::release(&ctx, &posted.signed.actor(), id.0).await {
        Ok(next) => Ok(done(id.0, next.map_or("nobody", |_| "released"))),
        Err(error) => again(&ctx, posted, id.0, error).await,
    }
}

pub async fn resend(
    ctx: Data<Ctx>,
    id: Path<ReferralId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    match referral::resend(&ctx, &posted.signed.actor(), id.0).await {
        Ok(()) => Ok(done(id.0, "resent")),
        Err(error) => again(&ctx, posted, id.0, error).await,
    }
}

fn done(id: ReferralId, what: &str) -> HttpResponse {
    to(&format!("/admin/referrals/{id}?done={what}"))
}

/// The page as it is, with why a button did nothing.
async fn again(
    ctx: &Ctx,
    posted: Posted,
    id: ReferralId,
    error: Error,
) -> Result<HttpResponse, Problem> {
    let state = FormState::again(posted.values, error)?;
    one::page(ctx, &posted.signed, id, state).await
}
