//! What staff write down of a referral.

use sea_orm::entity::prelude::*;

use crate::id::{ReferralId, ReferralNoteId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "referral_note")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReferralNoteId,
    pub referral_id: ReferralId,
    /// Absent when a program of the server wrote it.
    pub author_id: Option<UserId>,
    /// Sealed with the key of the referral's person.
    pub body: Vec<u8>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
