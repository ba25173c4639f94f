use footpath_entity::{
    directory::{podiatrist, podiatrist_specialty},
    value::State,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use serde::Deserialize;

use crate::{
    Report, Result,
    directory::{
        clinic::Clinic,
        specialty::{self, Specialty},
    },
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    /// JSON, one object a line.
    JsonLines,
}

/// What is asked for, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawFile {
    pub state: Option<String>,
    pub specialty: Option<String>,
    pub accepting_new_patients: Option<String>,
    pub accepts_referrals: Option<String>,
}

/// Which rows, in which format; everything where nothing is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub format: Format,
    pub state: Option<State>,
    pub specialty: Option<Specialty>,
    pub accepting_new_patients: Option<bool>,
    pub accepts_referrals: Option<bool>,
}

impl RawFile {
    /// Reads every field; names each one that cannot be read.
    pub fn parse(&self, format: Format) -> Result<Asked> {
        let mut report = Report::new();
        let state = self.state.as_deref();
        let asked = Asked {
            format,
            state: state.and_then(|state| report.parse("state", state)),
            specialty: self
                .specialty
                .as_deref()
                .and_then(|code| known(&mut report, code)),
            accepting_new_patients: truth(
                &mut report,
                "accepting_new_patients",
                self.accepting_new_patients.as_deref(),
            ),
            accepts_referrals: truth(
                &mut report,
                "accepts_referrals",
                self.accepts_referrals.as_deref(),
            ),
        };
        report.into_result()?;
        Ok(asked)
    }
}

fn known(report: &mut Report, code: &str) -> Option<Specialty> {
    let known = specialty::by_code(code.trim());
    if known.is_none() {
        let codes = specialty::ALL.map(|specialty| specialty.code);
        report.add("specialty", format!("must be one of {}", codes.join(", ")));
    }
    known
}

fn truth(report: &mut Report, field: &str, text: Option<&str>) -> Option<bool> {
    match text? {
        "true" => Some(true),
        "false" => Some(false),
        _ => {
            report.add(field, "must be true or false");
            None
        }
    }
}

impl Asked {
    /// What must hold of a podiatrist.
    pub(super) fn whom(&self) -> Condition {
        let mut whom = Condition::all();
        if let Some(specialty) = self.specialty {
            let those = podiatrist_specialty::Entity::find()
                .filter(podiatrist_specialty::Column::Code.eq(specialty.code))
                .select_only()
                .column(podiatrist_specialty::Column::Npi);
            whom = whom.add(podiatrist::Column::Npi.in_subquery(those.into_query()));
        }
        if let Some(accepting) = self.accepting_new_patients {
            whom = whom.add(podiatrist::Column::AcceptingNewPatients.eq(accepting));
        }
        whom
    }

    /// Whether a clinic is one of those asked for.
    pub(super) fn is_there(&self, clinic: &Clinic) -> bool {
        let state = self.state.as_ref();
        state.is_none_or(|state| *state == clinic.state)
            && self
                .accepts_referrals
                .is_none_or(|want| want == clinic.accepts_referrals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[test]
    fn everything_wrong_is_named_at_once() {
        let bad = || Some("x".to_owned());
        let raw = RawFile {
            state: bad(),
            specialty: bad(),
            accepting_new_patients: bad(),
            accepts_referrals: bad(),
        };
        let Err(Error::Invalid(report)) = raw.parse(Format::Csv) else {
            panic!("it passed")
        };
        assert_eq!(report.0.len(), 4);
        assert!(RawFile::default().parse(Format::Csv).is_ok());
    }
}
