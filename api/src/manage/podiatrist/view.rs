use chrono::{DateTime, NaiveDate, Utc};
use footpath_domain::directory::podiatrist::{Managed, PodiatristDraft, PodiatristEdit};
use footpath_web::Meta;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::manage::nullable;

/// One page of the podiatrists.
#[derive(ToSchema)]
pub struct ManagedPodiatristList {
    pub data: Vec<ManagedPodiatrist>,
    pub meta: Meta,
}

/// A podiatrist as staff see it.
#[derive(Serialize, ToSchema)]
pub struct ManagedPodiatrist {
    pub npi: String,
    /// `published`, or `archived` when it is hidden from readers.
    pub status: &'static str,
    /// Also the `ETag`.
    pub version: i64,
    /// As readers see it.
    pub name: String,
    pub first_name: String,
    pub middle_name: Option<String>,
    pub last_name: String,
    pub suffix: Option<String>,
    pub credential: Option<String>,
    /// Taxonomy codes.
    pub specialties: Vec<String>,
    /// Null when nobody knows.
    pub accepting_new_patients: Option<bool>,
    /// Sees patients by video or telephone; null when nobody knows.
    pub telehealth: Option<bool>,
    /// Spoken beside English.
    pub languages: Vec<String>,
    pub website: Option<String>,
    /// Which insurance is taken, in words.
    pub insurance: Option<String>,
    /// IDs, the primary clinic first.
    pub clinics: Vec<Uuid>,
    /// Why it is hidden, while it is.
    pub hidden_reason: Option<String>,
    /// Since when the registry no longer lists it; readers do not see it then either.
    pub deactivated_on: Option<NaiveDate>,
    /// `nppes`, `editor` or `sample`.
    pub source: &'static str,
    /// What staff have changed, and an import leaves as it is.
    pub edited: Vec<String>,
    pub verified_on: Option<NaiveDate>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A podiatrist to add.
#[derive(Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[derive(Default)]
pub struct NewPodiatrist {
    /// Ten digits; never changes.
    pub npi: String,
    pub first_name: String,
    pub middle_name: String,
    pub last_name: String,
    /// Such as `Jr.`
    pub suffix: String,
    /// Such as `DPM`.
    pub credential: String,
    /// Taxonomy codes, at least one.
    pub specialties: Vec<String>,
    /// Null when nobody knows.
    pub accepting_new_patients: Option<bool>,
    /// Sees patients by video or telephone; null when nobody knows.
    pub telehealth: Option<bool>,
    /// Beside English, at most ten, such as `Spanish`.
    pub languages: Vec<String>,
    /// An absolute http or https address; blank: none.
    #[schema(example = "https://www.example.com")]
    pub website: String,
    /// Which insurance is taken, in words, at most 500 characters.
    pub insurance: String,
    /// IDs, at least one; the first is the primary clinic.
    pub clinics: Vec<String>,
}

/// What may be changed. What is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PodiatristInput {
    pub first_name: Option<String>,
    pub middle_name: Option<String>,
    pub last_name: Option<String>,
    pub suffix: Option<String>,
    pub credential: Option<String>,
    pub specialties: Option<Vec<String>>,
    /// Null for unknown.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<bool>)]
    pub accepting_new_patients: Option<Option<bool>>,
    /// Null for unknown.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<bool>)]
    pub telehealth: Option<Option<bool>>,
    /// Beside English, at most ten, such as `Spanish`.
    pub languages: Option<Vec<String>>,
    /// An absolute http or https address; blank: none.
    #[schema(example = "https://www.example.com")]
    pub website: Option<String>,
    /// Which insurance is taken, in words, at most 500 characters; blank: not known.
    pub insurance: Option<String>,
    pub clinics: Option<Vec<String>>,
}

impl NewPodiatrist {
    pub(super) fn parts(self) -> (String, PodiatristDraft) {
        let draft = PodiatristDraft {
            first_name: self.first_name,
            middle_name: self.middle_name,
            last_name: self.last_name,
            suffix: self.suffix,
            credential: self.credential,
            specialties: self.specialties,
            accepting_new_patients: self.accepting_new_patients,
            telehealth: self.telehealth,
            languages: self.languages,
            website: self.website,
            insurance: self.insurance,
            clinics: self.clinics,
        };
        (self.npi, draft)
    }
}

impl From<PodiatristInput> for PodiatristEdit {
    fn from(input: PodiatristInput) -> Self {
        Self {
            first_name: input.first_name,
            middle_name: input.middle_name,
            last_name: input.last_name,
            suffix: input.suffix,
            credential: input.credential,
            specialties: input.specialties,
            accepting_new_patients: input.accepting_new_patients,
            telehealth: input.telehealth,
            languages: input.languages,
            website: input.website,
            insurance: input.insurance,
            clinics: input.clinics,
        }
    }
}

impl From<Managed> for ManagedPodiatrist {
    fn from(podiatrist: Managed) -> Self {
        let row = podiatrist.row;
        Self {
            npi: row.npi.into_string(),
            status: if row.hidden { "archived" } else { "published" },
            version: row.version,
            name: podiatrist.name,
            first_name: row.first_name,
            middle_name: row.middle_name,
            last_name: row.last_name,
            suffix: row.suffix,
            credential: row.credential,
            specialties: podiatrist.specialties,
            accepting_new_patients: row.accepting_new_patients,
            telehealth: row.telehealth,
            languages: row.languages.0,
            website: row.website,
            insurance: row.insurance,
            clinics: podiatrist
                .clinics
                .iter()
                .map(|clinic| clinic.id.0)
                .collect(),
            hidden_reason: podiatrist.hidden_because,
            deactivated_on: row.deactivated_on,
            source: row.source.as_str(),
            edited: row.edited.0,
            verified_on: row.verified_on,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}
