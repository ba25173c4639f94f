use chrono::NaiveDate;
use footpath_domain::directory::{
    NearAnswer, Nearby,
    clinic::Clinic,
    place::{Place, Precision},
    podiatrist::{Listing, Profile},
};
use footpath_entity::value::PostalCode;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A page of podiatrists.
#[derive(Serialize, ToSchema)]
#[schema(as = PodiatristList)]
pub struct NearView {
    pub data: Vec<ListingView>,
    pub meta: NearMeta,
}

/// Where was looked, and which part of the list this is.
#[derive(Serialize, ToSchema)]
pub struct NearMeta {
    /// Null when no place was asked for.
    center: Option<CenterView>,
    /// The radius that was looked through in the end.
    radius_miles: Option<f64>,
    /// That is more than was asked for, as nobody was within that.
    expanded: bool,
    /// `embedded` or `meilisearch`.
    engine: &'static str,
    page: u64,
    per_page: u64,
    total: u64,
}

#[derive(Serialize, ToSchema)]
struct CenterView {
    lat: f64,
    lon: f64,
    #[schema(example = "Boise, ID")]
    label: String,
    /// `position`, `postal_code`, `city` or `zip3`.
    #[schema(example = "city")]
    precision: &'static str,
}

/// A podiatrist at one of its clinics.
#[derive(Serialize, ToSchema)]
#[schema(as = Podiatrist)]
pub struct ListingView {
    #[schema(example = "1234567893")]
    npi: String,
    #[schema(example = "Jane Q. Doe, DPM")]
    name: String,
    credential: Option<String>,
    specialties: Vec<SpecialtyView>,
    /// Null when nobody knows.
    accepting_new_patients: Option<bool>,
    /// Sees patients by video or telephone; null when nobody knows.
    telehealth: Option<bool>,
    /// Spoken beside English, as far as known.
    #[schema(example = json!(["Spanish"]))]
    languages: Vec<String>,
    #[schema(example = "https://www.example.com")]
    website: Option<String>,
    /// Which insurance is taken, in words.
    insurance: Option<String>,
    accepts_referrals: bool,
    /// Rounded to a tenth; null when no place was asked for.
    distance_miles: Option<f64>,
    pub clinic: ClinicView,
    /// `nppes`, `editor` or `sample`; a sample is made up.
    #[schema(example = "nppes")]
    source: &'static str,
    verified_on: Option<NaiveDate>,
    updated_on: NaiveDate,
}

/// A podiatrist with all its clinics; `clinic` is the primary one.
#[derive(Serialize, ToSchema)]
#[schema(as = PodiatristProfile)]
pub struct ProfileView {
    #[serde(flatten)]
    listing: ListingView,
    clinics: Vec<ClinicView>,
}

/// What a podiatrist does, by taxonomy code.
#[derive(Serialize, ToSchema)]
struct SpecialtyView {
    #[schema(example = "213ES0103X")]
    code: &'static str,
    #[schema(example = "Foot & Ankle Surgery")]
    name: &'static str,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Clinic)]
pub struct ClinicView {
    id: Uuid,
    name: String,
    /// Street and suite.
    address: Vec<String>,
    city: String,
    #[schema(example = "ID")]
    state: String,
    #[schema(example = "83702")]
    postal_code: Option<String>,
    #[schema(example = "+12085550100")]
    phone: Option<String>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    /// How well the position is known: `address`, `postal_code`, `city` or `zip3`.
    #[schema(example = "postal_code")]
    precision: Option<&'static str>,
    accepts_referrals: bool,
    #[schema(example = "https://www.example.com")]
    website: Option<String>,
    /// In words, one line each.
    #[schema(example = "Mon-Fri 9-5")]
    hours: Option<String>,
    /// Which insurance is taken, in words.
    insurance: Option<String>,
}

impl NearView {
    pub fn of(answer: &NearAnswer) -> Self {
        Self {
            meta: NearMeta::of(answer),
            data: answer.found.items.iter().map(ListingView::near).collect(),
        }
    }
}

impl NearMeta {
    pub fn of(answer: &NearAnswer) -> Self {
        Self {
            center: answer.center.as_ref().map(CenterView::of),
            radius_miles: answer.radius_miles,
            expanded: answer.expanded,
            engine: answer.engine,
            page: answer.found.page.page,
            per_page: answer.found.page.per_page,
            total: answer.found.total,
        }
    }
}

impl CenterView {
    fn of(place: &Place) -> Self {
        Self {
            lat: place.point.lat,
            lon: place.point.lon,
            label: place.label.clone(),
            precision: place.precision.as_str(),
        }
    }
}

impl ListingView {
    pub fn near(found: &Nearby) -> Self {
        Self {
            distance_miles: found.distance_miles.map(tenths),
            ..Self::of(&found.listing)
        }
    }

    /// Without a distance.
    pub fn of(listing: &Listing) -> Self {
        let specialties = listing.specialties.iter();
        Self {
            npi: listing.npi.to_string(),
            name: listing.name.clone(),
            credential: listing.credential.clone(),
            specialties: specialties
                .map(|s| SpecialtyView {
                    code: s.code,
                    name: s.name,
                })
                .collect(),
            accepting_new_patients: listing.accepting_new_patients,
            telehealth: listing.telehealth,
            languages: listing.languages.clone(),
            website: listing.website.clone(),
            insurance: listing.insurance.clone(),
            accepts_referrals: listing.accepts_referrals,
            distance_miles: None,
            clinic: ClinicView::of(&listing.clinic),
            source: listing.source.as_str(),
            verified_on: listing.verified_on,
            updated_on: listing.updated_on,
        }
    }
}

impl ProfileView {
    pub fn of(profile: &Profile) -> Self {
        Self {
            listing: ListingView::of(&profile.listing),
            clinics: profile.clinics.iter().map(ClinicView::of).collect(),
        }
    }
}

impl ClinicView {
    fn of(clinic: &Clinic) -> Self {
        Self {
            id: clinic.id.0,
            name: clinic.name.clone(),
            address: clinic.address.clone(),
            city: clinic.city.clone(),
            state: clinic.state.to_string(),
            postal_code: clinic.postal_code.as_ref().map(PostalCode::to_string),
            phone: clinic.phone.clone(),
            lat: clinic.point.map(|point| point.lat),
            lon: clinic.point.map(|point| point.lon),
            precision: clinic.precision.map(Precision::as_str),
            accepts_referrals: clinic.accepts_referrals,
            website: clinic.website.clone(),
            hours: clinic.hours.clone(),
            insurance: clinic.insurance.clone(),
        }
    }
}

pub fn tenths(miles: f64) -> f64 {
    (miles * 10.0).round() / 10.0
}
