//! One row of the registry, read.

use chrono::NaiveDate;
use csv::ByteRecord;
use footpath_entity::value::{Npi, PostalCode};

use super::{
    fields::text,
    header::{Header, PlaceColumns},
};

/// What a row says, before anybody decides what follows from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// As it stands there.
    pub npi_text: String,
    pub npi: Option<Npi>,
    pub entity_type: String,
    pub organization: String,
    pub last_name: String,
    pub first_name: String,
    pub middle_name: String,
    pub suffix: String,
    pub credential: String,
    pub place: RawPlace,
    pub last_update: Day,
    pub deactivated: Day,
    pub reactivated: Day,
    /// In the order of the slots, without the empty ones.
    pub taxonomies: Vec<String>,
}

/// An address as it stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawPlace {
    pub line_1: String,
    pub line_2: String,
    pub city: String,
    pub state: String,
    pub postal_code: String,
    pub country: String,
    pub phone: String,
}

/// A date of the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    Blank,
    On(NaiveDate),
    /// Something that is no date.
    Wrong,
}

impl Record {
    pub fn read(header: &Header, row: &ByteRecord) -> Self {
        let npi_text = text(row, header.npi);
        Self {
            npi: npi_text.parse().ok(),
            npi_text,
            entity_type: text(row, header.entity_type),
            organization: text(row, header.organization),
            last_name: text(row, header.last_name),
            first_name: text(row, header.first_name),
            middle_name: text(row, header.middle_name),
            suffix: text(row, header.suffix),
            credential: text(row, header.credential),
            place: RawPlace::read(&header.place, row),
            last_update: Day::parse(&text(row, header.last_update)),
            deactivated: Day::parse(&text(row, header.deactivated)),
            reactivated: Day::parse(&text(row, header.reactivated)),
            taxonomies: header
                .taxonomies
                .iter()
                .map(|&at| text(row, at))
                .filter(|code| !code.is_empty())
                .collect(),
        }
    }

    /// Since when the registry says that it is out of use; a later reactivation undoes that.
    pub fn out_of_use_since(&self) -> Option<NaiveDate> {
        match (self.deactivated, self.reactivated) {
            (Day::On(off), Day::On(on)) if on >= off => None,
            (Day::On(off), _) => Some(off),
            _ => None,
        }
    }

    /// The day by which one row is newer than another.
    pub fn day(&self) -> Option<NaiveDate> {
        let latest = [self.last_update, self.deactivated, self.reactivated];
        latest.into_iter().filter_map(Day::date).max()
    }
}

impl RawPlace {
    pub fn read(columns: &PlaceColumns, row: &ByteRecord) -> Self {
        Self {
            line_1: text(row, columns.line_1),
            line_2: text(row, columns.line_2),
            city: text(row, columns.city),
            state: text(row, columns.state),
            postal_code: text(row, columns.postal_code),
            country: text(row, columns.country),
            phone: text(row, columns.phone),
        }
    }

    /// In the United States; the registry leaves that blank as often as not.
    pub fn is_domestic(&self) -> bool {
        self.country.is_empty() || self.country.eq_ignore_ascii_case("US")
    }

    /// Five or nine digits, with or without what stands between them; a leading zero that a
    /// spreadsheet has eaten is put back.
    pub fn zip(&self) -> Option<PostalCode> {
        let digits: String = self
            .postal_code
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        let digits = match digits.len() {
            4 | 8 => format!("0{digits}"),
            _ => digits,
        };
        digits.parse().ok()
    }
}

impl Day {
    /// Month, day, year.
    pub fn parse(text: &str) -> Self {
        if text.is_empty() {
            return Self::Blank;
        }
        NaiveDate::parse_from_str(text, "%m/%d/%Y").map_or(Self::Wrong, Self::On)
    }

    pub fn date(self) -> Option<NaiveDate> {
        match self {
            Self::On(date) => Some(date),
            Self::Blank | Self::Wrong => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zip_code_is_read_however_it_stands_there() {
        for (text, zip) in [
            ("837021234", Some("83702")),
            ("83702-1234", Some("83702")),
            ("2134", Some("02134")),
            ("21341234", Some("02134")),
            ("M5V 2T6", None),
            ("", None),
        ] {
            let place = RawPlace {
                postal_code: text.to_owned(),
                ..RawPlace::default()
            };
            assert_eq!(place.zip().as_ref().map(PostalCode::as_str), zip, "{text}");
        }
    }

    #[test]
    fn a_day_is_month_day_and_year() {
        assert_eq!(
            Day::parse("02/29/2024").date(),
            NaiveDate::from_ymd_opt(2024, 2, 29)
        );
        assert_eq!(Day::parse(""), Day::Blank);
        for wrong in ["13/01/2024", "2024-02-29", "02/30/2024", "x"] {
            assert_eq!(Day::parse(wrong), Day::Wrong, "{wrong}");
        }
    }
}
