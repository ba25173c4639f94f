use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

use super::{ParseError, text_value};

/// A National Provider Identifier: ten digits, the first 1 or 2, with a Luhn check digit
/// computed over `80840` and the number (45 CFR 162.406, ISO/IEC 7812).
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType,
)]
#[serde(try_from = "String", into = "String")]
pub struct Npi(String);

text_value!(Npi);

impl Npi {
    /// The NPI whose first nine digits are these; the check digit is computed.
    pub fn from_nine(nine: &str) -> Result<Self, ParseError> {
        (0..=9)
            .find_map(|d| format!("{nine}{d}").parse().ok())
            .ok_or(ParseError("must be nine digits, the first 1 or 2"))
    }
}

impl sea_orm::TryFromU64 for Npi {
    fn try_from_u64(n: u64) -> Result<Self, sea_orm::DbErr> {
        n.to_string()
            .parse()
            .map_err(|e: ParseError| sea_orm::DbErr::Type(e.to_string()))
    }
}

impl std::str::FromStr for Npi {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let text = text.trim();
        let digits = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit());
        if !digits || !matches!(text.as_bytes()[0], b'1' | b'2') {
            return Err(ParseError("must be ten digits, the first 1 or 2"));
        }
        // 24 is what the prefix 80840 adds to the Luhn sum.
        let sum: u32 = text.bytes().rev().enumerate().fold(24, |sum, (i, b)| {
            let d = u32::from(b - b'0');
            sum + if i % 2 == 0 {
                d
            } else {
                d * 2 / 10 + d * 2 % 10
            }
        });
        if sum.is_multiple_of(10) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParseError("has a wrong check digit"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_decides() {
        assert!("1234567893".parse::<Npi>().is_ok());
        for digit in "012456789".chars() {
            assert!(
                format!("123456789{digit}").parse::<Npi>().is_err(),
                "{digit}"
            );
        }
        assert_eq!(Npi::from_nine("123456789").unwrap().as_str(), "1234567893");
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "3234567893", "12345678", "12345678931", "123456789x"] {
            assert!(text.parse::<Npi>().is_err(), "{text:?}");
        }
    }
}
