//! The link by which a clinic confirms its referral inbox. One at a time for each clinic.

use sea_orm::entity::prelude::*;

use crate::{id::ClinicId, value::Email};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inbox_confirmation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub clinic_id: ClinicId,
    /// HMAC of the secret in the mailed link.
    #[sea_orm(unique)]
    pub token_hash: Vec<u8>,
    /// The address that it was mailed to; the clinic's may be another one by now.
    pub inbox: Email,
    pub asked_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
