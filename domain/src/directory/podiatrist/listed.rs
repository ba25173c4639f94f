use std::collections::HashMap;

use chrono::NaiveDate;
use footpath_entity::{
    directory::{Source, clinic, podiatrist, podiatrist_specialty, practice},
    id::ClinicId,
    value::Npi,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{Rendered, display_name};
use crate::{
    Result,
    directory::{
        clinic::Clinic,
        specialty::{self, Specialty},
    },
};

/// A podiatrist that readers may see, with the clinics that they may see, the primary one first.
#[derive(Clone, Debug)]
pub(in crate::directory) struct Listed {
    pub row: podiatrist::Model,
    pub specialties: Vec<Specialty>,
    pub clinics: Vec<Clinic>,
}

/// A podiatrist at one of its clinics.
#[derive(Debug)]
pub struct Listing {
    pub npi: Npi,
    /// With credential, such as `Jane Q. Doe, DPM`.
    pub name: String,
    pub credential: Option<String>,
    pub specialties: Vec<Specialty>,
    /// `None` when nobody knows.
    pub accepting_new_patients: Option<bool>,
    /// Sees patients by video or telephone; `None` when nobody knows.
    pub telehealth: Option<bool>,
    /// Spoken beside English.
    pub languages: Vec<String>,
    pub website: Option<String>,
    pub insurance: Option<String>,
    /// The clinic takes referrals now.
    pub accepts_referrals: bool,
    pub clinic: Clinic,
    pub source: Source,
    pub verified_on: Option<NaiveDate>,
    pub updated_on: NaiveDate,
    pub rendered: Rendered,
}

impl Listed {
    pub fn at(&self, clinic: &Clinic) -> Listing {
        Listing {
            npi: self.row.npi.clone(),
            name: display_name(&self.row),
            credential: self.row.credential.clone(),
            specialties: self.specialties.clone(),
            accepting_new_patients: self.row.accepting_new_patients,
            telehealth: self.row.telehealth,
            languages: self.row.languages.0.clone(),
            website: self.row.website.clone(),
            insurance: self.row.insurance.clone(),
            accepts_referrals: clinic.accepts_referrals,
            clinic: clinic.clone(),
            source: self.row.source,
            verified_on: self.row.verified_on,
            updated_on: self.row.updated_on,
            rendered: Rendered::default(),
        }
    }
}

/// Those of these podiatrists that readers may see: neither hidden nor deactivated, and with a
/// clinic that is not hidden either.
pub(in crate::directory) async fn listed(
    conn: &impl ConnectionTrait,
    npis: &[Npi],
) -> Result<HashMap<Npi, Listed>> {
    if npis.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = podiatrist::Entity::find()
        .filter(podiatrist::Column::Npi.is_in(npis.iter().map(Npi::as_str)))
        .filter(podiatrist::Column::Hidden.eq(false))
        .filter(podiatrist::Column::DeactivatedOn.is_null())
        .all(conn)
        .await?;
    let mut clinics = clinics_of(conn, npis).await?;
    let mut specialties = specialties_of(conn, npis).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let listed = Listed {
                clinics: clinics.remove(&row.npi)?,
                specialties: specialties.remove(&row.npi).unwrap_or_default(),
                row,
            };
            Some((listed.row.npi.clone(), listed))
        })
        .collect())
}

async fn clinics_of(
    conn: &impl ConnectionTrait,
    npis: &[Npi],
) -> Result<HashMap<Npi, Vec<Clinic>>> {
    let practices = practice::Entity::find()
        .filter(practice::Column::Npi.is_in(npis.iter().map(Npi::as_str)))
        .order_by_desc(practice::Column::IsPrimary)
        .order_by_asc(practice::Column::ClinicId)
        .all(conn)
        .await?;
    let ids: Vec<ClinicId> = practices.iter().map(|p| p.clinic_id).collect();
    let rows = clinic::Entity::find()
        .filter(clinic::Column::Id.is_in(ids))
        .filter(clinic::Column::Hidden.eq(false))
        .all(conn)
        .await?;
    let rows: HashMap<ClinicId, Clinic> = rows
        .into_iter()
        .map(|row| (row.id, Clinic::from(row)))
        .collect();
    let mut clinics: HashMap<Npi, Vec<Clinic>> = HashMap::new();
    for practice in practices {
        if let Some(clinic) = rows.get(&practice.clinic_id) {
            clinics
                .entry(practice.npi)
                .or_default()
                .push(clinic.clone());
        }
    }
    Ok(clinics)
}

async fn specialties_of(
    conn: &impl ConnectionTrait,
    npis: &[Npi],
) -> Result<HashMap<Npi, Vec<Specialty>>> {
    let rows = podiatrist_specialty::Entity::find()
        .filter(podiatrist_specialty::Column::Npi.is_in(npis.iter().map(Npi::as_str)))
        .order_by_asc(podiatrist_specialty::Column::Code)
        .all(conn)
        .await?;
    let mut specialties: HashMap<Npi, Vec<Specialty>> = HashMap::new();
    for row in rows {
        if let Some(known) = specialty::by_code(&row.code) {
            specialties.entry(row.npi).or_default().push(known);
        }
    }
    Ok(specialties)
}
