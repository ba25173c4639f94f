use std::cmp::Ordering;

use super::sphere::is_on_earth;
use crate::{PodiatristDoc, Point, words::stable_hash};

/// What the geo index needs of a document.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub npi: Box<str>,
    pub clinic_id: Box<str>,
    pub sort_name: Box<str>,
    pub specialties: Box<[Box<str>]>,
    pub point: Option<Point>,
    pub accepting_new_patients: Option<bool>,
    pub telehealth: Option<bool>,
    pub accepts_referrals: bool,
    pub primary: bool,
    /// The hash of the document's key, to meet what a text query found.
    pub hash: u64,
}

impl Entry {
    pub(crate) fn of(doc: &PodiatristDoc, key: &str) -> Self {
        let point = doc.lat.zip(doc.lon).map(|(lat, lon)| Point { lat, lon });
        Self {
            npi: doc.npi.as_str().into(),
            clinic_id: doc.clinic_id.as_str().into(),
            sort_name: doc.sort_name.as_str().into(),
            specialties: doc
                .specialties
                .iter()
                .map(|code| code.as_str().into())
                .collect(),
            point: point.filter(|point| is_on_earth(*point)),
            accepting_new_patients: doc.accepting_new_patients,
            telehealth: doc.telehealth,
            accepts_referrals: doc.accepts_referrals,
            primary: doc.primary,
            hash: stable_hash(key),
        }
    }

    /// By name, NPI, the primary one first, clinic.
    pub fn order(&self, other: &Self) -> Ordering {
        let key = |entry: &Self| (!entry.primary, entry.clinic_id.clone());
        (&self.sort_name, &self.npi)
            .cmp(&(&other.sort_name, &other.npi))
            .then_with(|| key(self).cmp(&key(other)))
    }
}
