//! Podiatrists for programs: near a place, as JSON or GeoJSON, one by one, and all as a file.

mod export;
mod geojson;
mod rendered;
mod view;

use actix_web::{HttpRequest, HttpResponse, get, http::header, web::Data};
use footpath_domain::{
    Ctx, Error,
    directory::{self, NearAnswer, RawNear, podiatrist},
};
use footpath_web::{PageQuery, Path, Problem, Query, reply};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;

use geojson::FeatureCollection;
use rendered::List;
pub use view::{ListingView, NearView, ProfileView};

/// Seconds that an answer may be kept.
const MAX_AGE: u32 = 60;
const GEO_JSON: &str = "application/geo+json";

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list).service(find).configure(export::routes);
}

#[derive(Deserialize)]
struct Format {
    format: Option<String>,
}

/// Podiatrists, each once, at the nearest of its clinics; without `near` all of them by name,
/// each at its primary clinic.
#[utoipa::path(
    tag = "podiatrists",
    params(
        ("near" = Option<String>, Query, example = "Boise, ID",
            description = "A ZIP code, a city with its state, or `latitude,longitude`"),
        ("radius_miles" = Option<f64>, Query, minimum = 1, maximum = 200,
            description = "25 if left out; grows to 50, 100 and 200 while nobody is found"),
        ("specialty" = Option<String>, Query, example = "213ES0103X",
            description = "Taxonomy code"),
        ("accepting_new_patients" = Option<bool>, Query),
        ("telehealth" = Option<bool>, Query,
            description = "Sees patients by video or telephone; who has not said is in neither half"),
        ("accepts_referrals" = Option<bool>, Query),
        ("bbox" = Option<String>, Query, example = "-117,43,-116,44",
            description = "Only clinics in a box of a map: west, south, east, north, in degrees. \
                West above east spans the antimeridian"),
        ("q" = Option<String>, Query,
            description = "Words in the name, the clinic, the city or the specialty"),
        ("sort" = Option<String>, Query,
            description = "`distance` (default), `name` or `relevance`"),
        ("format" = Option<String>, Query,
            description = "`json` (default) or `geojson`; `Accept: application/geo+json` does too"),
        ("page" = Option<u64>, Query, minimum = 1),
        ("per_page" = Option<u64>, Query, minimum = 1, maximum = 100),
    ),
    responses(
        (status = 200, content(
            (NearView = "application/json"),
            (FeatureCollection = "application/geo+json"),
        )),
        (status = 304, description = "Not modified"),
        (status = 422, description = "An unknown value; `errors` names the parameter, and \
            `suggestions` holds places that may have been meant"),
    )
)]
#[get("/podiatrists")]
async fn list(
    req: HttpRequest,
    ctx: Data<Ctx>,
    asked: Query<RawNear>,
    format: Query<Format>,
    page: PageQuery,
) -> Result<HttpResponse, Problem> {
    let as_geo_json = wants_geo_json(&req, format.0.format.as_deref())?;
    let answer = directory::near(&ctx, &asked.0.parse()?, page.0).await?;
    let mut response = if as_geo_json {
        let features = FeatureCollection::of(NearView::of(&answer));
        let bytes = serde_json::to_vec(&features).map_err(Error::internal)?;
        reply::cached(&req, GEO_JSON, bytes, MAX_AGE)
    } else {
        as_json(&req, &answer).map_err(Error::internal)?
    };
    reply::allow_any_origin(&mut response);
    let vary = header::HeaderValue::from_static("accept");
    response.headers_mut().append(header::VARY, vary);
    Ok(response)
}

fn as_json(req: &HttpRequest, answer: &NearAnswer) -> serde_json::Result<HttpResponse> {
    let found = List::of(answer)?;
    let tag = found.etag()?;
    if reply::is_known(req, &tag) {
        return Ok(reply::not_modified(tag, MAX_AGE));
    }
    Ok(reply::tagged(tag, MAX_AGE, reply::JSON, found.json()?))
}

/// One podiatrist with all its clinics.
#[utoipa::path(
    tag = "podiatrists",
    params(("npi" = String, Path, example = "1234567893")),
    responses(
        (status = 200, body = ProfileView),
        (status = 304, description = "Not modified"),
        (status = 404, description = "No such podiatrist, or not an NPI"),
    )
)]
#[get("/podiatrists/{npi}")]
async fn find(
    req: HttpRequest,
    ctx: Data<Ctx>,
    npi: Path<String>,
) -> Result<HttpResponse, Problem> {
    let found = podiatrist::find(&ctx, &npi.0).await?;
    reply::cached_json(&req, &ProfileView::of(&found), MAX_AGE)
}

/// What the parameter says goes before what the header says.
fn wants_geo_json(req: &HttpRequest, format: Option<&str>) -> Result<bool, Problem> {
    match format {
        Some("geojson") => Ok(true),
        Some("json") => Ok(false),
        Some(_) => Err(Error::invalid("format", "must be json or geojson").into()),
        None => Ok(req
            .headers()
            .get_all(header::ACCEPT)
            .filter_map(|value| value.to_str().ok())
            .any(|value| value.to_ascii_lowercase().contains(GEO_JSON))),
    }
}
