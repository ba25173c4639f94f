use footpath_entity::{directory::Precision, value::PostalCode};

use super::{
    Place, Point, UnknownPlace, fold, label, of_city, of_zip, state,
    suggest::{SUGGESTIONS, like, popular, zips_like},
    table::{self, City, NameKind},
};

/// Longer is no place, and no reader's patience.
const MAX_CHARS: usize = 100;
const UNKNOWN: &str = "is not a place that we know; type a ZIP code or a city and its state";

/// Finds a place as people type it: `83702`, `83702-1234`, `Boise, ID`, `boise idaho`,
/// `Boise, ID 83702` or `43.62,-116.21`.
pub fn resolve(text: &str) -> Result<Place, UnknownPlace> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > MAX_CHARS {
        return Err(unknown(UNKNOWN, Vec::new()));
    }
    if let Some((lat, lon)) = two_numbers(text) {
        return position(lat, lon);
    }
    let (rest, digits) = trailing_digits(text);
    if let Some(digits) = digits {
        return by_digits(&rest, &digits);
    }
    let mut words = fold::words(text);
    drop_country(&mut words);
    by_words(&words)
}

fn unknown(message: &'static str, suggestions: Vec<String>) -> UnknownPlace {
    UnknownPlace {
        message,
        suggestions,
    }
}

fn two_numbers(text: &str) -> Option<(f64, f64)> {
    let (lat, lon) = text.split_once(',')?;
    Some((lat.trim().parse().ok()?, lon.trim().parse().ok()?))
}

fn position(lat: f64, lon: f64) -> Result<Place, UnknownPlace> {
    let point = Point::new(lat, lon).ok_or_else(|| {
        unknown(
            "must be a latitude from -90 to 90 and a longitude from -180 to 180",
            Vec::new(),
        )
    })?;
    Ok(Place {
        label: format!("{lat}, {lon}"),
        postal_code: None,
        city: None,
        state: None,
        point,
        precision: Precision::Position,
    })
}

/// Splits off a ZIP code at the end, with or without its last four digits.
fn trailing_digits(text: &str) -> (String, Option<String>) {
    let mut words: Vec<&str> = text
        .split(|c: char| c == ',' || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect();
    let numeric = |word: &str| word.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let Some(last) = words.last().copied().filter(|word| numeric(word)) else {
        return (text.to_owned(), None);
    };
    words.pop();
    let mut digits = last;
    if last.len() == 4
        && let Some(zip) = words.last().copied()
        && zip.len() == 5
        && numeric(zip)
    {
        words.pop();
        digits = zip;
    }
    (words.join(" "), Some(digits.to_owned()))
}

fn by_digits(rest: &str, digits: &str) -> Result<Place, UnknownPlace> {
    let code: Option<PostalCode> = digits.parse().ok();
    let number = code.as_ref().and_then(|code| code.as_str().parse().ok());
    let Some(zip) = number.and_then(table::zip_code) else {
        return Err(unknown("is not a ZIP code that we know", zips_like(digits)));
    };
    let place = of_zip(&zip);
    let mut words = fold::words(rest);
    drop_country(&mut words);
    let state_fits = words.is_empty()
        || state::splits(&words).any(|(_, state)| state == zip.city().state)
        || (state::splits(&words).next().is_none() && named(&words, zip.city()));
    if state_fits {
        return Ok(place);
    }
    let mut suggestions = vec![place.label];
    suggestions.extend(by_words(&words).ok().map(|place| place.label));
    Err(unknown(
        "names one place by its ZIP code and another by its city",
        suggestions,
    ))
}

fn named(words: &[String], city: City) -> bool {
    table::cities_named(&words.concat()).any(|other| other.state == city.state)
}

fn drop_country(words: &mut Vec<String>) {
    for country in [
        &["usa"][..],
        &["us"],
        &["united", "states"],
        &["united", "states", "of", "america"],
    ] {
        let before = words.len().saturating_sub(country.len());
        if before > 0 && words[before..].iter().eq(country) {
            words.truncate(before);
        }
    }
}

fn by_words(words: &[String]) -> Result<Place, UnknownPlace> {
    for (name, state) in state::splits(words) {
        if let Some(city) = table::cities_named(&name).find(|city| city.state == state) {
            return Ok(of_city(&city));
        }
    }
    let whole = words.concat();
    // `Idaho` alone is the state, not the village in Ohio; `New York` is both.
    let bare_state = state::code(words);
    if bare_state.is_none_or(|state| table::cities_named(&whole).any(|city| city.state == state))
        && let Some(city) = only_one(&whole)?
    {
        return Ok(of_city(&city));
    }
    let (name, state) = state::splits(words)
        .next()
        .map_or((whole, None), |(name, state)| (name, Some(state)));
    let suggestions = match state {
        Some(state) if name.is_empty() => popular(state),
        _ => like(&name, state),
    };
    Err(unknown(UNKNOWN, suggestions))
}

/// The place of this name when there is only one; better names go before worse ones.
fn only_one(name: &str) -> Result<Option<City>, UnknownPlace> {
    for kind in [NameKind::Primary, NameKind::Accepted, NameKind::Known] {
        let mut named: Vec<City> = table::cities_named(name)
            .filter(|city| city.kind == kind)
            .collect();
        if named.len() > 1 {
            named.sort_by_key(|city| std::cmp::Reverse(city.zips));
            let suggestions = named.iter().take(SUGGESTIONS).map(label).collect();
            return Err(unknown(
                "is the name of several places; add the state",
                suggestions,
            ));
        }
        if let Some(city) = named.pop() {
            return Ok(Some(city));
        }
    }
    Ok(None)
}
