//! `near` of a location: `latitude|longitude|distance|units`.

use footpath_domain::{
    Error,
    directory::{exchange::Near, place::Point},
};
use serde_json::{Value, json};

use super::value::parts;

/// Where nobody says how far: 25 miles.
const DEFAULT_KM: f64 = 25.0 * 1.609_344;
/// Farther is nowhere on the Earth.
const MAX_KM: f64 = 20_040.0;

/// In what distances are told, by the Unified Code for Units of Measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    code: &'static str,
    name: &'static str,
    km: f64,
}

const KILOMETER: Unit = unit("km", "km", 1.0);
const METER: Unit = unit("m", "m", 0.001);
const MILE: Unit = unit("[mi_i]", "mi", 1.609_344);
/// Of the U.S. survey: 6336000 / 3937 meters.
const SURVEY_MILE: Unit = unit("[mi_us]", "mi", 6336.0 / 3937.0);

const fn unit(code: &'static str, name: &'static str, km: f64) -> Unit {
    Unit { code, name, km }
}

/// A point as asked for, and the unit in which to answer.
pub fn near(text: &str) -> Result<(Near, Unit), Error> {
    let wrong = |message: &str| Error::invalid("near", message);
    let parts = parts(text);
    let number = |n: usize| parts.get(n).and_then(|part| finite(part));
    let center = number(0).zip(number(1));
    let center = center.and_then(|(lat, lon)| Point::new(lat, lon));
    let center =
        center.ok_or_else(|| wrong("must be latitude|longitude|distance|units, in degrees"))?;
    if parts.len() > 4 {
        return Err(wrong("has more than four parts"));
    }
    let unit = match parts.get(3).map(|part| part.trim()) {
        None | Some("" | "km") => KILOMETER,
        Some("m") => METER,
        Some("mi" | "[mi_i]") => MILE,
        Some("[mi_us]") => SURVEY_MILE,
        Some(_) => return Err(wrong("must have units km, m, mi, [mi_i] or [mi_us]")),
    };
    let km = match parts.get(2).map(|part| part.trim()) {
        None | Some("") => DEFAULT_KM,
        Some(distance) => {
            let km = finite(distance).map(|distance| distance * unit.km);
            km.filter(|km| *km > 0.0 && *km <= MAX_KM)
                .ok_or_else(|| wrong("must have a distance above 0 and on the Earth"))?
        }
    };
    Ok((Near { center, km }, unit))
}

fn finite(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|n| n.is_finite())
}

/// How far, beside what was found.
pub fn distance(km: f64, unit: Unit) -> Value {
    // To the meter, or what comes near that.
    let value = (km / unit.km * 1000.0).round() / 1000.0;
    json!({
        "url": "http://hl7.org/fhir/StructureDefinition/location-distance",
        "valueDistance": {
            "value": value,
            "unit": unit.name,
            "system": "http://unitsofmeasure.org",
            "code": unit.code,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn km(text: &str) -> f64 {
        near(text).unwrap().0.km
    }

    #[test]
    fn units_are_kilometers_unless_told_otherwise() {
        for (text, expected) in [
            ("43.6|-116.2|10|km", 10.0),
            ("43.6|-116.2|10", 10.0),
            ("43.6|-116.2|10|", 10.0),
            ("43.6|-116.2|500|m", 0.5),
            ("43.6|-116.2|10|mi", 16.09344),
            ("43.6|-116.2|10|[mi_us]", 16.093_472),
            ("43.6|-116.2", 40.2336),
            (" 43.6 | -116.2 ||", 40.2336),
        ] {
            assert!((km(text) - expected).abs() < 1e-6, "{text}: {}", km(text));
        }
    }

    #[test]
    fn what_is_no_place_is_refused() {
        for bad in [
            "",
            "43.6",
            "43.6|",
            "x|y",
            "91|0",
            "0|181",
            "NaN|0",
            "0|inf|1|km",
            "0|0|-1|km",
            "0|0|0",
            "0|0|1|furlong",
            "0|0|1e300|km",
            "0|0|1|km|x",
            "83702",
        ] {
            assert!(near(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_distance_is_told_in_the_unit_that_was_asked_in() {
        let (_, unit) = near("0|0|10|mi").unwrap();
        let told = &distance(16.093_44, unit)["valueDistance"];
        assert_eq!(told["value"], 10.0);
        assert_eq!(told["code"], "[mi_i]");
    }
}
