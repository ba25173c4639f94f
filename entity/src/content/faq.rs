//! A question with its answer.

use sea_orm::entity::prelude::*;

use super::Status;
use crate::id::FaqId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "faq")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FaqId,
    pub question: String,
    pub answer_markdown: String,
    /// Question and answer in lower case: what `q` looks through.
    pub search_text: String,
    pub status: Status,
    /// Lists go by this, then by the time of making.
    pub position: i32,
    /// Starter content that no clinician has seen yet.
    pub is_example: bool,
    /// Grows with every write.
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
