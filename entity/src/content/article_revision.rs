//! One saved state of an article; never changed once written.

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{
    id::{ArticleId, RevisionId, TopicId, UserId},
    value::Slug,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article_revision")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RevisionId,
    pub article_id: ArticleId,
    /// 1, 2, 3, … within the article.
    pub number: i32,
    /// Takes effect when the revision goes live.
    pub slug: Slug,
    pub title: String,
    pub summary: String,
    pub body_markdown: String,
    /// Who wrote it, as readers see it: a name or a role, such as "A running coach".
    pub author_line: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub topics: TopicIds,
    pub seo_title: Option<String>,
    pub seo_description: Option<String>,
    /// Title, summary and text in lower case: what `q` looks through.
    pub search_text: String,
    /// The clinician who signed off this revision; null until somebody did.
    pub reviewed_by: Option<String>,
    pub last_reviewed: Option<Date>,
    pub next_review_due: Option<Date>,
    pub created_by: Option<UserId>,
    pub created_at: DateTimeUtc,
}

/// The topics of a revision, in the order in which they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct TopicIds(pub Vec<TopicId>);

impl ActiveModelBehavior for ActiveModel {}
