//! One recipient of a referral: who, by when, with which link, and what became of it.

use sea_orm::entity::prelude::*;

use crate::id::{AttemptId, ClinicId, ReferralId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))")]
pub enum RecipientKind {
    #[sea_orm(string_value = "clinic")]
    Clinic,
    /// The site's own desk.
    #[sea_orm(string_value = "triage_inbox")]
    TriageInbox,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))")]
pub enum Status {
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
    #[sea_orm(string_value = "declined")]
    Declined,
    /// Given to the next recipient because this one did not answer.
    #[sea_orm(string_value = "rerouted")]
    Rerouted,
    /// The mail server refused the recipient for good.
    #[sea_orm(string_value = "undeliverable")]
    Undeliverable,
    #[sea_orm(string_value = "withdrawn")]
    Withdrawn,
    #[sea_orm(string_value = "expired")]
    Expired,
}

impl Status {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Viewed => "viewed",
            Self::Accepted => "accepted",
            Self::Scheduled => "scheduled",
            Self::Completed => "completed",
            Self::Declined => "declined",
            Self::Rerouted => "rerouted",
            Self::Undeliverable => "undeliverable",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }
}

/// Why a clinic cannot take a referral; a list, so that nothing of the patient is written here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(24))")]
pub enum DeclineReason {
    #[sea_orm(string_value = "no_capacity")]
    NoCapacity,
    #[sea_orm(string_value = "out_of_scope")]
    OutOfScope,
    #[sea_orm(string_value = "too_far")]
    TooFar,
    #[sea_orm(string_value = "insurance")]
    Insurance,
    #[sea_orm(string_value = "cannot_reach")]
    CannotReach,
    #[sea_orm(string_value = "other")]
    Other,
}

impl DeclineReason {
    pub const ALL: [Self; 6] = [
        Self::NoCapacity,
        Self::OutOfScope,
        Self::TooFar,
        Self::Insurance,
        Self::CannotReach,
        Self::Other,
    ];

    /// As a form sends it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoCapacity => "no_capacity",
            Self::OutOfScope => "out_of_scope",
            Self::TooFar => "too_far",
            Self::Insurance => "insurance",
            Self::CannotReach => "cannot_reach",
            Self::Other => "other",
        }
    }

    /// As a person reads it.
    pub fn label(self) -> &'static str {
        match self {
            Self::NoCapacity => "No appointment soon enough",
            Self::OutOfScope => "Not something we treat",
            Self::TooFar => "Too far for the patient",
            Self::Insurance => "Insurance not taken",
            Self::CannotReach => "The patient could not be reached",
            Self::Other => "Another reason",
        }
    }
}

impl std::str::FromStr for DeclineReason {
    type Err = crate::value::ParseError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|reason| reason.as_str() == text)
            .ok_or(crate::value::ParseError("must be a reason from the list"))
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "referral_attempt")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AttemptId,
    pub referral_id: ReferralId,
    /// 1 for the first recipient.
    pub n: i32,
    pub recipient_kind: RecipientKind,
    pub clinic_id: Option<ClinicId>,
    /// As it was called when it was asked.
    pub recipient_name: String,
    /// A keyed hash of the link's token.
    #[sea_orm(unique)]
    pub token_hash: Vec<u8>,
    /// Sealed with the subject's key: the token itself, for a reminder with the same link.
    pub token: Option<Vec<u8>>,
    pub status: Status,
    /// When the recipient should have opened it.
    pub due_at: DateTimeUtc,
    pub created_at: DateTimeUtc,
    pub sent_at: Option<DateTimeUtc>,
    pub opened_at: Option<DateTimeUtc>,
    pub decided_at: Option<DateTimeUtc>,
    /// When it was scheduled, scheduled anew or completed last.
    pub progressed_at: Option<DateTimeUtc>,
    /// When the link stops working; absent while an accepted referral is open.
    pub expires_at: Option<DateTimeUtc>,
    pub decline_reason: Option<DeclineReason>,
    /// Sealed: what the clinic wrote beside the reason.
    pub decline_note: Option<Vec<u8>>,
    /// Sealed: the day of the appointment, if the clinic told it.
    pub scheduled_for: Option<Vec<u8>>,
}

impl ActiveModelBehavior for ActiveModel {}
