//! What every face shares: answers, extractors, middleware.

pub mod api_docs;
pub mod assets;
pub mod extract;
pub mod headers;
pub mod metrics;
pub mod outcome;
pub mod problem;
pub mod reply;
pub mod stack;

pub use extract::{
    addr::Addr, bearer::Bearer, form::Form, json::Json, page::PageQuery, path::Path, query::Query,
    session::ConsoleSession,
};
pub use metrics::Metrics;
pub use problem::Problem;
pub use reply::{List, Meta};
