//! Topics: what articles, FAQs and products are about.

mod create;
mod find;
mod visit;

use footpath_entity::{content::topic, id::TopicId, value::Slug};

pub(super) use create::insert;
pub use create::{NewTopic, create};
pub use find::{all_ids, by_slug, documents, known, list, page, resolve};
pub(super) use find::{by_ids, of_articles, of_faqs};
pub use visit::{TopicVisit, visit};

/// A topic as readers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    pub id: TopicId,
    pub slug: Slug,
    pub name: String,
    pub summary: String,
}

impl From<topic::Model> for Topic {
    fn from(row: topic::Model) -> Self {
        Self {
            id: row.id,
            slug: row.slug,
            name: row.name,
            summary: row.summary,
        }
    }
}
