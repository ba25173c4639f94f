use std::cmp::Reverse;

use super::{
    Place, by_postal_code, fold, label, of_city, of_zip, state,
    table::{self, City, NameKind},
};

/// How many places are put forward when one is not known.
pub(super) const SUGGESTIONS: usize = 5;

/// Places that start like this, for completing what somebody types: ZIP codes by their digits,
/// cities by their name, the largest first.
pub fn suggest(q: &str, limit: usize) -> Vec<Place> {
    let q = q.trim();
    if !q.is_empty() && q.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        let zips = zips_starting(q.split('-').next().unwrap_or_default());
        return zips.iter().take(limit).map(of_zip).collect();
    }
    if let Some(place) = as_labelled(q) {
        return vec![place];
    }
    let words = fold::words(q);
    let whole = words.concat();
    if whole.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<City> = table::cities_from(&whole).filter(common).collect();
    found.sort_by_key(|city| (city.key != whole, city.kind, Reverse(city.zips)));
    found.extend(with_state(&words));
    found.truncate(limit);
    found.iter().map(of_city).collect()
}

/// A place by its own label: `Boise, ID 83702`.
fn as_labelled(q: &str) -> Option<Place> {
    let place = by_postal_code(&q.split_whitespace().last()?.parse().ok()?)?;
    (fold::key(&place.label) == fold::key(q)).then_some(place)
}

/// Cities where the end of what is typed is, or may become, a state: `boise, i`.
fn with_state(words: &[String]) -> Vec<City> {
    let mut found = Vec::new();
    for (name, state) in state::splits(words) {
        if !name.is_empty() {
            found.extend(table::cities_named(&name).filter(|city| city.state == state));
        }
    }
    if let Some((last, name)) = words.split_last()
        && last.len() == 1
        && found.is_empty()
    {
        let begins = |city: &City| city.state.to_ascii_lowercase().starts_with(last.as_str());
        let name = name.concat();
        let named = table::cities_named(&name).filter(begins);
        found.extend(named.filter(common));
        found.sort_by_key(|city| Reverse(city.zips));
    }
    found
}

/// Whether people would say it: the post at least accepts the name.
fn common(city: &City) -> bool {
    city.kind != NameKind::Known
}

fn zips_starting(digits: &str) -> Vec<table::Zip> {
    let missing = 5_usize.saturating_sub(digits.len());
    let scale = 10_u32.pow(u32::try_from(missing).unwrap_or(0));
    match digits.parse::<u32>() {
        Ok(number) if digits.len() <= 5 => {
            table::zips_from(number * scale, number * scale + scale - 1).collect()
        }
        _ => Vec::new(),
    }
}

/// Labels of ZIP codes that begin as this one does, as far as any does.
pub(super) fn zips_like(digits: &str) -> Vec<String> {
    let digits: String = digits.chars().take_while(char::is_ascii_digit).collect();
    let most = digits.len().min(4);
    (3..=most)
        .rev()
        .map(|len| zips_starting(&digits[..len]))
        .find(|zips| !zips.is_empty())
        .unwrap_or_default()
        .iter()
        .take(SUGGESTIONS)
        .map(|zip| of_zip(zip).label)
        .collect()
}

/// Labels of the cities with most ZIP codes in a state.
pub(super) fn popular(state: &str) -> Vec<String> {
    let proper = |city: &City| city.state == state && city.kind == NameKind::Primary;
    let mut cities: Vec<City> = table::all_cities().filter(proper).collect();
    cities.sort_by_key(|city| Reverse(city.zips));
    cities.iter().take(SUGGESTIONS).map(label).collect()
}

/// Labels of cities with a name like this: a slip of the finger away, or one that it begins.
pub(super) fn like(name: &str, state: Option<&str>) -> Vec<String> {
    let allowed = match name.len() {
        0..=2 => 0,
        3..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    let mut found: Vec<(usize, City)> = table::all_cities()
        .filter(common)
        .filter_map(|city| {
            let here = state.is_none_or(|state| state == city.state);
            let distance = if city.key == name {
                usize::from(!here)
            } else if !here || city.key.len().abs_diff(name.len()) > 12 {
                return None;
            } else if name.len() >= 3 && city.key.starts_with(name) {
                1
            } else {
                // Without a state, a slip in the first letter is not looked for: too many.
                let first =
                    state.is_some() || city.key.as_bytes().first() == name.as_bytes().first();
                let near = first && city.key.len().abs_diff(name.len()) <= allowed;
                if !near {
                    return None;
                }
                strsim::osa_distance(city.key, name)
            };
            (distance <= allowed.max(1)).then_some((distance, city))
        })
        .collect();
    found.sort_by_key(|(distance, city)| (*distance, city.kind, Reverse(city.zips)));
    found
        .iter()
        .take(SUGGESTIONS)
        .map(|(_, city)| label(city))
        .collect()
}
