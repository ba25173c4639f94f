//! Rebuilds the search index on behalf of a command that may not write it.

use chrono::TimeDelta;

use super::Outcome;
use crate::{Ctx, Error, Result, search_index};

pub(super) async fn run(ctx: &Ctx) -> Result<Outcome> {
    match search_index::rebuild(ctx).await {
        Ok(_) => Ok(Outcome::Done),
        // The process that writes the index will claim it; or the rebuild that runs is awaited.
        Err(
            Error::Unavailable {
                code: code @ "search.read_only",
                ..
            }
            | Error::Conflict { code, .. },
        ) => Ok(Outcome::Retry {
            after: Some(TimeDelta::seconds(2)),
            why: code.to_owned(),
        }),
        Err(error) => Err(error),
    }
}
