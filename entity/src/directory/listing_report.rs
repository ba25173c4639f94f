//! An error that a reader reported in a listing.

use sea_orm::entity::prelude::*;

use crate::{
    id::ListingReportId,
    value::{Npi, ParseError},
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "listing_report")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ListingReportId,
    pub npi: Npi,
    pub what: What,
    /// In the reader's words; may be empty.
    pub message: String,
    pub state: State,
    /// What staff did about it.
    pub note: Option<String>,
    pub created_at: DateTimeUtc,
    pub settled_at: Option<DateTimeUtc>,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(24))")]
pub enum What {
    #[sea_orm(string_value = "phone")]
    Phone,
    #[sea_orm(string_value = "address")]
    Address,
    #[sea_orm(string_value = "not_practising")]
    NotPractising,
    #[sea_orm(string_value = "new_patients")]
    NewPatients,
    #[sea_orm(string_value = "other")]
    Other,
}

impl What {
    pub const ALL: [Self; 5] = [
        Self::Phone,
        Self::Address,
        Self::NotPractising,
        Self::NewPatients,
        Self::Other,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Address => "address",
            Self::NotPractising => "not_practising",
            Self::NewPatients => "new_patients",
            Self::Other => "other",
        }
    }

    /// As forms and lists say it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Phone => "The telephone number",
            Self::Address => "The address",
            Self::NotPractising => "Does not practise any more",
            Self::NewPatients => "Whether new patients are taken",
            Self::Other => "Something else",
        }
    }
}

impl std::str::FromStr for What {
    type Err = ParseError;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|what| what.as_str() == s)
            .ok_or(ParseError("choose what is wrong"))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))")]
pub enum State {
    #[sea_orm(string_value = "open")]
    Open,
    #[sea_orm(string_value = "resolved")]
    Resolved,
    #[sea_orm(string_value = "dismissed")]
    Dismissed,
}

impl State {
    pub const ALL: [Self; 3] = [Self::Open, Self::Resolved, Self::Dismissed];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Resolved => "resolved",
            Self::Dismissed => "dismissed",
        }
    }
}

impl ActiveModelBehavior for ActiveModel {}
