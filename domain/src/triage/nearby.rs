use footpath_entity::value::PostalCode;

use crate::{
    Ctx,
    directory::{NearFilter, Nearby, near, place},
    paging::Page,
};

/// How many stand beside a result.
const MANY: u64 = 5;

/// Podiatrists near the reader, nearest first. Whatever is wrong with the search, the result
/// itself is more important: then there are none.
pub(super) async fn find(ctx: &Ctx, code: &PostalCode) -> Vec<Nearby> {
    let Some(place) = place::by_postal_code(code) else {
        return Vec::new();
    };
    match near(ctx, &NearFilter::around(place), Page::first(MANY)).await {
        Ok(answer) => answer.found.items,
        Err(error) => {
            tracing::warn!(code = error.code(), "a result is shown without podiatrists");
            Vec::new()
        }
    }
}
