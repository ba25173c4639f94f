//! Which topics a question belongs to.

use sea_orm::entity::prelude::*;

use crate::id::{FaqId, TopicId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "faq_topic")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub faq_id: FaqId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic_id: TopicId,
}

impl ActiveModelBehavior for ActiveModel {}
