//! A podiatrist, known by its National Provider Identifier.

use sea_orm::entity::prelude::*;

use super::{EditedFields, Source};
use crate::value::Npi;

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
    /// Left out of everything that readers see.
    pub hidden: bool,
    /// Since when the registry no longer lists it.
    pub deactivated_on: Option<Date>,
    pub source: Source,
    #[sea_orm(column_type = "JsonBinary")]
    pub edited: EditedFields,
    pub verified_on: Option<Date>,
    pub updated_on: Date,
    /// Grows with every write.
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
