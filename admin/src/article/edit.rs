use actix_web::{HttpResponse, web::Data};
use footpath_domain::{
    Ctx, Error,
    content::article::{self, Managed},
    policy::{self, Action},
};
use footpath_entity::id::ArticleId;
use footpath_web::{Path, Problem, Query};

use super::form::{self, Shown};
use crate::{
    gate::Signed,
    kit::{Done, FormState, Posted, Values},
    to,
};

/// Saved states that the page names.
const HISTORY: u64 = 20;

pub async fn new(ctx: Data<Ctx>, signed: Signed) -> Result<HttpResponse, Problem> {
    policy::require(&signed.actor(), Action::ArticleDraft)?;
    let shown = Shown {
        article: None,
        state: FormState::of(Values::default()),
        preview: None,
    };
    form::page(&ctx, &signed, shown).await
}

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<ArticleId>,
    done: Query<Done>,
) -> Result<HttpResponse, Problem> {
    let article = article::history(&ctx, &signed.actor(), id.0, HISTORY).await?;
    let shown = Shown {
        state: FormState::after(form::values(&article.0), done.0.what()),
        article: Some(article),
        preview: None,
    };
    form::page(&ctx, &signed, shown).await
}

/// The first saving of a new article, which may publish it at once.
pub async fn create(ctx: Data<Ctx>, posted: Posted) -> Result<HttpResponse, Problem> {
    if posted.verb() == "preview" {
        return preview(&ctx, posted, None).await;
    }
    let actor = posted.signed.actor();
    match article::create(&ctx, &actor, &form::change(&posted.values)).await {
        Ok(made) => finish(&ctx, posted, made, "created").await,
        Err(error) => again(&ctx, posted, None, error).await,
    }
}

pub async fn save(
    ctx: Data<Ctx>,
    id: Path<ArticleId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    if posted.verb() == "preview" {
        return preview(&ctx, posted, Some(id.0)).await;
    }
    let actor = posted.signed.actor();
    let (change, seen) = (form::change(&posted.values), Some(posted.version()));
    match article::save_draft(&ctx, &actor, id.0, seen, &change).await {
        Ok(saved) => finish(&ctx, posted, saved, "saved").await,
        Err(error) => again(&ctx, posted, Some(id.0), error).await,
    }
}

pub async fn archive(
    ctx: Data<Ctx>,
    id: Path<ArticleId>,
    posted: Posted,
) -> Result<HttpResponse, Problem> {
    article::archive(&ctx, &posted.signed.actor(), id.0, None).await?;
    Ok(to(&format!("/admin/articles/{}?done=archived", id.0)))
}

/// What was saved is published too when that button was pressed.
async fn finish(
    ctx: &Ctx,
    posted: Posted,
    saved: Managed,
    done: &str,
) -> Result<HttpResponse, Problem> {
    let mut done = done;
    if posted.verb() == "publish" {
        let actor = posted.signed.actor();
        if let Err(error) = article::publish(ctx, &actor, saved.id, Some(saved.version)).await {
            return again(ctx, posted, Some(saved.id), error).await;
        }
        done = "published";
    }
    Ok(to(&format!("/admin/articles/{}?done={done}", saved.id)))
}

async fn preview(
    ctx: &Ctx,
    posted: Posted,
    id: Option<ArticleId>,
) -> Result<HttpResponse, Problem> {
    let actor = posted.signed.actor();
    let preview = article::preview(ctx, &actor, id, posted.values.text("body")).await?;
    let mut article = match id {
        Some(id) => Some(article::history(ctx, &actor, id, HISTORY).await?),
        None => None,
    };
    // What was typed is against the version that was seen, not against what is stored by now.
    if let Some((article, _)) = &mut article {
        article.version = posted.version();
    }
    let shown = Shown {
        article,
        state: FormState::of(posted.values),
        preview: Some(preview),
    };
    form::page(ctx, &posted.signed, shown).await
}

/// The form as it was typed, with what is wrong.
async fn again(
    ctx: &Ctx,
    posted: Posted,
    id: Option<ArticleId>,
    error: Error,
) -> Result<HttpResponse, Problem> {
    let state = FormState::again(posted.values, error)?;
    let article = match id {
        Some(id) => Some(article::history(ctx, &posted.signed.actor(), id, HISTORY).await?),
        None => None,
    };
    let preview = None;
    let shown = Shown {
        article,
        state,
        preview,
    };
    form::page(ctx, &posted.signed, shown).await
}
