use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

use super::{ParseError, text_value};

/// A two-letter U.S. state, district or territory code, upper case.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType,
)]
#[serde(try_from = "String", into = "String")]
pub struct State(String);

text_value!(State);

impl State {
    /// Code and name of the fifty states, D.C. and the territories.
    pub const NAMES: [(&'static str, &'static str); 56] = [
        ("AL", "Alabama"),
        ("AK", "Alaska"),
        ("AZ", "Arizona"),
        ("AR", "Arkansas"),
        ("CA", "California"),
        ("CO", "Colorado"),
        ("CT", "Connecticut"),
        ("DE", "Delaware"),
        ("DC", "District of Columbia"),
        ("FL", "Florida"),
        ("GA", "Georgia"),
        ("HI", "Hawaii"),
        ("ID", "Idaho"),
        ("IL", "Illinois"),
        ("IN", "Indiana"),
        ("IA", "Iowa"),
        ("KS", "Kansas"),
        ("KY", "Kentucky"),
        ("LA", "Louisiana"),
        ("ME", "Maine"),
        ("MD", "Maryland"),
        ("MA", "Massachusetts"),
        ("MI", "Michigan"),
        ("MN", "Minnesota"),
        ("MS", "Mississippi"),
        ("MO", "Missouri"),
        ("MT", "Montana"),
        ("NE", "Nebraska"),
        ("NV", "Nevada"),
        ("NH", "New Hampshire"),
        ("NJ", "New Jersey"),
        ("NM", "New Mexico"),
        ("NY", "New York"),
        ("NC", "North Carolina"),
        ("ND", "North Dakota"),
        ("OH", "Ohio"),
        ("OK", "Oklahoma"),
        ("OR", "Oregon"),
        ("PA", "Pennsylvania"),
        ("RI", "Rhode Island"),
        ("SC", "South Carolina"),
        ("SD", "South Dakota"),
        ("TN", "Tennessee"),
        ("TX", "Texas"),
        ("UT", "Utah"),
        ("VT", "Vermont"),
        ("VA", "Virginia"),
        ("WA", "Washington"),
        ("WV", "West Virginia"),
        ("WI", "Wisconsin"),
        ("WY", "Wyoming"),
        ("PR", "Puerto Rico"),
        ("VI", "U.S. Virgin Islands"),
        ("GU", "Guam"),
        ("AS", "American Samoa"),
        ("MP", "Northern Mariana Islands"),
    ];

    /// What else the post uses like a state: military mail and the freely associated states.
    pub const POSTAL: [(&'static str, &'static str); 6] = [
        ("AA", "Armed Forces Americas"),
        ("AE", "Armed Forces Europe"),
        ("AP", "Armed Forces Pacific"),
        ("FM", "Federated States of Micronesia"),
        ("MH", "Marshall Islands"),
        ("PW", "Palau"),
    ];
}

impl std::str::FromStr for State {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let code = text.trim().to_ascii_uppercase();
        let mut known = Self::NAMES.iter().chain(&Self::POSTAL);
        if known.any(|(known, _)| *known == code) {
            Ok(Self(code))
        } else {
            Err(ParseError(
                "must be a two-letter U.S. state or territory code such as ID",
            ))
        }
    }
}
