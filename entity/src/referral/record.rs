//! One referral of one assessment. Status, clinic and times are clear; what tells of the
//! patient is sealed with the subject's key.

use sea_orm::entity::prelude::*;

use crate::id::{AssessmentId, AttemptId, ClinicId, ReferralId, SubjectKeyId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))")]
pub enum Status {
    /// Above a limit; waits for a coordinator.
    #[sea_orm(string_value = "held")]
    Held,
    /// Nobody can take it; a coordinator must find somebody.
    #[sea_orm(string_value = "unrouted")]
    Unrouted,
    #[sea_orm(string_value = "queued")]
    Queued,
    #[sea_orm(string_value = "sent")]
    Sent,
    #[sea_orm(string_value = "viewed")]
    Viewed,
    #[sea_orm(string_value = "accepted")]
    Accepted,
    #[sea_orm(string_value = "scheduled")]
    Scheduled,
    #[sea_orm(string_value = "completed")]
    Completed,
    #[sea_orm(string_value = "withdrawn")]
    Withdrawn,
    #[sea_orm(string_value = "expired")]
    Expired,
}

impl Status {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Unrouted => "unrouted",
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Viewed => "viewed",
            Self::Accepted => "accepted",
            Self::Scheduled => "scheduled",
            Self::Completed => "completed",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "referral")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReferralId,
    #[sea_orm(unique)]
    pub assessment_id: AssessmentId,
    pub subject_key_id: SubjectKeyId,
    pub status: Status,
    /// Which limit holds it: `address`, `contact` or `clinic`.
    pub held_for: Option<String>,
    /// The recipient that has it now.
    pub attempt_id: Option<AttemptId>,
    /// The clinic that the reader asked for.
    pub asked_clinic_id: Option<ClinicId>,
    /// Sealed: what routing needs to know, tier included.
    pub routing: Vec<u8>,
    /// Whether the patient wants mail.
    pub email_me: bool,
    /// Sealed; absent when no mail is wanted, and gone once somebody said "this was not me".
    pub patient_email: Option<Vec<u8>>,
    /// Sealed; each mail to the patient holds the same link.
    pub patient_token: Vec<u8>,
    /// A keyed hash of the patient's token.
    pub patient_token_hash: Vec<u8>,
    /// When the patient's first mail was queued.
    pub patient_told_at: Option<DateTimeUtc>,
    /// When whoever holds the patient's link said that it was them.
    pub confirmed_at: Option<DateTimeUtc>,
    /// When whoever holds the patient's link said that it was not them.
    pub disowned_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub accepted_at: Option<DateTimeUtc>,
    pub closed_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
