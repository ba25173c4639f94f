pub use footpath_search::{
    Point,
    geo::{EARTH_RADIUS_KM, KM_PER_MILE, distance_miles},
};

/// A box of latitudes and longitudes that holds every point within a distance of a center, and
/// more: a first sieve for a database.
#[derive(Clone, Debug, PartialEq)]
pub struct Sieve {
    pub lat: (f64, f64),
    /// One range of longitudes, or two where the circle spans the antimeridian.
    pub lon: Vec<(f64, f64)>,
}

impl Sieve {
    pub fn around(center: Point, miles: f64) -> Self {
        // A little more, so that rounding never loses anyone.
        let angle = miles * KM_PER_MILE / EARTH_RADIUS_KM * 1.000_001 + 1e-9;
        let (south, north) = (
            center.lat - angle.to_degrees(),
            center.lat + angle.to_degrees(),
        );
        let reach = angle.sin() / center.lat.to_radians().cos();
        let around_a_pole = south <= -90.0 || north >= 90.0;
        let lon = if around_a_pole || !(0.0..1.0).contains(&reach) {
            vec![(-180.0, 180.0)]
        } else {
            let half = reach.asin().to_degrees();
            let (west, east) = (center.lon - half, center.lon + half);
            if west < -180.0 {
                vec![(west + 360.0, 180.0), (-180.0, east)]
            } else if east > 180.0 {
                vec![(west, 180.0), (-180.0, east - 360.0)]
            } else {
                vec![(west, east)]
            }
        };
        Self {
            lat: (south.max(-90.0), north.min(90.0)),
            lon,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64) -> Point {
        Point::new(lat, lon).unwrap()
    }

    #[test]
    fn known_distances_come_out() {
        // A quarter of the way around, and one degree of a great circle.
        let quarter = distance_miles(at(0.0, 0.0), at(0.0, 90.0));
        assert!((quarter - 6_218.408).abs() < 0.001, "{quarter}");
        let degree = distance_miles(at(0.0, 0.0), at(1.0, 0.0));
        assert!((degree - 69.0934).abs() < 0.0001, "{degree}");
        assert!(distance_miles(at(51.0, 179.9), at(51.0, -179.9)) < 9.0);
        assert!(distance_miles(at(43.6, -116.2), at(43.6, -116.2)).abs() < 1e-9);
    }

    #[test]
    fn a_position_off_the_earth_is_none() {
        for (lat, lon) in [
            (90.1, 0.0),
            (0.0, 180.1),
            (f64::NAN, 0.0),
            (0.0, f64::INFINITY),
        ] {
            assert!(Point::new(lat, lon).is_none(), "{lat},{lon}");
        }
    }

    #[test]
    fn the_box_holds_the_whole_circle() {
        let centers = [
            at(43.6, -116.2),
            at(51.9, -179.5),
            at(13.4, 179.99),
            at(71.3, -156.8),
            at(89.9, 10.0),
        ];
        for center in centers {
            for miles in [1.0, 25.0, 200.0] {
                let sieve = Sieve::around(center, miles);
                for bearing in 0..360 {
                    let point = travel(center, miles, f64::from(bearing));
                    let lat_ok = point.lat >= sieve.lat.0 && point.lat <= sieve.lat.1;
                    let lon_ok = sieve
                        .lon
                        .iter()
                        .any(|(west, east)| (*west..=*east).contains(&point.lon));
                    assert!(
                        lat_ok && lon_ok,
                        "{center:?} {miles} {bearing} {point:?} {sieve:?}"
                    );
                }
            }
        }
    }

    /// Where one arrives from `from` after so many miles on a bearing.
    fn travel(from: Point, miles: f64, bearing: f64) -> Point {
        let d = miles * KM_PER_MILE / EARTH_RADIUS_KM;
        let (lat, lon, bearing) = (
            from.lat.to_radians(),
            from.lon.to_radians(),
            bearing.to_radians(),
        );
        let to = (lat.sin() * d.cos() + lat.cos() * d.sin() * bearing.cos()).asin();
        let east =
            lon + (bearing.sin() * d.sin() * lat.cos()).atan2(d.cos() - lat.sin() * to.sin());
        let lon = (east.to_degrees() + 540.0).rem_euclid(360.0) - 180.0;
        at(to.to_degrees(), lon)
    }
}
