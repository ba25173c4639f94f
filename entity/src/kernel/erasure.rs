//! The erasure ledger: which subjects are gone, so that a restore cannot bring them back.

use sea_orm::entity::prelude::*;

use crate::id::SubjectKeyId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "erasure")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_key_id: SubjectKeyId,
    pub erased_at: DateTimeUtc,
    /// `reader`, `retention`, `coordinator`.
    pub reason: String,
}

impl ActiveModelBehavior for ActiveModel {}
