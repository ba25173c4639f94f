//! Tables of the content room: topics, articles with their revisions, FAQs.

pub mod article;
pub mod article_revision;
pub mod article_slug;
pub mod article_topic;
pub mod faq;
pub mod faq_topic;
mod status;
pub mod topic;

pub use status::Status;
