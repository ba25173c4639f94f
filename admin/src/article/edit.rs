use actix_web::{HttpResponse, http::StatusCode, web::Data};
use footpath_domain::{
    Ctx, Error,
    content::article::{self, Managed},
    policy::{self, Action},
};
use footpath_entity::id::ArticleId;
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

/// Saved states that the page names.
const HISTORY: u64 = 20;

#[derive(Deserialize)]
pub struct Asked {
    done: Option<String>,
}

pub async fn new(ctx: Data<Ctx>, signed: Signed) -> Result<HttpResponse, Problem> {
    policy::require(&signed.actor(), Action::ArticleDraft)?;
    form::page(&ctx, &signed, Shown::of(None)).await
}

pub async fn show(
    ctx: Data<Ctx>,
    signed: Signed,
    id: Path<ArticleId>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Problem> {
    let article = article::history(&ctx, &signed.actor(), id.0, HISTORY).await?;
    let flashes = frame::done(asked.0.done.as_deref());
    let shown = Shown {
        flashes,
        ..Shown::of(Some(article))
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
    let mut shown = Shown::of(match id {
        Some(id) => Some(article::history(ctx, &actor, id, HISTORY).await?),
        None => None,
    });
    // What was typed is against the version that was seen, not against what is stored by now.
    if let Some((article, _)) = &mut shown.article {
        article.version = posted.version();
    }
    shown.values = posted.values;
    shown.preview = Some(preview);
    form::page(ctx, &posted.signed, shown).await
}

/// The form as it was typed, with what is wrong.
async fn again(
    ctx: &Ctx,
    posted: Posted,
    id: Option<ArticleId>,
    error: Error,
) -> Result<HttpResponse, Problem> {
    let failure = failed(error)?;
    let mut shown = Shown::of(match id {
        Some(id) => Some(article::history(ctx, &posted.signed.actor(), id, HISTORY).await?),
        None => None,
    });
    shown.values = posted.values;
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
