//! What people see: pages, blocks, mails and feeds, each a struct whose fields are ready to show.
//! Templates do no arithmetic and no look-ups.

pub mod admin;
pub mod assets;
pub mod block;
pub mod feed;
mod json_ld;
pub mod mail;
pub mod markdown;
pub mod page;
pub mod part;
mod safe_html;
pub mod sample;
pub mod words;

pub use askama::Template;
pub use json_ld::JsonLd;
pub use safe_html::SafeHtml;
