//! Answers kept for a day, so that a repeated request gets the same one.

use sea_orm::entity::prelude::*;

use crate::id::SubjectKeyId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency")]
pub struct Model {
    /// A keyed hash of the key that was sent, base64url.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key_mac: String,
    /// A keyed hash of the canonical body.
    pub body_mac: Vec<u8>,
    pub subject_key_id: SubjectKeyId,
    /// Sealed with the subject's key.
    pub answer: Vec<u8>,
    pub expires_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
