use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

use super::{ParseError, text_value};

/// The name of a page in its address: lower-case words joined by single hyphens.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType,
)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

text_value!(Slug);

impl Slug {
    /// A slug made of a title; letters outside ASCII are dropped. `None` when nothing is left.
    pub fn from_title(title: &str) -> Option<Self> {
        let lower = title.to_lowercase();
        let words: Vec<&str> = lower
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|w| !w.is_empty())
            .collect();
        let mut slug = words.join("-");
        slug.truncate(120);
        slug.trim_end_matches('-').parse().ok()
    }
}

impl std::str::FromStr for Slug {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let word = |w: &str| {
            !w.is_empty()
                && w.bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        if text.len() <= 120 && text.split('-').all(word) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParseError(
                "must be lower-case letters and digits joined by single hyphens, at most 120",
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_words_and_hyphens() {
        assert_eq!(
            Slug::from_title("Heel pain: why & when?").unwrap().as_str(),
            "heel-pain-why-when"
        );
        assert_eq!(Slug::from_title("¿?"), None);
    }

    #[test]
    fn slashes_capitals_and_loose_hyphens_are_refused() {
        for text in ["", "-a", "a-", "a--b", "A", "a/b", "a b", "../x"] {
            assert!(text.parse::<Slug>().is_err(), "{text:?}");
        }
    }
}
