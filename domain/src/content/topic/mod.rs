//! Topics: what articles, FAQs and products are about.

mod create;
mod find;
mod manage;
mod publish;
mod update;
mod visit;

use footpath_entity::{
    content::{Status, topic},
    id::TopicId,
    value::Slug,
};

pub(super) use create::insert;
pub use create::{NewTopic, create};
pub use find::{all_ids, by_slug, documents, known, list, page, resolve};
pub(super) use find::{by_ids, of_articles, of_faqs};
pub use manage::{ManageFilter, manage_list, managed};
pub use publish::{archive, publish};
pub use update::{TopicEdit, update};
pub use visit::{TopicVisit, visit};

/// A topic as readers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    pub id: TopicId,
    pub slug: Slug,
    pub name: String,
    pub summary: String,
    /// Only what is published can be seen by readers.
    pub status: Status,
}

impl From<topic::Model> for Topic {
    fn from(row: topic::Model) -> Self {
        Self {
            id: row.id,
            slug: row.slug,
            name: row.name,
            summary: row.summary,
            status: row.status,
        }
    }
}
