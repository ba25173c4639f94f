//! RFC 7946.

use serde::Serialize;
use utoipa::ToSchema;

use super::view::{ListingView, NearMeta, NearView};

/// Podiatrists as features, each a point at its clinic.
#[derive(Serialize, ToSchema)]
pub struct FeatureCollection {
    #[serde(rename = "type")]
    #[schema(example = "FeatureCollection")]
    kind: &'static str,
    features: Vec<Feature>,
    /// The same as in the JSON list.
    meta: NearMeta,
}

#[derive(Serialize, ToSchema)]
struct Feature {
    #[serde(rename = "type")]
    #[schema(example = "Feature")]
    kind: &'static str,
    /// Null where nobody knows.
    geometry: Option<Geometry>,
    properties: ListingView,
}

#[derive(Serialize, ToSchema)]
struct Geometry {
    #[serde(rename = "type")]
    #[schema(example = "Point")]
    kind: &'static str,
    /// Longitude, then latitude.
    coordinates: [f64; 2],
}

impl FeatureCollection {
    pub fn of(view: NearView) -> Self {
        let features = view.data.into_iter().map(|listing| Feature {
            kind: "Feature",
            geometry: listing
                .clinic
                .lon
                .zip(listing.clinic.lat)
                .map(|(lon, lat)| Geometry {
                    kind: "Point",
                    coordinates: [lon, lat],
                }),
            properties: listing,
        });
        Self {
            kind: "FeatureCollection",
            features: features.collect(),
            meta: view.meta,
        }
    }
}
