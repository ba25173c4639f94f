//! Who did what, when: append-only, each entry chained to the one before.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entry")]
pub struct Model {
    /// 1, 2, 3, … without a gap.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub at: DateTimeUtc,
    /// `user:<id>`, `clinic:<attempt>`, `patient:<referral>`, `public`, `system:<part>`.
    pub actor: String,
    /// Dotted past tense, such as `referral.accepted`.
    pub action: String,
    pub object_kind: String,
    pub object_id: String,
    /// Names of changed fields, versions, counts; never health data.
    #[sea_orm(column_type = "JsonBinary")]
    pub detail: Json,
    /// HMAC-SHA256 over the previous entry's mac and this entry.
    pub mac: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
