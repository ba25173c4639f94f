//! Which rows of the registry become podiatrists. Pure.

use chrono::NaiveDate;
use footpath_entity::value::Npi;

use super::{
    credential::credential,
    record::{Day, Record},
    tidy,
};
use crate::directory::specialty;

/// What follows from a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// An active podiatrist.
    Listed(Box<Candidate>),
    /// The registry has taken the number out of use.
    Deactivated { npi: Npi, on: NaiveDate },
    /// In use, but not by a podiatrist that could be listed: of interest only if it was one.
    NoPodiatrist { npi: Npi },
    /// It says podiatrist, but cannot be taken over.
    Rejected(Reason),
    /// A practice that may give a place its name.
    Organization(Practice),
    /// Nothing that concerns us.
    Other,
}

/// Why a row that names a podiatry code is not taken over. The names are those of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    InvalidNpi,
    Organization,
    DeactivatedWithData,
    MissingName,
    ForeignPracticeAddress,
    InvalidDate,
    UnknownState,
    WrongColumns,
}

impl Reason {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidNpi => "invalid_npi",
            Self::Organization => "organization",
            Self::DeactivatedWithData => "deactivated_with_data",
            Self::MissingName => "missing_name",
            Self::ForeignPracticeAddress => "foreign_practice_address",
            Self::InvalidDate => "invalid_date",
            Self::UnknownState => "unknown_state",
            Self::WrongColumns => "wrong_columns",
        }
    }
}

/// A podiatrist as the registry has it, in the form that the directory keeps.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    pub npi: Npi,
    pub first_name: String,
    pub middle_name: Option<String>,
    pub last_name: String,
    pub suffix: Option<String>,
    pub credential: Option<String>,
    /// In the order of the slots, each once.
    pub specialties: Vec<&'static str>,
    pub place: tidy::Place,
    /// The day of the record.
    pub day: Option<NaiveDate>,
    /// When the number was last taken into use again.
    pub reactivated: Option<NaiveDate>,
}

/// An organization in the field, by its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Practice {
    pub name: String,
    /// Its address, without the telephone number.
    pub at: String,
}

/// A podiatric clinic; an organization.
const CLINIC: &str = "261QP1100X";

/// Decides about a row. The codes that begin like podiatry's but are none of them are put into
/// `unknown`.
pub fn decide(record: &Record, unknown: &mut Vec<String>) -> Verdict {
    let mut codes: Vec<&'static str> = Vec::new();
    let mut strange = Vec::new();
    for code in &record.taxonomies {
        match specialty::by_code(code) {
            Some(known) if codes.contains(&known.code) => {}
            Some(known) => codes.push(known.code),
            None if code.starts_with("213E") => strange.push(code.clone()),
            None => {}
        }
    }
    if codes.is_empty() {
        unknown.append(&mut strange);
        return without_codes(record);
    }
    let Some(npi) = record.npi.clone() else {
        return Verdict::Rejected(Reason::InvalidNpi);
    };
    if record.entity_type != "1" {
        return Verdict::Rejected(Reason::Organization);
    }
    let dates = [record.last_update, record.deactivated, record.reactivated];
    if dates.contains(&Day::Wrong) {
        return Verdict::Rejected(Reason::InvalidDate);
    }
    if record.out_of_use_since().is_some() {
        return Verdict::Rejected(Reason::DeactivatedWithData);
    }
    if record.last_name.is_empty() {
        return Verdict::Rejected(Reason::MissingName);
    }
    if !record.place.is_domestic() {
        return Verdict::Rejected(Reason::ForeignPracticeAddress);
    }
    let Some(place) = tidy::place(&record.place) else {
        return Verdict::Rejected(Reason::UnknownState);
    };
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    Verdict::Listed(Box::new(Candidate {
        npi,
        first_name: tidy::name(&record.first_name),
        middle_name: some(tidy::name(&record.middle_name)),
        last_name: tidy::name(&record.last_name),
        suffix: some(tidy::suffix(&record.suffix)),
        credential: some(credential(&record.credential)),
        specialties: codes,
        place,
        day: record.last_update.date(),
        reactivated: record.reactivated.date(),
    }))
}

fn without_codes(record: &Record) -> Verdict {
    if record.entity_type == "2" {
        return practice(record).map_or(Verdict::Other, Verdict::Organization);
    }
    match (record.npi.clone(), record.out_of_use_since()) {
        (Some(npi), Some(on)) => Verdict::Deactivated { npi, on },
        (Some(npi), None) => Verdict::NoPodiatrist { npi },
        (None, _) => Verdict::Other,
    }
}

/// The practice that a row of an organization tells of, if it is one of podiatry.
pub fn practice(record: &Record) -> Option<Practice> {
    let podiatric = |code: &String| code == CLINIC || specialty::by_code(code).is_some();
    let active = record.entity_type == "2" && record.out_of_use_since().is_none();
    if !active || record.organization.is_empty() || !record.taxonomies.iter().any(podiatric) {
        return None;
    }
    Some(Practice {
        name: tidy::organization(&record.organization),
        at: tidy::place(&record.place)?.address_key,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::import::record::RawPlace;

    fn record() -> Record {
        Record {
            npi_text: "1234567893".to_owned(),
            npi: "1234567893".parse().ok(),
            entity_type: "1".to_owned(),
            organization: String::new(),
            last_name: "DOE".to_owned(),
            first_name: "JANE".to_owned(),
            middle_name: "Q".to_owned(),
            suffix: String::new(),
            credential: "D.P.M.".to_owned(),
            place: RawPlace {
                line_1: "1 MAIN ST".to_owned(),
                city: "BOISE".to_owned(),
                state: "ID".to_owned(),
                postal_code: "837021234".to_owned(),
                country: "US".to_owned(),
                phone: "2085550100".to_owned(),
                ..RawPlace::default()
            },
            last_update: Day::parse("01/02/2026"),
            deactivated: Day::Blank,
            reactivated: Day::Blank,
            taxonomies: vec!["174400000X".to_owned(), "213ES0103X".to_owned()],
        }
    }

    fn verdict(record: &Record) -> Verdict {
        decide(record, &mut Vec::new())
    }

    fn reason(change: impl Fn(&mut Record)) -> Option<Reason> {
        let mut record = record();
        change(&mut record);
        match verdict(&record) {
            Verdict::Rejected(reason) => Some(reason),
            _ => None,
        }
    }

    #[test]
    fn a_podiatry_code_in_any_slot_makes_a_podiatrist() {
        let Verdict::Listed(found) = verdict(&record()) else {
            panic!("it is not listed")
        };
        assert_eq!(found.specialties, ["213ES0103X"]);
        assert_eq!(found.last_name, "Doe");
        assert_eq!(found.credential.as_deref(), Some("DPM"));
    }

    #[test]
    fn each_reason_to_leave_a_row_out_is_told() {
        type Change = fn(&mut Record);
        let changes: [(Change, Reason); 7] = [
            (|r| r.npi = None, Reason::InvalidNpi),
            (|r| r.entity_type = "2".into(), Reason::Organization),
            (|r| r.last_update = Day::Wrong, Reason::InvalidDate),
            (
                |r| r.deactivated = Day::parse("01/01/2020"),
                Reason::DeactivatedWithData,
            ),
            (|r| r.last_name = String::new(), Reason::MissingName),
            (
                |r| r.place.country = "CA".into(),
                Reason::ForeignPracticeAddress,
            ),
            (
                |r| {
                    r.place.state = "ZZ".into();
                    r.place.postal_code = String::new();
                },
                Reason::UnknownState,
            ),
        ];
        for (change, expected) in changes {
            assert_eq!(reason(change), Some(expected));
        }
    }

    #[test]
    fn a_reactivation_on_the_day_or_later_undoes_a_deactivation() {
        let back = |on: &str| {
            reason(|r| {
                r.deactivated = Day::parse("05/05/2020");
                r.reactivated = Day::parse(on);
            })
        };
        assert_eq!(back("05/05/2020"), None);
        assert_eq!(back("05/06/2020"), None);
        assert_eq!(back("05/04/2020"), Some(Reason::DeactivatedWithData));
    }

    #[test]
    fn codes_of_assistants_and_unknown_ones_make_nobody_a_podiatrist() {
        let mut record = record();
        record.taxonomies = vec!["211D00000X".to_owned(), "213EX9999X".to_owned()];
        let mut unknown = Vec::new();
        let verdict = decide(&record, &mut unknown);
        assert!(matches!(verdict, Verdict::NoPodiatrist { .. }));
        assert_eq!(unknown, ["213EX9999X"]);
    }

    #[test]
    fn an_organization_in_the_field_names_its_place() {
        let mut record = record();
        record.entity_type = "2".to_owned();
        record.organization = "BOISE FOOT & ANKLE CENTER, PLLC".to_owned();
        record.taxonomies = vec![CLINIC.to_owned()];
        let Verdict::Organization(practice) = verdict(&record) else {
            panic!("it names nothing")
        };
        assert_eq!(practice.name, "Boise Foot & Ankle Center, PLLC");
    }
}
