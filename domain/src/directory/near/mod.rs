//! Podiatrists around a place.

mod filter;
mod shelf;

use std::sync::Arc;

use footpath_search::{Circle, NearHits, NearQuery, NearSort};

pub use filter::{NearFilter, RawNear};
pub use shelf::Shelf;

use super::{
    place::{Place, distance_miles},
    podiatrist::Listing,
};
use crate::{
    Ctx, Result,
    paging::{Page, Paged},
};

/// Looked through, in this order, when nobody is within the radius asked for; miles.
const WIDER: [f64; 3] = [50.0, 100.0, 200.0];

/// Who is near, and where that was looked for.
#[derive(Clone, Debug)]
pub struct NearAnswer {
    /// The place asked for, if one was.
    pub center: Option<Place>,
    /// The radius that was looked through in the end; absent without a place.
    pub radius_miles: Option<f64>,
    /// That is more than was asked for.
    pub expanded: bool,
    /// Which search engine answered.
    pub engine: &'static str,
    pub found: Paged<Nearby>,
}

/// A podiatrist at one of its clinics, and how far that is.
#[derive(Clone, Debug)]
pub struct Nearby {
    pub listing: Arc<Listing>,
    /// From the place that was asked for, not rounded; absent without one.
    pub distance_miles: Option<f64>,
}

/// Podiatrists around a place, each once, at the nearest of its clinics; without a place all of
/// them by name, each at its primary clinic.
///
/// The index says who; what is shown is what the database has, so that nothing hidden since can
/// come out.
pub async fn near(ctx: &Ctx, filter: &NearFilter, page: Page) -> Result<NearAnswer> {
    let mut query = NearQuery {
        within: None,
        filter: footpath_search::NearFilter {
            specialties: filter.specialties.iter().map(|s| s.code.into()).collect(),
            accepting_new_patients: filter.accepting_new_patients,
            telehealth: filter.telehealth,
            bounds: filter.bounds,
            accepts_referrals: filter.accepts_referrals,
        },
        q: filter.q.clone(),
        sort: filter.sort,
        offset: page.offset(),
        limit: page.per_page,
    };
    let Some(center) = &filter.center else {
        if query.sort == NearSort::Distance {
            query.sort = NearSort::Name;
        }
        let hits = ctx.search.near(&query).await?;
        return answer(ctx, filter, page, hits, None).await;
    };
    let asked = filter.radius_miles;
    let wider = WIDER.into_iter().filter(|radius| *radius > asked);
    let mut radius = asked;
    let mut hits = ctx.search.near(&within(&query, center, asked)).await?;
    for next in wider {
        if hits.total > 0 {
            break;
        }
        radius = next;
        hits = ctx.search.near(&within(&query, center, radius)).await?;
    }
    answer(ctx, filter, page, hits, Some(radius)).await
}

fn within(query: &NearQuery, center: &Place, radius_miles: f64) -> NearQuery {
    NearQuery {
        within: Some(Circle {
            center: center.point,
            radius_miles,
        }),
        ..query.clone()
    }
}

async fn answer(
    ctx: &Ctx,
    filter: &NearFilter,
    page: Page,
    hits: NearHits,
    radius_miles: Option<f64>,
) -> Result<NearAnswer> {
    let center = filter.center.as_ref().map(|place| place.point);
    let listings = Shelf::get(ctx, &hits.items).await?;
    let items = listings.into_iter().map(|listing| Nearby {
        distance_miles: center
            .zip(listing.clinic.point)
            .map(|(center, at)| distance_miles(center, at)),
        listing,
    });
    Ok(NearAnswer {
        center: filter.center.clone(),
        radius_miles,
        expanded: radius_miles.is_some_and(|radius| radius > filter.radius_miles),
        engine: hits.engine,
        found: Paged {
            items: items.collect(),
            page,
            total: hits.total,
        },
    })
}
