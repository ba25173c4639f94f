use crate::sample::{Sample, Sampler};

const SIZE: f64 = 400.0;
/// Radius of the outer ring, which stands for the radius searched.
const RING: f64 = 180.0;
/// Statute miles to a degree of latitude, on the mean Earth radius of 6371.0088 km.
const MILES_PER_DEGREE: f64 = 69.0934;

/// So close together, one pin would hide the other.
const APART: f64 = 18.0;
/// Half the height of a pin, and half the width of a digit on it.
const HALF: f64 = 12.0;
const DIGIT: f64 = 3.6;

/// A result on the locator map.
#[derive(Clone, Debug)]
pub struct Point {
    /// Its place in the list.
    pub number: u64,
    pub name: String,
    pub lat: f64,
    pub lon: f64,
}

/// One or more results that lie at one spot of the map.
#[derive(Clone, Debug)]
pub struct Pin {
    /// Their places in the list, such as `3`, `1–4` or `1 +2`.
    pub numbers: String,
    /// Their names, one a line.
    pub names: String,
    pub x: String,
    pub y: String,
    /// From the middle to the edge, and from edge to edge.
    pub half: String,
    pub width: String,
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
    /// `points` in the order of the list; `radius_miles` is what the outer ring stands for.
    pub fn around(
        place: impl Into<String>,
        (lat, lon): (f64, f64),
        radius_miles: f64,
        points: &[Point],
    ) -> Self {
        let radius_miles = radius_miles.max(0.1);
        let scale = RING / radius_miles;
        let mut spots: Vec<Spot> = Vec::new();
        for point in points {
            let (north, east) = (point.lat - lat, wrapped(point.lon - lon));
            let x = within(east * MILES_PER_DEGREE * lat.to_radians().cos() * scale);
            let y = within(-north * MILES_PER_DEGREE * scale);
            let mut near = spots.iter_mut();
            match near.find(|spot| (spot.x - x).hypot(spot.y - y) < APART) {
                Some(spot) => spot.points.push(point),
                None => spots.push(Spot {
                    x,
                    y,
                    points: vec![point],
                }),
            }
        }
        Self {
            place: place.into(),
            // The first result is drawn last, on top.
            pins: spots.iter().rev().map(Spot::pin).collect(),
            inner: miles(radius_miles / 2.0),
            outer: miles(radius_miles),
        }
    }
}

/// Where something lies in the drawing, and what.
struct Spot<'a> {
    x: f64,
    y: f64,
    points: Vec<&'a Point>,
}

impl Spot<'_> {
    fn pin(&self) -> Pin {
        let numbers = self.numbers();
        let digits = u32::try_from(numbers.chars().count()).unwrap_or(u32::MAX);
        let names: Vec<&str> = self.points.iter().map(|point| &*point.name).collect();
        let half = HALF + DIGIT * f64::from(digits.saturating_sub(2));
        Pin {
            half: format!("{half:.1}"),
            width: format!("{:.1}", half * 2.0),
            numbers,
            names: names.join("\n"),
            x: format!("{:.1}", self.x),
            y: format!("{:.1}", self.y),
        }
    }

    fn numbers(&self) -> String {
        let numbers: Vec<u64> = self.points.iter().map(|point| point.number).collect();
        let row = numbers.windows(2).all(|two| two[0] + 1 == two[1]);
        match numbers.as_slice() {
            [] => String::new(),
            [one] => one.to_string(),
            [first, .., last] if row => format!("{first}–{last}"),
            [first, others @ ..] => format!("{first} +{}", others.len()),
        }
    }
}

/// The short way round across the antimeridian.
fn wrapped(degrees: f64) -> f64 {
    (degrees + 540.0).rem_euclid(360.0) - 180.0
}

fn within(offset: f64) -> f64 {
    (SIZE / 2.0 + offset).clamp(HALF, SIZE - HALF)
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
            (1, 43.625, -116.205, "Boise Foot Clinic"),
            (2, 43.60, -116.28, "West Bench Podiatry"),
            (3, 43.55, -116.10, "Southeast Foot and Ankle"),
        ];
        let points = points.map(|(number, lat, lon, name)| Point {
            number,
            name: s.text(name),
            lat,
            lon,
        });
        Self::around(s.text("Boise, ID"), (43.615, -116.202), 10.0, &points)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(number: u64, lat: f64, lon: f64) -> Point {
        let name = format!("n{number}");
        Point {
            number,
            name,
            lat,
            lon,
        }
    }

    #[test]
    fn what_lies_at_one_spot_shares_a_pin() {
        let points = [
            point(21, 43.6, -116.2),
            point(22, 43.6001, -116.2),
            point(23, 43.6, -116.2),
            point(24, 43.7, -116.2),
            point(25, 43.5, -116.2),
            point(27, 43.7, -116.2),
        ];
        let map = LocatorMap::around("x", (43.6, -116.2), 10.0, &points);
        let pins = map.pins.iter().rev();
        let said: Vec<(&str, &str)> = pins.map(|pin| (&*pin.numbers, &*pin.names)).collect();
        let expected = [
            ("21–23", "n21\nn22\nn23"),
            ("24 +1", "n24\nn27"),
            ("25", "n25"),
        ];
        assert_eq!(said, expected);
        let wide: Vec<&str> = map.pins.iter().rev().map(|pin| &*pin.half).collect();
        assert_eq!(wide, ["22.8", "22.8", "12.0"]);
    }

    #[test]
    fn north_is_up_and_the_ring_is_the_radius() {
        let north = 43.6 + 10.0 / MILES_PER_DEGREE;
        let map = LocatorMap::around("x", (43.6, -116.2), 10.0, &[point(1, north, -116.2)]);
        assert_eq!(
            (map.pins[0].x.as_str(), map.pins[0].y.as_str()),
            ("200.0", "20.0")
        );
        assert_eq!((map.inner.as_str(), map.outer.as_str()), ("5 mi", "10 mi"));
    }

    #[test]
    fn the_antimeridian_is_no_wall() {
        let map = LocatorMap::around("x", (52.0, 179.9), 25.0, &[point(1, 52.0, -179.9)]);
        let x: f64 = map.pins[0].x.parse().unwrap();
        assert!((200.0..300.0).contains(&x), "{x}");
    }
}
