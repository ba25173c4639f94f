//! The registry writes in capitals, and the same thing in several ways; the directory in one.

use footpath_entity::value::{PostalCode, State};

use super::record::RawPlace;
use crate::directory::{phone, place};

/// A place as the directory keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub line_1: String,
    pub line_2: Option<String>,
    pub city: String,
    pub state: State,
    pub postal_code: Option<PostalCode>,
    /// E.164.
    pub phone: Option<String>,
    /// Address, suite and ZIP code, normalized.
    pub address_key: String,
}

/// Characters that the columns hold.
const NAME: usize = 80;
const LINE: usize = 120;
const ORGANIZATION: usize = 200;

impl Place {
    /// What makes two places one clinic: the same address, suite, ZIP code and telephone.
    pub fn key(&self) -> String {
        format!(
            "{}|{}",
            self.address_key,
            self.phone.as_deref().unwrap_or_default()
        )
    }
}

/// `None` when there is nothing to tell its state by.
pub fn place(raw: &RawPlace) -> Option<Place> {
    let postal_code = raw.zip();
    let by_zip = postal_code.as_ref().and_then(place::by_postal_code);
    let state = state(&raw.state).or_else(|| by_zip.as_ref()?.state.as_deref()?.parse().ok())?;
    let known = by_zip
        .as_ref()
        .and_then(|place| place.city.clone())
        .filter(|city| raw.city.is_empty() || place::same_name(city, &raw.city));
    let city = known.unwrap_or_else(|| capitalized(&raw.city, street_word));
    let line = |text: &str| cut(&capitalized(text, street_word), LINE);
    let line_2 = line(&raw.line_2);
    let zip = postal_code.as_ref().map_or("", PostalCode::as_str);
    let mut words = normal(&raw.line_1);
    words.extend(normal(&raw.line_2));
    Some(Place {
        line_1: line(&raw.line_1),
        line_2: Some(line_2).filter(|line| !line.is_empty()),
        city: cut(&city, NAME),
        address_key: format!("{}|{zip}", cut(&words.join(" "), 280)),
        state,
        postal_code,
        phone: phone::parse(&raw.phone),
    })
}

fn state(text: &str) -> Option<State> {
    text.parse()
        .ok()
        .or_else(|| place::state_code(text)?.parse().ok())
}

/// The words of an address, one form of each.
fn normal(line: &str) -> Vec<String> {
    let mut text = String::with_capacity(line.len() + 8);
    for c in line.chars().flat_map(char::to_lowercase) {
        match c {
            '#' => text.push_str(" ste "),
            '.' | '\'' => {}
            c if c.is_alphanumeric() => text.push(c),
            _ => text.push(' '),
        }
    }
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let word = one_form(word);
        // `Suite # 4` says it twice.
        if word == "ste" && words.last().is_some_and(|last| last == "ste") {
            continue;
        }
        words.push(word.to_owned());
    }
    words
}

/// Abbreviations of the U.S. Postal Service (Publication 28) for what people write in two ways.
fn one_form(word: &str) -> &str {
    match word {
        "street" | "str" | "saint" => "st",
        "avenue" | "av" => "ave",
        "road" => "rd",
        "boulevard" | "blv" => "blvd",
        "drive" => "dr",
        "lane" => "ln",
        "parkway" | "pkway" => "pkwy",
        "highway" => "hwy",
        "place" => "pl",
        "court" => "ct",
        "circle" => "cir",
        "square" => "sq",
        "terrace" => "ter",
        "plaza" => "plz",
        "suite" | "suit" => "ste",
        "floor" => "fl",
        "building" => "bldg",
        "room" => "rm",
        "apartment" => "apt",
        "north" => "n",
        "south" => "s",
        "east" => "e",
        "west" => "w",
        "northeast" => "ne",
        "northwest" => "nw",
        "southeast" => "se",
        "southwest" => "sw",
        "fort" => "ft",
        "mount" => "mt",
        other => other,
    }
}

/// `O'BRIEN-MCDONALD` as `O'Brien-McDonald`; what has small letters already stays.
pub fn name(text: &str) -> String {
    cut(&capitalized(text, person_word), NAME)
}

/// `JR.` as `Jr.`, `III` as it is.
pub fn suffix(text: &str) -> String {
    cut(&capitalized(text, roman_word), 20)
}

/// `BOISE FOOT CENTER, PLLC` as `Boise Foot Center, PLLC`.
pub fn organization(text: &str) -> String {
    cut(&capitalized(text, company_word), ORGANIZATION)
}

fn cut(text: &str, most: usize) -> String {
    text.chars()
        .take(most)
        .collect::<String>()
        .trim_end()
        .to_owned()
}

/// Each word with a capital, unless `special` knows better. Text that has large and small letters
/// was typed with care and stays.
pub fn capitalized(text: &str, special: fn(&str) -> Option<String>) -> String {
    let has = |is: fn(char) -> bool| text.chars().any(is);
    if has(char::is_lowercase) && has(char::is_uppercase) {
        return text.to_owned();
    }
    text.to_uppercase()
        .split(' ')
        .map(|word| special(word).unwrap_or_else(|| capital(word)))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A capital at the beginning and behind anything that is no letter.
fn capital(word: &str) -> String {
    let mut first = true;
    word.chars()
        .map(|c| {
            let letter = if first {
                c.to_string()
            } else {
                c.to_lowercase().to_string()
            };
            first = !(c.is_alphanumeric());
            letter
        })
        .collect()
}

fn person_word(word: &str) -> Option<String> {
    let rest = word
        .strip_prefix("MC")
        .filter(|rest| rest.chars().count() > 2);
    match rest {
        Some(rest) => Some(format!("Mc{}", capital(rest))),
        None => roman_word(word),
    }
}

fn roman_word(word: &str) -> Option<String> {
    matches!(word, "II" | "III" | "IV").then(|| word.to_owned())
}

fn street_word(word: &str) -> Option<String> {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let kept = matches!(
        bare,
        "NE" | "NW"
            | "SE"
            | "SW"
            | "PO"
            | "P.O"
            | "US"
            | "II"
            | "III"
            | "IV"
            | "C/O"
            | "MOB"
            | "APO"
            | "FPO"
            | "DPO"
    );
    if kept {
        return Some(word.to_owned());
    }
    let begins_with_digit = word.starts_with(|c: char| c.is_ascii_digit());
    let ordinal = ["ST", "ND", "RD", "TH"]
        .iter()
        .any(|end| bare.ends_with(end));
    if begins_with_digit {
        return Some(if ordinal {
            word.to_lowercase()
        } else {
            word.to_owned()
        });
    }
    None
}

pub fn company_word(word: &str) -> Option<String> {
    let bare: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    let kept = matches!(
        bare.as_str(),
        "LLC" | "PLLC" | "PC" | "PA" | "LLP" | "LP" | "PSC" | "DPM" | "MD" | "USA" | "II" | "III"
    );
    match bare.as_str() {
        "OF" | "AND" | "THE" | "FOR" | "AT" => Some(word.to_lowercase()),
        "PHD" => Some(word.replace("PHD", "PhD")),
        _ => kept.then(|| word.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_people_write_them() {
        for (raw, shown) in [
            ("O'BRIEN", "O'Brien"),
            ("SMITH-JONES", "Smith-Jones"),
            ("MCDONALD", "McDonald"),
            ("MUÑOZ", "Muñoz"),
            ("ST. JOHN", "St. John"),
            ("NGUYEN (TRAN)", "Nguyen (Tran)"),
            ("van der Berg", "van der Berg"),
            ("mary ann", "Mary Ann"),
            ("Q", "Q"),
        ] {
            assert_eq!(name(raw), shown);
        }
        assert_eq!((suffix("JR."), suffix("III")), ("Jr.".into(), "III".into()));
    }

    fn raw(line_1: &str, line_2: &str, phone: &str) -> RawPlace {
        RawPlace {
            line_1: line_1.to_owned(),
            line_2: line_2.to_owned(),
            city: "BOISE".to_owned(),
            state: "IDAHO".to_owned(),
            postal_code: "837021234".to_owned(),
            country: String::new(),
            phone: phone.to_owned(),
        }
    }

    #[test]
    fn a_place_is_one_however_it_is_written() {
        let one = place(&raw("123 N MAIN STREET", "SUITE 4", "2085550100")).unwrap();
        let same = place(&raw("123 North Main St.", "#4", "(208) 555-0100")).unwrap();
        assert_eq!(one.key(), same.key());
        assert_eq!(one.state.as_str(), "ID");
        assert_eq!(one.line_1, "123 N Main Street");
        let next_door = place(&raw("123 N MAIN STREET", "SUITE 5", "2085550100")).unwrap();
        assert_ne!(one.key(), next_door.key());
        let other_phone = place(&raw("123 N MAIN STREET", "SUITE 4", "2085550199")).unwrap();
        assert_ne!(one.key(), other_phone.key());
        assert_eq!(one.address_key, other_phone.address_key);
    }

    #[test]
    fn streets_read_well() {
        let shown = |line: &str| place(&raw(line, "", "")).unwrap().line_1;
        assert_eq!(shown("500 5TH AVE NW"), "500 5th Ave NW");
        assert_eq!(shown("PO BOX 12A"), "PO Box 12A");
        assert_eq!(shown("1201 US HWY 95"), "1201 US Hwy 95");
    }

    #[test]
    fn practices_keep_their_legal_form() {
        assert_eq!(
            organization("FOOT SPECIALISTS OF KATZ, INC."),
            "Foot Specialists of Katz, Inc."
        );
        assert_eq!(
            organization("COX PODIATRY ASSOCIATES, P.C."),
            "Cox Podiatry Associates, P.C."
        );
    }
}
