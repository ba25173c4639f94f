use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx, Error,
    directory::podiatrist,
    policy::{self, Action},
};
use footpath_entity::value::Npi;
use footpath_web::{Path, Problem, Query};
use serde::Deserialize;

use super::form::{self, Shown};
use crate::{
    gate::Signed,
    kit::{Done, FormState, Posted, Values},
    to,
};

#[derive(Deserialize)]
pub struct Place {
    /// Where a new one practises.
    clinic: Option<String>,
}

pub async fn new(
    ctx: Data<Ctx>,
    signed: Signed,
    place: Query<Place>,
) -> Result<HttpResponse, Problem> {
    policy::require(&signed.actor(), Action::DirectoryManage)?;
    let values = Values::default().with_some("clinics", place.0.clinic);
    page(&ctx, &signed, None, FormState::of(values), false).await
}

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    npi: Path<Npi>,
    asked: Query<Done>,
) -> Result<HttpResponse, Problem> {
    let state = FormState::after(Values::default(), asked.0.what());
    page(&ctx, &signed, Some(npi.0.as_str()), state, false).await
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

pub async fn verify(
    ctx: Data<Ctx>,
    npi: Path<Npi>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    podiatrist::verify(&ctx, &posted.signed.actor(), &npi.0, None).await?;
    Ok(done(npi.0.as_str(), "verified"))
}

/// Gives a field back to the registry; the form's button sends the form's fields along.
pub async fn follow(
    ctx: Data<Ctx>,
    npi: Path<Npi>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    let (actor, seen) = (posted.signed.actor(), Some(posted.version()));
    let field = posted.values.text("field");
    match podiatrist::follow(&ctx, &actor, &npi.0, seen, field).await {
        Ok(_) => Ok(done(npi.0.as_str(), "followed")),
        Err(error) => again(&ctx, posted, Some(npi.0.as_str()), error).await,
    }
}

fn done(npi: &str, what: &str) -> HttpResponse {
    to(&format!("/admin/podiatrists/{npi}?done={what}"))
}

/// The form as it was typed, with the clinics that were searched for to choose from.
async fn find(ctx: &Ctx, posted: Posted, npi: Option<&str>) -> Result<HttpResponse, Problem> {
    policy::require(&posted.signed.actor(), Action::DirectoryManage)?;
    let state = FormState::of(posted.values);
    page(ctx, &posted.signed, npi, state, true).await
}

/// The form as it was typed, with what is wrong.
async fn again(
    ctx: &Ctx,
    posted: Posted,
    npi: Option<&str>,
    error: Error,
) -> Result<HttpResponse, Problem> {
    let state = FormState::again(posted.values, error)?;
    page(ctx, &posted.signed, npi, state, false).await
}

async fn page(
    ctx: &Ctx,
    signed: &Signed,
    npi: Option<&str>,
    mut state: FormState,
    find: bool,
) -> Result<HttpResponse, Problem> {
    let podiatrist = match npi {
        Some(npi) => Some(podiatrist::managed(ctx, &signed.actor(), npi).await?),
        None => None,
    };
    // The button that hides has a form of its own, which sends none of the others' fields.
    let whole = state.values.all("last_name").next().is_some();
    if let Some(found) = podiatrist.as_ref().filter(|_| !whole) {
        state = state.over(form::values(found));
    }
    let shown = Shown {
        podiatrist,
        state,
        find,
    };
    form::page(ctx, signed, shown).await
}
