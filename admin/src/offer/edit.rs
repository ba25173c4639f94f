use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx, Error,
    catalog::{
        offer,
        product::{self, Managed},
    },
    policy::{self, Action},
};
use footpath_entity::id::{OfferId, ProductId};
use footpath_web::{Path, Problem, Query};

use super::form::{self, Shown};
use crate::{
    gate::Signed,
    kit::{Done, FormState, Posted, Values},
    to,
};

pub async fn new(
    ctx: Data<Ctx>,
    signed: Signed,
    of: Path<ProductId>,
) -> Result<HttpResponse, Problem> {
    policy::require(&signed.actor(), Action::CatalogManage)?;
    let product = product::managed(&ctx, &signed.actor(), of.0).await?;
    let state = FormState::of(form::fresh());
    form::page(&ctx, &signed, unsaved(product, state)).await
}

pub async fn create(
    ctx: Data<Ctx>,
    of: Path<ProductId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    let actor = posted.signed.actor();
    match offer::add(&ctx, &actor, of.0, &form::draft(&posted.values)).await {
        Ok(_) => Ok(to(&format!("/admin/products/{}?done=offered", of.0))),
        Err(error) => {
            let state = FormState::again(posted.values, error)?;
            let product = product::managed(&ctx, &actor, of.0).await?;
            form::page(&ctx, &posted.signed, unsaved(product, state)).await
        }
    }
}

fn unsaved(product: Managed, state: FormState) -> Shown {
    Shown {
        product,
        offer: None,
        clicks: Vec::new(),
        state,
    }
}

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<OfferId>,
    done: Query<Done>,
) -> Result<HttpResponse, Problem> {
    let state = FormState::after(Values::default(), done.0.what());
    page_of(&ctx, &signed, id.0, state).await
}

pub async fn save(
    ctx: Data<Ctx>,
    id: Path<OfferId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    let (actor, seen) = (posted.signed.actor(), Some(posted.version()));
    match offer::update(&ctx, &actor, id.0, seen, form::change(&posted.values)).await {
        Ok(_) => Ok(done(id.0, "saved")),
        Err(error) => again(&ctx, posted, id.0, error).await,
    }
}

pub async fn archive(
    ctx: Data<Ctx>,
    id: Path<OfferId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    offer::archive(&ctx, &posted.signed.actor(), id.0, None).await?;
    Ok(done(id.0, "archived"))
}

pub async fn publish(
    ctx: Data<Ctx>,
    id: Path<OfferId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    offer::publish(&ctx, &posted.signed.actor(), id.0, None).await?;
    Ok(done(id.0, "published"))
}

fn done(id: OfferId, what: &str) -> HttpResponse {
    to(&format!("/admin/offers/{id}?done={what}"))
}

/// The form as it was typed, with what is wrong.
async fn again(
    ctx: &Ctx,
    posted: Posted,
    id: OfferId,
    error: Error,
) -> Result<HttpResponse, Problem> {
    let state = FormState::again(posted.values, error)?;
    page_of(ctx, &posted.signed, id, state).await
}

async fn page_of(
    ctx: &Ctx,
    signed: &Signed,
    id: OfferId,
    mut state: FormState,
) -> Result<HttpResponse, Problem> {
    let actor = signed.actor();
    let offer = offer::managed(ctx, &actor, id).await?;
    // A box that is not ticked sends nothing: what was typed is the whole form.
    if state.values.all("merchant").next().is_none() {
        state = state.over(form::values(&offer));
    }
    let shown = Shown {
        product: product::managed(ctx, &actor, offer.product_id).await?,
        clicks: offer::clicks(ctx, &actor, id).await?,
        offer: Some(offer),
        state,
    };
    form::page(ctx, signed, shown).await
}
