//! A member of staff.

use sea_orm::entity::prelude::*;

use crate::{id::UserId, role::Role};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user_account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UserId,
    /// As typed; `email_key` is what must be unique.
    pub email: String,
    /// The address in lower case.
    #[sea_orm(unique)]
    pub email_key: String,
    pub name: String,
    pub role: Role,
    /// PHC string of argon2id.
    pub password_hash: String,
    /// Grows with every reset, disabling and change of role: older sessions and tokens are over.
    pub epoch: i64,
    pub disabled_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
