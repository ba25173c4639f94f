//! Addresses that articles had before.

use sea_orm::entity::prelude::*;

use crate::id::ArticleId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article_slug")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub slug: String,
    pub article_id: ArticleId,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
