//! What articles, FAQs and products are about.

use sea_orm::entity::prelude::*;

use super::Status;
use crate::{id::TopicId, value::Slug};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "topic")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TopicId,
    #[sea_orm(unique)]
    pub slug: Slug,
    pub name: String,
    /// One or two sentences at the top of the topic's page.
    pub summary: String,
    /// Lists go by this, then by name.
    pub position: i32,
    pub status: Status,
    /// Grows with every write.
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
