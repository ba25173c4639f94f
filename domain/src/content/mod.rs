//! What is written: articles with live blocks, answered questions, topics.

pub mod article;
pub mod block;
pub mod card;
pub mod faq;
pub mod feed;
mod front;
mod seed;
pub mod text;
pub mod topic;

pub use front::{Front, front};
pub use seed::seed;
