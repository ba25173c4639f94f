use crate::sample::{Sample, Sampler};

const SIZE: f64 = 400.0;
/// Radius of the outer ring, which stands for the radius searched.
const RING: f64 = 180.0;
/// Statute miles to a degree of latitude, on the mean Earth radius of 6371.0088 km.
const MILES_PER_DEGREE: f64 = 69.0934;

/// A result on the locator map. `number` is its place in the list.
#[derive(Clone, Debug)]
pub struct Pin {
    pub number: String,
    pub label: String,
    pub x: String,
    pub y: String,
}

/// Results around the place searched from, drawn without tiles from anybody: north is up, rings
/// say how far.
#[derive(Clone, Debug)]
pub struct LocatorMap {
    pub place: String,
    pub pins: Vec<Pin>,
    /// Such as "10 mi" and "25 mi": half the radius, and all of it.
    pub inner: String,
    pub outer: String,
}

impl LocatorMap {
    /// `points`: latitude, longitude and name, in the order of the list. `radius_miles` is what
    /// the outer ring stands for.
    pub fn around(
        place: impl Into<String>,
        (lat, lon): (f64, f64),
        radius_miles: f64,
        points: &[(f64, f64, String)],
    ) -> Self {
        let radius_miles = radius_miles.max(0.1);
        let scale = RING / radius_miles;
        let pins = points.iter().enumerate().map(|(index, point)| {
            let (north, east) = (point.0 - lat, wrapped(point.1 - lon));
            let x = east * MILES_PER_DEGREE * lat.to_radians().cos() * scale;
            let y = -north * MILES_PER_DEGREE * scale;
            Pin {
                number: (index + 1).to_string(),
                label: point.2.clone(),
                x: within(x),
                y: within(y),
            }
        });
        Self {
            place: place.into(),
            // The first result is drawn last, on top.
            pins: pins.rev().collect(),
            inner: miles(radius_miles / 2.0),
            outer: miles(radius_miles),
        }
    }
}

/// The short way round across the antimeridian.
fn wrapped(degrees: f64) -> f64 {
    (degrees + 540.0).rem_euclid(360.0) - 180.0
}

fn within(offset: f64) -> String {
    format!("{:.1}", (SIZE / 2.0 + offset).clamp(12.0, SIZE - 12.0))
}

fn miles(miles: f64) -> String {
    if (miles - miles.round()).abs() < 0.05 {
        format!("{miles:.0} mi")
    } else {
        format!("{miles:.1} mi")
    }
}

impl Sample for LocatorMap {
    fn sample(s: &Sampler) -> Self {
        let points = [
            (43.625, -116.205, s.text("Boise Foot Clinic")),
            (43.60, -116.28, s.text("West Bench Podiatry")),
            (43.55, -116.10, s.text("Southeast Foot and Ankle")),
        ];
        Self::around(s.text("Boise, ID"), (43.615, -116.202), 10.0, &points)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn north_is_up_and_the_ring_is_the_radius() {
        let north = 43.6 + 10.0 / MILES_PER_DEGREE;
        let map = LocatorMap::around("x", (43.6, -116.2), 10.0, &[(north, -116.2, "n".into())]);
        assert_eq!(
            (map.pins[0].x.as_str(), map.pins[0].y.as_str()),
            ("200.0", "20.0")
        );
        assert_eq!((map.inner.as_str(), map.outer.as_str()), ("5 mi", "10 mi"));
    }

    #[test]
    fn the_antimeridian_is_no_wall() {
        let map = LocatorMap::around("x", (52.0, 179.9), 25.0, &[(52.0, -179.9, "e".into())]);
        let x: f64 = map.pins[0].x.parse().unwrap();
        assert!((200.0..300.0).contains(&x), "{x}");
    }
}
