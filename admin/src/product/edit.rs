use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx, Error,
    catalog::product,
    policy::{self, Action},
};
use footpath_entity::{catalog::ProductKind, id::ProductId};
use footpath_templates::markdown;
use footpath_web::{Path, Problem, Query};
use serde::Deserialize;

use super::form::{self, Shown};
use crate::{
    gate::Signed,
    kit::{Done, FormState, Posted, Values},
    to,
};

/// What a new product is.
#[derive(Deserialize)]
pub struct Kind {
    kind: Option<String>,
}

pub async fn new(
    ctx: Data<Ctx>,
    signed: Signed,
    kind: Query<Kind>,
) -> Result<HttpResponse, Problem> {
    policy::require(&signed.actor(), Action::CatalogManage)?;
    let kind = match kind.0.kind.as_deref() {
        Some("insole") => ProductKind::Insole,
        _ => ProductKind::Shoe,
    };
    let state = FormState::of(Values::default().with("kind", kind));
    let shown = page_of(&ctx, &signed, None, state).await?;
    form::page(&ctx, &signed, shown).await
}

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<ProductId>,
    done: Query<Done>,
) -> Result<HttpResponse, Problem> {
    let state = FormState::after(Values::default(), done.0.what());
    let shown = page_of(&ctx, &signed, Some(id.0), state).await?;
    form::page(&ctx, &signed, shown).await
}

pub async fn create(ctx: Data<Ctx>, posted: Posted) -> Result<HttpResponse, Problem> {
    if posted.verb() == "preview" {
        return preview(&ctx, posted, None).await;
    }
    match product::create(&ctx, &posted.signed.actor(), &form::draft(&posted.values)).await {
        Ok(made) => finish(&ctx, posted, made.id, "created").await,
        Err(error) => again(&ctx, posted, None, error).await,
    }
}

pub async fn save(
    ctx: Data<Ctx>,
    id: Path<ProductId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    if posted.verb() == "preview" {
        return preview(&ctx, posted, Some(id.0)).await;
    }
    let (actor, seen) = (posted.signed.actor(), Some(posted.version()));
    match product::update(&ctx, &actor, id.0, seen, form::change(&posted.values)).await {
        Ok(_) => finish(&ctx, posted, id.0, "saved").await,
        Err(error) => again(&ctx, posted, Some(id.0), error).await,
    }
}

pub async fn archive(
    ctx: Data<Ctx>,
    id: Path<ProductId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    product::archive(&ctx, &posted.signed.actor(), id.0, None).await?;
    Ok(done(id.0, "archived"))
}

/// What was saved is published too when that button was pressed.
async fn finish(
    ctx: &Ctx,
    posted: Posted,
    id: ProductId,
    what: &str,
) -> Result<HttpResponse, Problem> {
    if posted.verb() != "publish" {
        return Ok(done(id, what));
    }
    match product::publish(ctx, &posted.signed.actor(), id, None).await {
        Ok(_) => Ok(done(id, "published")),
        Err(error) => again(ctx, posted, Some(id), error).await,
    }
}

fn done(id: ProductId, what: &str) -> HttpResponse {
    to(&format!("/admin/products/{id}?done={what}"))
}

/// The form as it was typed, with what readers would see of it.
async fn preview(
    ctx: &Ctx,
    posted: Posted,
    id: Option<ProductId>,
) -> Result<HttpResponse, Problem> {
    policy::require(&posted.signed.actor(), Action::CatalogManage)?;
    let html = markdown::render(posted.values.text(form::MARKDOWN));
    let seen = posted.version();
    let mut shown = page_of(ctx, &posted.signed, id, FormState::of(posted.values)).await?;
    // What was typed is against the version that was seen, not against what is stored by now.
    shown.version = Some(seen).filter(|_| id.is_some());
    shown.preview = Some(html);
    form::page(ctx, &posted.signed, shown).await
}

/// The form as it was typed, with what is wrong.
async fn again(
    ctx: &Ctx,
    posted: Posted,
    id: Option<ProductId>,
    error: Error,
) -> Result<HttpResponse, Problem> {
    let state = FormState::again(posted.values, error)?;
    let shown = page_of(ctx, &posted.signed, id, state).await?;
    form::page(ctx, &posted.signed, shown).await
}

/// What is stored, below what was typed.
async fn page_of(
    ctx: &Ctx,
    signed: &Signed,
    id: Option<ProductId>,
    mut state: FormState,
) -> Result<Shown, Problem> {
    let product = match id {
        Some(id) => Some(product::managed(ctx, &signed.actor(), id).await?),
        None => None,
    };
    // A box that is not ticked sends nothing: what was typed is the whole form.
    let typed = state.values.all("brand").next().is_some();
    if let Some(stored) = product.as_ref().filter(|_| !typed) {
        state = state.over(form::values(stored));
    }
    Ok(Shown {
        product,
        state,
        version: None,
        preview: None,
    })
}
