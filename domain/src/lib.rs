//! Every rule of Footpath: who may do what, in which transaction, with which trace.
//!
//! A command is `async fn verb(ctx, actor, cmd) -> Result<T>` and always goes in this order:
//! policy, begin, load, decide, write, audit, enqueue, commit.

pub mod actor;
pub mod audit;
pub mod clock;
pub mod config;
pub mod ctx;
pub mod error;
pub mod limit;
pub mod paging;
pub mod policy;
pub mod seal;
pub mod search_index;
pub mod search_log;
mod spreadsheet;
pub mod store;

pub mod account;
pub mod catalog;
pub mod content;
pub mod directory;
pub mod jobs;
pub mod mail;
pub mod outbox;
pub mod referral;
pub mod starter;
pub mod triage;

pub use actor::Actor;
pub use ctx::Ctx;
pub use error::{Error, Report, Result};
