//! A podiatrist, known by its National Provider Identifier.

use sea_orm::entity::prelude::*;

use super::{EditedFields, Languages, Source};
use crate::value::{Email, Npi};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "podiatrist")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub npi: Npi,
    pub first_name: String,
    pub middle_name: Option<String>,
    pub last_name: String,
    /// Such as `Jr.`
    pub suffix: Option<String>,
    /// In one form, such as `DPM`.
    pub credential: Option<String>,
    /// Lists go by this: lower case, last name first.
    pub sort_name: String,
    /// `None` when nobody knows.
    pub accepting_new_patients: Option<bool>,
    /// Sees patients by video or telephone; `None` when nobody knows.
    pub telehealth: Option<bool>,
    /// Spoken beside English.
    #[sea_orm(column_type = "JsonBinary")]
    pub languages: Languages,
    /// An absolute address.
    pub website: Option<String>,
    /// Which insurance is taken, in words.
    pub insurance: Option<String>,
    /// Left out of everything that readers see.
    pub hidden: bool,
    /// Since when the registry no longer lists it.
    pub deactivated_on: Option<Date>,
    pub source: Source,
    #[sea_orm(column_type = "JsonBinary")]
    pub edited: EditedFields,
    pub verified_on: Option<Date>,
    /// The day of the registry's record that was imported last; an older one changes nothing.
    pub registry_updated_on: Option<Date>,
    /// Whoever claimed the listing, once staff have confirmed the address.
    pub contact: Option<Email>,
    /// When that address was last asked to look through the listing.
    pub reminded_at: Option<DateTimeUtc>,
    pub updated_on: Date,
    /// Grows with every write.
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
