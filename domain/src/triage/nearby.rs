use footpath_entity::value::PostalCode;

use crate::{Ctx, Result};

/// A podiatrist near the reader.
#[derive(Clone, Debug)]
pub struct Nearby;

/// Nobody is listed until there is a directory.
#[expect(
    clippy::unused_async,
    reason = "the directory's query waits for the search engine"
)]
pub(super) async fn find(_ctx: &Ctx, _code: &PostalCode) -> Result<Vec<Nearby>> {
    Ok(Vec::new())
}
