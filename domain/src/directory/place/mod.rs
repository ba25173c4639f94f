//! Where things are: ZIP codes, cities and positions of the United States, and distances
//! between them. Pure; the table is compiled in.

mod fold;
mod point;
mod resolve;
mod state;
mod suggest;
mod table;

use std::{cmp::Reverse, collections::HashMap};

pub use footpath_entity::directory::Precision;
use footpath_entity::value::PostalCode;

pub(in crate::directory) use point::Sieve;
pub use point::{KM_PER_MILE, Point, distance_miles};
pub use resolve::resolve;
pub use suggest::suggest;

/// A place that we know. However it was typed, it is the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Such as `Boise, ID`, `Boise, ID 83702` or `43.62, -116.21`; resolves to this place again.
    pub label: String,
    pub postal_code: Option<PostalCode>,
    /// Absent for a bare position.
    pub city: Option<String>,
    /// Two letters; absent for a bare position.
    pub state: Option<String>,
    pub point: Point,
    pub precision: Precision,
}

/// We do not know the place, or it could be several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownPlace {
    /// Worded for whoever typed it, such as `is not a place that we know`.
    pub message: &'static str,
    /// Labels of places that may have been meant, the likeliest first.
    pub suggestions: Vec<String>,
}

/// Where a ZIP code is. One that is newer than our table is placed by its first three digits,
/// and says so; `None` for military mail and prefixes that nobody uses.
pub fn by_postal_code(code: &PostalCode) -> Option<Place> {
    let number: u32 = code.as_str().parse().ok()?;
    if let Some(zip) = table::zip_code(number) {
        return Some(of_zip(&zip));
    }
    Some(Place {
        label: code.to_string(),
        postal_code: Some(code.clone()),
        city: None,
        state: None,
        point: table::prefix(number / 100)?,
        precision: Precision::Zip3,
    })
}

/// A city or another name of a place, in a state, however it is spelled.
pub fn by_city(name: &str, state: &str) -> Option<Place> {
    let key = fold::key(name);
    table::cities_named(&key)
        .find(|city| city.state.eq_ignore_ascii_case(state))
        .map(|city| of_city(&city))
}

/// Whether two spellings name one city.
pub(in crate::directory) fn same_name(a: &str, b: &str) -> bool {
    fold::key(a) == fold::key(b)
}

/// The code of a state by its name or its code, however it is written.
pub(in crate::directory) fn state_code(text: &str) -> Option<&'static str> {
    state::code(&fold::words(text))
}

/// One ZIP code with streets and doors for each of the largest cities of a state, the largest
/// first.
pub(in crate::directory) fn main_streets(limit: usize) -> HashMap<&'static str, Vec<Place>> {
    let mut cities: HashMap<(&str, &str), (usize, table::Zip)> = HashMap::new();
    for zip in table::zips_from(0, 99_999).filter(|zip| zip.standard && !zip.by_prefix) {
        let city = zip.city();
        cities.entry((city.state, city.key)).or_insert((0, zip)).0 += 1;
    }
    let mut by_state: HashMap<&str, Vec<(usize, table::Zip)>> = HashMap::new();
    for ((state, _), city) in cities {
        by_state.entry(state).or_default().push(city);
    }
    by_state
        .into_iter()
        .map(|(state, mut cities)| {
            cities.sort_by_key(|(zips, zip)| (Reverse(*zips), zip.code));
            let places = cities.iter().take(limit).map(|(_, zip)| of_zip(zip));
            (state, places.collect())
        })
        .collect()
}

fn of_zip(zip: &table::Zip) -> Place {
    let city = zip.city();
    let code = format!("{:05}", zip.code);
    Place {
        label: format!("{}, {} {code}", city.name, city.state),
        postal_code: code.parse().ok(),
        city: Some(city.name.to_owned()),
        state: Some(city.state.to_owned()),
        point: zip.point,
        precision: if zip.by_prefix {
            Precision::Zip3
        } else {
            Precision::PostalCode
        },
    }
}

fn of_city(city: &table::City) -> Place {
    Place {
        label: label(city),
        postal_code: None,
        city: Some(city.name.to_owned()),
        state: Some(city.state.to_owned()),
        point: city.point,
        precision: if city.by_prefix {
            Precision::Zip3
        } else {
            Precision::City
        },
    }
}

fn label(city: &table::City) -> String {
    format!("{}, {}", city.name, city.state)
}

#[cfg(test)]
mod tests;
