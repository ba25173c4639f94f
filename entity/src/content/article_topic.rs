//! The topics of what is live of an article; a draft's stand in its revision.

use sea_orm::entity::prelude::*;

use crate::id::{ArticleId, TopicId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article_topic")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub article_id: ArticleId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic_id: TopicId,
}

impl ActiveModelBehavior for ActiveModel {}
