//! A place where podiatrists practise.

use sea_orm::entity::prelude::*;

use super::{EditedFields, Precision, Source};
use crate::{
    id::ClinicId,
    value::{Email, PostalCode, State},
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "clinic")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ClinicId,
    pub name: String,
    pub address_1: String,
    pub address_2: Option<String>,
    pub city: String,
    pub state: State,
    /// `None` where the registry does not know it.
    pub postal_code: Option<PostalCode>,
    /// E.164, such as `+12085550100`.
    pub phone: Option<String>,
    /// Degrees; both or neither.
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub precision: Option<Precision>,
    /// Where referrals go. Until it is confirmed, none do.
    pub inbox: Option<Email>,
    pub inbox_confirmed_at: Option<DateTimeUtc>,
    pub accepts_referrals: bool,
    /// Left out of everything that readers see.
    pub hidden: bool,
    pub source: Source,
    /// Normalized address, suite, ZIP and phone, by which an import knows the place again.
    #[sea_orm(unique)]
    pub place_key: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub edited: EditedFields,
    pub verified_on: Option<Date>,
    pub updated_on: Date,
    /// An absolute address.
    pub website: Option<String>,
    /// Opening hours in words, one line each.
    pub hours: Option<String>,
    /// Which insurance is taken, in words.
    pub insurance: Option<String>,
    /// The clinic that this one is the same as; an import that knows this place means that one.
    pub merged_into: Option<ClinicId>,
    /// Grows with every write.
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
