//! Keeping the search index in step with the database, and asking it.
//!
//! Commands note what they write in the search log. Whoever feeds an engine reads that log from
//! where the index stands, reads the rows again and applies what they have become, so that a
//! lost or repeated step does no harm.

mod ask;
mod check;
mod cursor;
mod documents;
mod feed;
mod indexer;
mod rebuild;
mod status;

pub use ask::{Asked, Found, ask};
pub use check::{Drift, check};
pub use feed::drain;
pub use indexer::run;
pub use rebuild::{Progress, Rebuilt, progress, rebuild, rebuild_or_request, request};
pub use status::{Status, mark, status};

use crate::Error;

impl From<footpath_search::Error> for Error {
    fn from(error: footpath_search::Error) -> Self {
        match error {
            footpath_search::Error::Unavailable(_) => {
                Self::unavailable("search.unavailable", error)
            }
            footpath_search::Error::ReadOnly => Self::unavailable("search.read_only", error),
            footpath_search::Error::Failed(_) => Self::internal(error),
        }
    }
}
