use chrono::{DateTime, NaiveDate, Utc};
use footpath_domain::directory::clinic::{ClinicDraft, ClinicEdit, Managed, SetInbox};
use footpath_entity::value::PostalCode;
use footpath_web::Meta;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::manage::nullable;

/// One page of the clinics.
#[derive(ToSchema)]
pub struct ManagedClinicList {
    pub data: Vec<ManagedClinic>,
    pub meta: Meta,
}

/// A clinic as staff see it.
#[derive(Serialize, ToSchema)]
pub struct ManagedClinic {
    pub id: Uuid,
    /// `published`, or `archived` when it is hidden from readers and from referrals.
    pub status: &'static str,
    /// Also the `ETag`.
    pub version: i64,
    pub name: String,
    pub address_1: String,
    pub address_2: Option<String>,
    pub city: String,
    pub state: String,
    pub postal_code: Option<String>,
    /// E.164.
    pub phone: Option<String>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    /// How well the position is known: `address`, `postal_code`, `city` or `zip3`.
    pub precision: Option<&'static str>,
    pub website: Option<String>,
    /// Opening hours in words, one line each.
    pub hours: Option<String>,
    /// Which insurance is taken, in words.
    pub insurance: Option<String>,
    /// Where referrals go, once it is confirmed.
    pub inbox: Option<String>,
    pub inbox_confirmed_at: Option<DateTime<Utc>>,
    /// It says so; it takes referrals when its inbox is confirmed too.
    pub accepts_referrals: bool,
    /// Why it is hidden, while it is.
    pub hidden_reason: Option<String>,
    /// The clinic that it was merged into.
    pub merged_into: Option<Uuid>,
    /// `nppes`, `editor` or `sample`.
    pub source: &'static str,
    /// What staff have changed, and an import leaves as it is.
    pub edited: Vec<String>,
    pub verified_on: Option<NaiveDate>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What may be written. What is left out stays as it is; a new clinic needs name, street, city,
/// state and ZIP code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClinicInput {
    pub name: Option<String>,
    /// The street.
    pub address_1: Option<String>,
    /// Suite or floor; blank: none.
    pub address_2: Option<String>,
    pub city: Option<String>,
    /// Two letters.
    pub state: Option<String>,
    pub postal_code: Option<String>,
    /// Blank: none.
    pub phone: Option<String>,
    /// Where the address itself is; `null`: the ZIP code says where.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<f64>)]
    pub lat: Option<Option<f64>>,
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<f64>)]
    pub lon: Option<Option<f64>>,
    /// An absolute http or https address; blank: none.
    #[schema(example = "https://www.example.com")]
    pub website: Option<String>,
    /// In words, one line each, at most 500 characters; blank: not known.
    pub hours: Option<String>,
    /// In words, at most 500 characters; blank: not known.
    pub insurance: Option<String>,
    /// For administrators and coordinators; blank: none.
    pub inbox: Option<String>,
    /// For administrators and coordinators.
    pub accepts_referrals: Option<bool>,
}

impl From<ClinicInput> for ClinicEdit {
    fn from(input: ClinicInput) -> Self {
        Self {
            name: input.name,
            address_1: input.address_1,
            address_2: input.address_2,
            city: input.city,
            state: input.state,
            postal_code: input.postal_code,
            phone: input.phone,
            lat: input.lat,
            lon: input.lon,
            website: input.website,
            hours: input.hours,
            insurance: input.insurance,
            inbox: input.inbox,
            accepts_referrals: input.accepts_referrals,
        }
    }
}

impl From<ClinicInput> for ClinicDraft {
    fn from(input: ClinicInput) -> Self {
        let inbox =
            (input.inbox.is_some() || input.accepts_referrals.is_some()).then(|| SetInbox {
                inbox: input.inbox.unwrap_or_default(),
                accepts_referrals: input.accepts_referrals.unwrap_or_default(),
            });
        Self {
            name: input.name.unwrap_or_default(),
            address_1: input.address_1.unwrap_or_default(),
            address_2: input.address_2.unwrap_or_default(),
            city: input.city.unwrap_or_default(),
            state: input.state.unwrap_or_default(),
            postal_code: input.postal_code.unwrap_or_default(),
            phone: input.phone.unwrap_or_default(),
            lat: input.lat.flatten(),
            lon: input.lon.flatten(),
            website: input.website.unwrap_or_default(),
            hours: input.hours.unwrap_or_default(),
            insurance: input.insurance.unwrap_or_default(),
            inbox,
        }
    }
}

impl From<Managed> for ManagedClinic {
    fn from(clinic: Managed) -> Self {
        let row = clinic.row;
        Self {
            id: row.id.0,
            status: if row.hidden { "archived" } else { "published" },
            version: row.version,
            name: row.name,
            address_1: row.address_1,
            address_2: row.address_2,
            city: row.city,
            state: row.state.into_string(),
            postal_code: row.postal_code.map(PostalCode::into_string),
            phone: row.phone,
            lat: row.lat,
            lon: row.lon,
            precision: row
                .precision
                .map(footpath_entity::directory::Precision::as_str),
            website: row.website,
            hours: row.hours,
            insurance: row.insurance,
            inbox: row.inbox.map(footpath_entity::value::Email::into_string),
            inbox_confirmed_at: row.inbox_confirmed_at,
            accepts_referrals: row.accepts_referrals,
            hidden_reason: clinic.hidden_because,
            merged_into: row.merged_into.map(|into| into.0),
            source: row.source.as_str(),
            edited: row.edited.0,
            verified_on: row.verified_on,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}
