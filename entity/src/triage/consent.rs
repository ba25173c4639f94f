//! The consent ledger: who agreed to what, in which words, and when. Rows are only added and,
//! when the person is erased, marked as withdrawn.

use sea_orm::entity::prelude::*;

use crate::id::AssessmentId;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(24))")]
pub enum Kind {
    /// To keep the answers.
    #[sea_orm(string_value = "collect")]
    Collect,
    #[sea_orm(string_value = "share_with_clinic")]
    ShareWithClinic,
    #[sea_orm(string_value = "email_me")]
    EmailMe,
    /// An adult answers for a child.
    #[sea_orm(string_value = "guardian")]
    Guardian,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consent")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub assessment_id: AssessmentId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: Kind,
    #[sea_orm(primary_key, auto_increment = false)]
    pub given_at: DateTimeUtc,
    /// Which version of the consent text was shown.
    pub text_version: i32,
    pub withdrawn_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
