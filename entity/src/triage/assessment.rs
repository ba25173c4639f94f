//! Assessments that readers allowed to be kept. Whatever tells of the person is sealed with the
//! subject's key and null once that person was erased.

use sea_orm::entity::prelude::*;

use crate::id::{AssessmentId, SubjectKeyId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assessment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AssessmentId,
    /// A keyed hash of the secret that the reader was shown once.
    pub receipt_hash: Vec<u8>,
    pub rule_set_version: i32,
    pub rule_set_hash: String,
    pub subject_key_id: SubjectKeyId,
    /// Sealed JSON: the answers as sent.
    pub answers: Option<Vec<u8>>,
    /// Sealed JSON: tier, codes, where to go.
    pub result: Option<Vec<u8>>,
    /// Sealed JSON; only where there is a referral.
    pub contact: Option<Vec<u8>>,
    /// Sealed; where to look for a clinic.
    pub postal_code: Option<Vec<u8>>,
    /// A keyed hash of the address, for two weeks: whether the same person asks again.
    pub email_mac: Option<Vec<u8>>,
    /// The same of the phone number.
    pub phone_mac: Option<Vec<u8>>,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub erased_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
