use footpath_entity::{
    directory::{Languages, podiatrist},
    id::ClinicId,
};
use serde::{Deserialize, Serialize};

use super::sort_name;
use crate::{
    Report, Result,
    directory::{
        double_option, edited,
        language::languages,
        specialty::{self, Specialty},
        text,
    },
};

/// A podiatrist as somebody typed it; the NPI is apart, as it never changes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PodiatristDraft {
    pub first_name: String,
    /// Blank: none.
    pub middle_name: String,
    pub last_name: String,
    /// Such as `Jr.`; blank: none.
    pub suffix: String,
    /// Such as `DPM`; blank: none.
    pub credential: String,
    /// Taxonomy codes.
    pub specialties: Vec<String>,
    /// `None` when nobody knows.
    pub accepting_new_patients: Option<bool>,
    /// Sees patients by video or telephone; `None` when nobody knows.
    pub telehealth: Option<bool>,
    /// Spoken beside English.
    pub languages: Vec<String>,
    /// An absolute address; blank: none.
    pub website: String,
    /// Which insurance is taken, in words; blank: not known.
    pub insurance: String,
    /// IDs of clinics; the first is the primary one.
    pub clinics: Vec<String>,
}

/// A change to a podiatrist: what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PodiatristEdit {
    pub first_name: Option<String>,
    pub middle_name: Option<String>,
    pub last_name: Option<String>,
    pub suffix: Option<String>,
    pub credential: Option<String>,
    pub specialties: Option<Vec<String>>,
    /// `true`, `false`, or `null` for unknown.
    #[serde(with = "double_option")]
    pub accepting_new_patients: Option<Option<bool>>,
    #[serde(with = "double_option")]
    pub telehealth: Option<Option<bool>>,
    pub languages: Option<Vec<String>>,
    pub website: Option<String>,
    pub insurance: Option<String>,
    pub clinics: Option<Vec<String>>,
}

/// A podiatrist that is right in itself; whether the clinics exist is not known yet.
#[derive(Debug)]
pub(super) struct Checked {
    first_name: String,
    middle_name: Option<String>,
    last_name: String,
    suffix: Option<String>,
    credential: Option<String>,
    accepting_new_patients: Option<bool>,
    telehealth: Option<bool>,
    languages: Languages,
    website: Option<String>,
    insurance: Option<String>,
    pub specialties: Vec<Specialty>,
    pub clinics: Vec<ClinicId>,
}

impl PodiatristDraft {
    pub(super) fn of(
        row: &podiatrist::Model,
        specialties: Vec<String>,
        clinics: Vec<String>,
    ) -> Self {
        Self {
            first_name: row.first_name.clone(),
            middle_name: row.middle_name.clone().unwrap_or_default(),
            last_name: row.last_name.clone(),
            suffix: row.suffix.clone().unwrap_or_default(),
            credential: row.credential.clone().unwrap_or_default(),
            specialties,
            accepting_new_patients: row.accepting_new_patients,
            telehealth: row.telehealth,
            languages: row.languages.0.clone(),
            website: row.website.clone().unwrap_or_default(),
            insurance: row.insurance.clone().unwrap_or_default(),
            clinics,
        }
    }

    pub(super) fn edited(self, edit: PodiatristEdit) -> Self {
        Self {
            first_name: edit.first_name.unwrap_or(self.first_name),
            middle_name: edit.middle_name.unwrap_or(self.middle_name),
            last_name: edit.last_name.unwrap_or(self.last_name),
            suffix: edit.suffix.unwrap_or(self.suffix),
            credential: edit.credential.unwrap_or(self.credential),
            specialties: edit.specialties.unwrap_or(self.specialties),
            accepting_new_patients: edit
                .accepting_new_patients
                .unwrap_or(self.accepting_new_patients),
            telehealth: edit.telehealth.unwrap_or(self.telehealth),
            languages: edit.languages.unwrap_or(self.languages),
            website: edit.website.unwrap_or(self.website),
            insurance: edit.insurance.unwrap_or(self.insurance),
            clinics: edit.clinics.unwrap_or(self.clinics),
        }
    }

    pub(super) fn check(&self) -> Result<Checked> {
        let mut report = Report::new();
        let checked = Checked {
            first_name: text::needed(&mut report, "first_name", &self.first_name, 80),
            middle_name: text::optional(&mut report, "middle_name", &self.middle_name, 80),
            last_name: text::needed(&mut report, "last_name", &self.last_name, 80),
            suffix: text::optional(&mut report, "suffix", &self.suffix, 20),
            credential: text::optional(&mut report, "credential", &self.credential, 40),
            accepting_new_patients: self.accepting_new_patients,
            telehealth: self.telehealth,
            languages: languages(&mut report, "languages", &self.languages),
            website: text::website(&mut report, "website", &self.website),
            insurance: text::lines(&mut report, "insurance", &self.insurance, 500),
            specialties: specialties(&mut report, &self.specialties),
            clinics: clinics(&mut report, &self.clinics),
        };
        report.into_result()?;
        Ok(checked)
    }
}

fn specialties(report: &mut Report, codes: &[String]) -> Vec<Specialty> {
    if codes.is_empty() {
        report.add("specialties", "must hold at least one code");
    }
    let mut known = Vec::new();
    for code in codes {
        match specialty::by_code(code) {
            Some(specialty) if !known.contains(&specialty) => known.push(specialty),
            Some(_) => {}
            None => report.add("specialties", format!("{code} is not a podiatry code")),
        }
    }
    known
}

fn clinics(report: &mut Report, ids: &[String]) -> Vec<ClinicId> {
    if ids.is_empty() {
        report.add("clinics", "must hold at least one clinic");
    }
    let mut known = Vec::new();
    for id in ids {
        match id.parse::<ClinicId>() {
            Ok(id) if !known.contains(&id) => known.push(id),
            Ok(_) => {}
            Err(_) => report.add("clinics", format!("{id} is not the ID of a clinic")),
        }
    }
    known
}

impl Checked {
    /// Writes everything but specialties and clinics into a row.
    pub(super) fn put(self, row: &mut podiatrist::Model) {
        row.first_name = self.first_name;
        row.middle_name = self.middle_name;
        row.last_name = self.last_name;
        row.suffix = self.suffix;
        row.credential = self.credential;
        row.sort_name = sort_name(row);
        row.accepting_new_patients = self.accepting_new_patients;
        row.telehealth = self.telehealth;
        row.languages = self.languages;
        row.website = self.website;
        row.insurance = self.insurance;
    }
}

/// Adds the names of what differs to what an import leaves alone.
pub(super) fn note_edits(
    (before, draft_before): (&podiatrist::Model, &PodiatristDraft),
    (after, draft_after): (&mut podiatrist::Model, &PodiatristDraft),
) {
    let name = |row: &podiatrist::Model| {
        (
            row.first_name.clone(),
            row.middle_name.clone(),
            row.last_name.clone(),
            row.suffix.clone(),
        )
    };
    let changes = [
        ("name", name(before) != name(after)),
        ("credential", before.credential != after.credential),
        (
            "accepting_new_patients",
            before.accepting_new_patients != after.accepting_new_patients,
        ),
        ("telehealth", before.telehealth != after.telehealth),
        ("languages", before.languages != after.languages),
        ("website", before.website != after.website),
        ("insurance", before.insurance != after.insurance),
        (
            "specialties",
            draft_before.specialties != draft_after.specialties,
        ),
        ("clinics", draft_before.clinics != draft_after.clinics),
    ];
    edited::note(&mut after.edited, changes);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[test]
    fn everything_wrong_is_named_at_once() {
        let wrong = PodiatristDraft {
            first_name: "a\nb".into(),
            languages: vec!["C3PO".into()],
            website: "example.com".into(),
            insurance: "a".repeat(501),
            specialties: vec!["211D00000X".into()],
            clinics: vec!["x".into()],
            ..PodiatristDraft::default()
        };
        let Err(Error::Invalid(report)) = wrong.check() else {
            panic!("it passed")
        };
        let fields: Vec<&str> = report.0.iter().map(|e| e.field.as_str()).collect();
        let all = [
            "first_name",
            "last_name",
            "languages",
            "website",
            "insurance",
            "specialties",
            "clinics",
        ];
        assert_eq!(fields, all);
    }

    #[test]
    fn null_is_unknown_and_absence_is_no_change() {
        let edit = |json: &str| serde_json::from_str::<PodiatristEdit>(json).unwrap();
        assert_eq!(edit("{}").accepting_new_patients, None);
        let null = edit(r#"{"accepting_new_patients":null}"#);
        assert_eq!(null.accepting_new_patients, Some(None));
        let yes = edit(r#"{"accepting_new_patients":true}"#);
        assert_eq!(yes.accepting_new_patients, Some(Some(true)));
    }
}
