use std::str::FromStr;

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::value::ParseError;

/// Where a listing comes from.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))")]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The national registry of providers.
    #[sea_orm(string_value = "nppes")]
    Nppes,
    /// Somebody of the staff.
    #[sea_orm(string_value = "editor")]
    Editor,
    /// Made up, to show how a full directory looks.
    #[sea_orm(string_value = "sample")]
    Sample,
}

impl Source {
    pub const ALL: [Self; 3] = [Self::Nppes, Self::Editor, Self::Sample];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nppes => "nppes",
            Self::Editor => "editor",
            Self::Sample => "sample",
        }
    }
}

impl FromStr for Source {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        Self::ALL
            .into_iter()
            .find(|known| known.as_str() == text)
            .ok_or(ParseError("must be one of nppes, editor, sample"))
    }
}

/// How well a position is known; the best first.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))")]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// Given as degrees by whoever asks. No clinic has it.
    #[sea_orm(string_value = "position")]
    Position,
    /// The address itself.
    #[sea_orm(string_value = "address")]
    Address,
    /// The middle of its ZIP code.
    #[sea_orm(string_value = "postal_code")]
    PostalCode,
    /// The middle of its city.
    #[sea_orm(string_value = "city")]
    City,
    /// The middle of all ZIP codes that share its first three digits.
    #[sea_orm(string_value = "zip3")]
    Zip3,
}

impl Precision {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Position => "position",
            Self::Address => "address",
            Self::PostalCode => "postal_code",
            Self::City => "city",
            Self::Zip3 => "zip3",
        }
    }
}

/// Names of the columns that staff have changed; an import leaves these as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct EditedFields(pub Vec<String>);

/// Names of languages in English, such as `Spanish`; kept as a JSON list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Languages(pub Vec<String>);
