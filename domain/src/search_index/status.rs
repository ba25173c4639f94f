use super::{cursor, feed::last_change};
use crate::{Ctx, Result};

/// How the search engine is, for those who watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    /// `embedded` or `meilisearch`.
    pub engine: &'static str,
    pub reachable: bool,
    /// Whether the index holds everything that was committed before the mark.
    pub covered: bool,
}

impl Status {
    /// Whether a site with this index is ready. A shared server is reported, not required.
    pub fn is_ready(self) -> bool {
        self.engine != "embedded" || (self.reachable && self.covered)
    }
}

/// The last change that is committed now. Take it once at the start.
pub async fn mark(ctx: &Ctx) -> Result<i64> {
    last_change(ctx).await
}

/// How the engine is, as seen from a mark.
pub async fn status(ctx: &Ctx, mark: i64) -> Status {
    let engine = ctx.search.engine();
    let covered = match cursor::position(ctx).await {
        Ok(position) => position.unwrap_or(0) >= mark,
        Err(_) => false,
    };
    Status {
        engine: engine.name(),
        reachable: engine.ping().await.is_ok(),
        covered,
    }
}
