//! Distances on the Earth.

use crate::Point;

/// The Earth's mean radius by the IUGG, kilometers.
pub const EARTH_RADIUS_KM: f64 = 6371.0088;
/// The international mile, kilometers, exact.
pub const KM_PER_MILE: f64 = 1.609_344;

/// Great-circle distance by the haversine formula, miles.
pub fn distance_miles(a: Point, b: Point) -> f64 {
    let (lat_a, lat_b) = (a.lat.to_radians(), b.lat.to_radians());
    let half_lat = ((lat_b - lat_a) / 2.0).sin();
    let half_lon = ((b.lon - a.lon).to_radians() / 2.0).sin();
    let h = half_lat * half_lat + lat_a.cos() * lat_b.cos() * half_lon * half_lon;
    2.0 * EARTH_RADIUS_KM * h.clamp(0.0, 1.0).sqrt().asin() / KM_PER_MILE
}

/// Whether both are finite and within ± 90 and ± 180 degrees.
pub(crate) fn is_on_earth(point: Point) -> bool {
    point.lat.abs() <= 90.0 && point.lon.abs() <= 180.0
}

/// A point as a vector of length 1.
pub(super) fn unit(point: Point) -> [f64; 3] {
    let (sin_lat, cos_lat) = point.lat.to_radians().sin_cos();
    let (sin_lon, cos_lon) = point.lon.to_radians().sin_cos();
    [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]
}

/// The straight line through the Earth under an arc of so many miles, of an Earth of radius 1.
pub(super) fn chord(miles: f64) -> f64 {
    let angle = miles * KM_PER_MILE / EARTH_RADIUS_KM;
    if angle >= std::f64::consts::PI {
        return 2.1;
    }
    2.0 * (angle / 2.0).sin()
}
