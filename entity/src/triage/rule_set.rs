//! Versions of the questionnaire with its rules.

use sea_orm::entity::prelude::*;

use crate::id::{RuleSetId, UserId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))")]
pub enum Status {
    #[sea_orm(string_value = "draft")]
    Draft,
    /// Signed off by a clinical reviewer, not yet in use.
    #[sea_orm(string_value = "reviewed")]
    Reviewed,
    /// In use; at most one is.
    #[sea_orm(string_value = "live")]
    Live,
    #[sea_orm(string_value = "retired")]
    Retired,
}

impl Status {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Reviewed => "reviewed",
            Self::Live => "live",
            Self::Retired => "retired",
        }
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rule_set")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RuleSetId,
    #[sea_orm(unique)]
    pub version: i32,
    /// SHA-256 of the canonical body, hex.
    pub hash: String,
    pub status: Status,
    #[sea_orm(column_type = "JsonBinary")]
    pub body: Json,
    pub clinically_reviewed: bool,
    pub created_at: DateTimeUtc,
    pub live_from: Option<DateTimeUtc>,
    pub retired_at: Option<DateTimeUtc>,
    /// Counts changes of a draft.
    pub lock_version: i32,
    /// What this version changes, for those who read the list.
    pub note: String,
    pub updated_at: Option<DateTimeUtc>,
    pub reviewed_at: Option<DateTimeUtc>,
    pub reviewed_by: Option<UserId>,
}

impl ActiveModelBehavior for ActiveModel {}
