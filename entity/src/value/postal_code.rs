use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

use super::{ParseError, text_value};

/// A five-digit U.S. ZIP code. A ZIP+4 or a run of nine digits is read as its first five.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType,
)]
#[serde(try_from = "String", into = "String")]
pub struct PostalCode(String);

text_value!(PostalCode);

impl std::str::FromStr for PostalCode {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        const WRONG: ParseError = ParseError("must be a ZIP code such as 83702 or 83702-1234");
        let text = text.trim();
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let ok = match text.split_once('-') {
            Some((zip, plus4)) => {
                zip.len() == 5 && plus4.len() == 4 && digits(zip) && digits(plus4)
            }
            None => matches!(text.len(), 5 | 9) && digits(text),
        };
        if ok {
            Ok(Self(text[..5].to_owned()))
        } else {
            Err(WRONG)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_forms_are_the_same_place() {
        for text in ["83702", " 83702 ", "83702-1234", "837021234"] {
            assert_eq!(text.parse::<PostalCode>().unwrap().as_str(), "83702");
        }
        for text in ["8370", "83702-", "83702-12", "8370x", "８３７０２", ""] {
            assert!(text.parse::<PostalCode>().is_err(), "{text:?}");
        }
    }
}
