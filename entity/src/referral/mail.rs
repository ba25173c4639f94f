//! Mail on its way: composed in the transaction of its cause, sealed, sent by a job.

use sea_orm::entity::prelude::*;

use crate::id::{AttemptId, MailId, ReferralId, SubjectKeyId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))")]
pub enum Status {
    #[sea_orm(string_value = "queued")]
    Queued,
    #[sea_orm(string_value = "sent")]
    Sent,
    /// Refused for good, or not to be had for two days; a person must look.
    #[sea_orm(string_value = "dead")]
    Dead,
    /// Not wanted any more before it was sent.
    #[sea_orm(string_value = "void")]
    Void,
}

impl Status {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Dead => "dead",
            Self::Void => "void",
        }
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MailId,
    /// Which mail it is, such as `clinic_referral`.
    pub kind: String,
    pub referral_id: Option<ReferralId>,
    pub attempt_id: Option<AttemptId>,
    /// Whose key seals it; the site's own when absent.
    pub subject_key_id: Option<SubjectKeyId>,
    /// With its angle brackets; random, and the same on every resend.
    #[sea_orm(unique)]
    pub message_id: String,
    /// Sealed; erased some days after sending.
    pub recipient: Option<Vec<u8>>,
    /// A keyed hash of the recipient, to count how much it gets; erased likewise.
    pub recipient_mac: Option<Vec<u8>>,
    /// Sealed; erased likewise.
    pub subject: Option<Vec<u8>>,
    /// Sealed: the whole message, byte for byte as it goes out; erased likewise.
    pub body: Option<Vec<u8>>,
    pub status: Status,
    /// What the mail server said, as a reply code or one word; never an address.
    pub last_error: Option<String>,
    pub created_at: DateTimeUtc,
    pub sent_at: Option<DateTimeUtc>,
    pub erase_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
