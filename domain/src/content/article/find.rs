use footpath_entity::{
    content::{article, article_slug},
    value::Slug,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{
    Article,
    list::{assemble, published},
};
use crate::{Error, Result};

/// What stands at an article's address.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    Article(Box<Article>),
    /// The article moved to another address.
    Moved(Slug),
}

/// The published article at this address, or where it went.
pub async fn find(conn: &impl ConnectionTrait, slug: &str) -> Result<Found> {
    let gone = || Error::not_found("article.not_found");
    // Whatever is no slug is no article's, and never reaches the database.
    let slug: Slug = slug.parse().map_err(|_| gone())?;
    let row = published()
        .filter(article::Column::Slug.eq(slug.as_str()))
        .one(conn)
        .await?;
    if let Some(article) = assemble(conn, row.into_iter().collect()).await?.pop() {
        return Ok(Found::Article(Box::new(article)));
    }
    let old = article_slug::Entity::find_by_id(slug.into_string())
        .one(conn)
        .await?;
    let moved = match old {
        Some(old) => {
            published()
                .filter(article::Column::Id.eq(old.article_id))
                .one(conn)
                .await?
        }
        None => None,
    };
    moved.map(|row| Found::Moved(row.slug)).ok_or_else(gone)
}
