//! Articles: written as revisions, shown with live blocks.

mod archive;
mod create;
mod draft;
mod find;
mod history;
mod index;
pub mod json_ld;
mod list;
mod load;
mod manage;
mod page;
mod preview;
mod publish;
mod render;
mod save_draft;

use chrono::{DateTime, NaiveDate, Utc};
use footpath_entity::{id::ArticleId, value::Slug};

pub use archive::archive;
pub use create::create;
pub(super) use create::insert;
pub use draft::Change;
pub use find::{Found, find};
pub use history::{Saved, history};
pub use index::{all_ids, documents};
pub(super) use list::published;
pub use list::{Filter, about, list, recent};
pub use manage::{ManageFilter, Managed, manage_list, managed};
pub use page::{ArticlePage, Visit, page, pages};
pub use preview::{Preview, preview};
pub(super) use publish::make_live;
pub use publish::publish;
pub use save_draft::save_draft;

use super::topic::Topic;

/// A published article as readers see it, its blocks not yet filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    pub id: ArticleId,
    pub slug: Slug,
    pub title: String,
    pub summary: String,
    pub body_markdown: String,
    /// In the editors' order.
    pub topics: Vec<Topic>,
    /// A name or a role, such as "A running coach".
    pub author: String,
    pub seo: Seo,
    /// Null until a clinician signed it off.
    pub reviewed_by: Option<String>,
    pub last_reviewed: Option<NaiveDate>,
    pub next_review_due: Option<NaiveDate>,
    pub published_at: DateTime<Utc>,
    /// When what readers see last changed.
    pub updated_at: DateTime<Utc>,
    /// Starter content that no clinician has seen yet.
    pub is_example: bool,
}

/// What search engines show; title and summary where nothing else was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seo {
    pub title: String,
    pub description: String,
}
