//! An article. What it says stands in its revisions: readers see the live one, editors write the
//! draft beside it.

use sea_orm::entity::prelude::*;

use super::Status;
use crate::{
    id::{ArticleId, RevisionId, UserId},
    value::Slug,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ArticleId,
    /// The live revision's slug; before the first publishing, the draft's.
    #[sea_orm(unique)]
    pub slug: Slug,
    pub status: Status,
    /// Grows with every write, draft or not.
    pub version: i64,
    pub live_revision: Option<RevisionId>,
    /// Null when nothing was written since the last publishing.
    pub draft_revision: Option<RevisionId>,
    /// The account that owns the draft; null for what `seed` loaded.
    pub author_id: Option<UserId>,
    /// Starter content that no clinician has seen yet.
    pub is_example: bool,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// First publishing.
    pub published_at: Option<DateTimeUtc>,
    /// When what readers see last changed.
    pub live_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
