//! Places for completing what somebody types.

use actix_web::{HttpRequest, HttpResponse, get};
use footpath_domain::{
    Error,
    directory::place::{self, Place},
    paging::Paged,
};
use footpath_web::{List, Meta, PageQuery, Problem, Query, reply};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

/// Seconds; places do not move.
const MAX_AGE: u32 = 86_400;
/// Places put forward; whoever wants another one types more.
const MOST: usize = 10;
const LONGEST: usize = 100;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list);
}

#[derive(Deserialize)]
struct Asked {
    q: String,
}

/// A ZIP code or a city.
#[derive(Serialize, ToSchema)]
#[schema(as = Place)]
pub struct PlaceView {
    /// Can be sent as `near`.
    #[schema(example = "Boise, ID 83702")]
    label: String,
    /// Null for a city.
    postal_code: Option<String>,
    city: Option<String>,
    state: Option<String>,
    lat: f64,
    lon: f64,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "describes an answer that the shared list makes")]
struct PlaceList {
    data: Vec<PlaceView>,
    meta: Meta,
}

impl PlaceView {
    fn of(place: Place) -> Self {
        Self {
            label: place.label,
            postal_code: place.postal_code.map(|code| code.to_string()),
            city: place.city,
            state: place.state,
            lat: place.point.lat,
            lon: place.point.lon,
        }
    }
}

/// Places that start with what was typed: ZIP codes by their digits, cities by their name.
#[utoipa::path(
    tag = "podiatrists",
    params(
        ("q" = String, Query, description = "Begin of a ZIP code or of a city's name"),
        ("page" = Option<u64>, Query, minimum = 1),
        ("per_page" = Option<u64>, Query, minimum = 1, maximum = 100),
    ),
    responses(
        (status = 200, body = PlaceList),
        (status = 304, description = "Not modified"),
        (status = 422, description = "`q` is missing, empty or too long, or a page is none"),
    )
)]
#[get("/places")]
async fn list(
    req: HttpRequest,
    asked: Query<Asked>,
    page: PageQuery,
) -> Result<HttpResponse, Problem> {
    let q = asked.0.q.trim();
    if q.is_empty() || q.chars().count() > LONGEST {
        let wrong = Error::invalid("q", format!("must have from 1 to {LONGEST} characters"));
        return Err(wrong.into());
    }
    let mut items = place::suggest(q, MOST);
    let total = items.len() as u64;
    let skipped = usize::try_from(page.0.offset()).unwrap_or(usize::MAX);
    items.drain(..skipped.min(items.len()));
    items.truncate(usize::try_from(page.0.per_page).unwrap_or(usize::MAX));
    let found = Paged {
        total,
        page: page.0,
        items,
    };
    reply::cached_json(&req, &List::from(found.map(PlaceView::of)), MAX_AGE)
}
