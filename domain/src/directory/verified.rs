//! How long ago somebody of the staff looked whether a listing is right.

use std::str::FromStr;

use chrono::{Days, NaiveDate};
use footpath_entity::value::ParseError;
use sea_orm::{ColumnTrait, sea_query::Expr};

/// After this many days, a listing should be looked at again.
const GOOD_FOR: u64 = 365;

/// Which listings a list for staff shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verified {
    /// Whenever that was.
    Yes,
    No,
    /// More than a year ago.
    Old,
}

impl Verified {
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Old];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Old => "old",
        }
    }

    /// The same of a row's `verified_on`.
    pub(super) fn condition(self, verified_on: impl ColumnTrait, today: NaiveDate) -> Expr {
        match self {
            Self::Yes => verified_on.is_not_null(),
            Self::No => verified_on.is_null(),
            Self::Old => verified_on.lt(year_before(today)),
        }
    }
}

impl FromStr for Verified {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        Self::ALL
            .into_iter()
            .find(|known| known.as_str() == text)
            .ok_or(ParseError("must be one of yes, no, old"))
    }
}

/// What was verified before this day is old.
fn year_before(today: NaiveDate) -> NaiveDate {
    today
        .checked_sub_days(Days::new(GOOD_FOR))
        .unwrap_or(NaiveDate::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_still_good_on_its_last_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(year_before(day("2026-11-26")), day("2025-11-26"));
        assert_eq!("old".parse(), Ok(Verified::Old));
        assert!("never".parse::<Verified>().is_err());
    }
}
