//! What a member of staff may be.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A staff role. What each one may do is decided in one place, `domain::policy`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))")]
#[serde(rename_all = "snake_case")]
pub enum Role {
    #[sea_orm(string_value = "admin")]
    Admin,
    /// Content, catalogue and directory.
    #[sea_orm(string_value = "editor")]
    Editor,
    /// Own drafts.
    #[sea_orm(string_value = "author")]
    Author,
    /// Clinical sign-off and triage rules.
    #[sea_orm(string_value = "reviewer")]
    Reviewer,
    /// Assessments, referrals, referral inboxes.
    #[sea_orm(string_value = "coordinator")]
    Coordinator,
    #[sea_orm(string_value = "viewer")]
    Viewer,
}

impl Role {
    pub const ALL: [Self; 6] = [
        Self::Admin,
        Self::Editor,
        Self::Author,
        Self::Reviewer,
        Self::Coordinator,
        Self::Viewer,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Editor => "editor",
            Self::Author => "author",
            Self::Reviewer => "reviewer",
            Self::Coordinator => "coordinator",
            Self::Viewer => "viewer",
        }
    }
}

impl std::str::FromStr for Role {
    type Err = crate::value::ParseError;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == s)
            .ok_or(crate::value::ParseError(
                "must be one of admin, editor, author, reviewer, coordinator, viewer",
            ))
    }
}
