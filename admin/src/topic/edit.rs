use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx, Error,
    content::topic,
    policy::{self, Action},
};
use footpath_entity::id::TopicId;

use footpath_web::{Path, Problem, Query};

use super::form::{self, Shown};
use crate::{
    gate::Signed,
    kit::{Done, FormState, Posted, Values},
    to,
};

pub async fn new(ctx: Data<Ctx>, signed: Signed) -> Result<HttpResponse, Problem> {
    policy::require(&signed.actor(), Action::ContentManage)?;
    let state = FormState::of(Values::default());
    let shown = page_of(&ctx, &signed, None, state).await?;
    form::page(&ctx, &signed, shown).await
}

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<TopicId>,
    done: Query<Done>,
) -> Result<HttpResponse, Problem> {
    let state = FormState::after(Values::default(), done.0.what());
    let shown = page_of(&ctx, &signed, Some(id.0), state).await?;
    form::page(&ctx, &signed, shown).await
}

pub async fn create(ctx: Data<Ctx>, posted: Posted) -> Result<HttpResponse, Problem> {
    match topic::create(&ctx, &posted.signed.actor(), &form::draft(&posted.values)).await {
        Ok(made) => finish(&ctx, posted, made.id, "created").await,
        Err(error) => again(&ctx, posted, None, error).await,
    }
}

pub async fn save(
    ctx: Data<Ctx>,
    id: Path<TopicId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    let (actor, seen) = (posted.signed.actor(), Some(posted.version()));
    match topic::update(&ctx, &actor, id.0, seen, form::change(&posted.values)).await {
        Ok(_) => finish(&ctx, posted, id.0, "saved").await,
        Err(error) => again(&ctx, posted, Some(id.0), error).await,
    }
}

pub async fn archive(
    ctx: Data<Ctx>,
    id: Path<TopicId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    topic::archive(&ctx, &posted.signed.actor(), id.0, None).await?;
    Ok(done(id.0, "archived"))
}

/// What was saved is published too when that button was pressed.
async fn finish(
    ctx: &Ctx,
    posted: Posted,
    id: TopicId,
    what: &str,
) -> Result<HttpResponse, Problem> {
    if posted.verb() != "publish" {
        return Ok(done(id, what));
    }
    match topic::publish(ctx, &posted.signed.actor(), id, None).await {
        Ok(_) => Ok(done(id, "published")),
        Err(error) => again(ctx, posted, Some(id), error).await,
    }
}

fn done(id: TopicId, what: &str) -> HttpResponse {
    to(&format!("/admin/topics/{id}?done={what}"))
}

/// The form as it was typed, with what is wrong.
async fn again(
    ctx: &Ctx,
    posted: Posted,
    id: Option<TopicId>,
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
    id: Option<TopicId>,
    mut state: FormState,
) -> Result<Shown, Problem> {
    let topic = match id {
        Some(id) => Some(topic::managed(ctx, &signed.actor(), id).await?),
        None => None,
    };
    // A box that is not ticked sends nothing: what was typed is the whole form.
    let typed = state.values.all("name").next().is_some();
    if let Some(stored) = topic.as_ref().filter(|_| !typed) {
        state = state.over(form::values(stored));
    }
    Ok(Shown { topic, state })
}
