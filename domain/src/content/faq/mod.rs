//! Questions with their answers.

mod create;
mod find;
mod manage;
mod publish;
mod update;

use footpath_entity::id::FaqId;
use footpath_templates::SafeHtml;

pub(super) use create::insert;
pub use create::{NewFaq, create};
pub use find::{Filter, about, all_ids, documents, list};
pub use manage::{ManageFilter, Managed, manage_list, managed};
pub(super) use publish::make_live;
pub use publish::{archive, publish};
pub use update::{FaqEdit, update};

use super::topic::Topic;

/// A published question as readers see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Faq {
    pub id: FaqId,
    pub question: String,
    pub answer: SafeHtml,
    pub topics: Vec<Topic>,
    /// Starter content that no clinician has seen yet.
    pub is_example: bool,
}
