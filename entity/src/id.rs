//! Typed IDs: a UUID v7 that knows which table it belongs to.

use std::fmt;

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! typed_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self { Self(id) }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> { s.parse().map(Self) }
        }
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::Exec(sea_orm::RuntimeErr::Internal(
                    concat!(stringify!($name), " is never a number").to_owned(),
                )))
            }
        }
    )+};
}

typed_id! {
    UserId, SessionId, ApiTokenId,
    TopicId, ArticleId, RevisionId, FaqId,
    ProductId, OfferId,
    ClinicId, ImportRunId, ListingReportId, ListingClaimId,
    RuleSetId, AssessmentId,
    ReferralId, AttemptId, ReferralNoteId, MailId, SuppressionId,
    JobId, SubjectKeyId,
}
