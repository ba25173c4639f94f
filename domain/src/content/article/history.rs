use std::collections::HashMap;

use chrono::{DateTime, Utc};
use footpath_entity::{account::user, content::article_revision, id::ArticleId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{manage::Managed, managed};
use crate::{Actor, Ctx, Result};

/// One saved state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    pub number: i32,
    /// The name of whoever saved it; none for what came with the product.
    pub by: Option<String>,
    pub at: DateTime<Utc>,
}

/// The article with its last saved states, newest first.
pub async fn history(
    ctx: &Ctx,
    actor: &Actor,
    id: ArticleId,
    limit: u64,
) -> Result<(Managed, Vec<Saved>)> {
    let article = managed(ctx, actor, id).await?;
    let conn = ctx.store.read();
    let revisions = article_revision::Entity::find()
        .filter(article_revision::Column::ArticleId.eq(id))
        .order_by_desc(article_revision::Column::Number)
        .limit(limit)
        .all(conn)
        .await?;
    let authors = revisions.iter().filter_map(|revision| revision.created_by);
    let names: HashMap<_, _> = user::Entity::find()
        .filter(user::Column::Id.is_in(authors))
        .all(conn)
        .await?
        .into_iter()
        .map(|user| (user.id, user.name))
        .collect();
    let saved = revisions.into_iter().map(|revision| Saved {
        number: revision.number,
        by: revision.created_by.and_then(|by| names.get(&by).cloned()),
        at: revision.created_at,
    });
    Ok((article, saved.collect()))
}
