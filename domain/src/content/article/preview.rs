use footpath_entity::id::ArticleId;
use footpath_templates::{SafeHtml, block};

use super::{publish::mistakes, render::Live};
use crate::{
    Actor, Ctx, Error, Result,
    policy::{self, Action},
};

/// What a text would look like to readers now.
#[derive(Clone, Debug)]
pub struct Preview {
    pub html: SafeHtml,
    /// What is wrong with its live blocks, such as "line 3: …"; those are left out.
    pub mistakes: Vec<String>,
}

/// Renders a text that is not saved yet, with its live blocks as they hold now.
pub async fn preview(
    ctx: &Ctx,
    actor: &Actor,
    id: Option<ArticleId>,
    source: &str,
) -> Result<Preview> {
    policy::require(actor, Action::ArticleDraft)?;
    let id = id.unwrap_or(ArticleId(uuid::Uuid::nil()));
    let body = Live::new(ctx).body(id, source).await?;
    let mistakes = mistakes(ctx.store.read(), source).await?;
    Ok(Preview {
        html: block::body_html(&body.parts).map_err(Error::internal)?,
        mistakes: mistakes.iter().map(ToString::to_string).collect(),
    })
}
