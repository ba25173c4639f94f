use chrono::NaiveDate;
use footpath_domain::directory::{Nearby, clinic::Clinic};
use footpath_entity::directory::Precision;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A podiatrist near the reader, at the nearest of its clinics.
#[derive(Serialize, ToSchema)]
#[schema(as = NearbyPodiatrist)]
pub struct NearbyView {
    npi: String,
    name: String,
    credential: Option<String>,
    specialties: Vec<NearbySpecialty>,
    accepting_new_patients: Option<bool>,
    telehealth: Option<bool>,
    languages: Vec<String>,
    accepts_referrals: bool,
    distance_miles: Option<f64>,
    clinic: NearbyClinic,
    source: &'static str,
    verified_on: Option<NaiveDate>,
    updated_on: NaiveDate,
}

#[derive(Serialize, ToSchema)]
struct NearbySpecialty {
    code: &'static str,
    name: &'static str,
}

#[derive(Serialize, ToSchema)]
struct NearbyClinic {
    id: Uuid,
    name: String,
    address: Vec<String>,
    city: String,
    state: String,
    postal_code: Option<String>,
    phone: Option<String>,
    lat: Option<f64>,
    lon: Option<f64>,
    precision: Option<&'static str>,
}

impl NearbyView {
    pub fn of(found: &Nearby) -> Self {
        let listing = &found.listing;
        let specialties = listing.specialties.iter();
        Self {
            npi: listing.npi.to_string(),
            name: listing.name.clone(),
            credential: listing.credential.clone(),
            specialties: specialties
                .map(|known| NearbySpecialty {
                    code: known.code,
                    name: known.name,
                })
                .collect(),
            accepting_new_patients: listing.accepting_new_patients,
            telehealth: listing.telehealth,
            languages: listing.languages.clone(),
            accepts_referrals: listing.accepts_referrals,
            distance_miles: found
                .distance_miles
                .map(|miles| (miles * 10.0).round() / 10.0),
            clinic: NearbyClinic::of(&listing.clinic),
            source: listing.source.as_str(),
            verified_on: listing.verified_on,
            updated_on: listing.updated_on,
        }
    }
}

impl NearbyClinic {
    fn of(clinic: &Clinic) -> Self {
        Self {
            id: clinic.id.0,
            name: clinic.name.clone(),
            address: clinic.address.clone(),
            city: clinic.city.clone(),
            state: clinic.state.to_string(),
            postal_code: clinic.postal_code.as_ref().map(ToString::to_string),
            phone: clinic.phone.clone(),
            lat: clinic.point.map(|point| point.lat),
            lon: clinic.point.map(|point| point.lon),
            precision: clinic.precision.map(Precision::as_str),
        }
    }
}
