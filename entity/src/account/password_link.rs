//! The link by which somebody sets a password: mailed with an invitation or for a reset. One at
//! a time for each account.

use sea_orm::entity::prelude::*;

use crate::id::UserId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "password_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// HMAC of the secret in the mailed link.
    #[sea_orm(unique)]
    pub token_hash: Vec<u8>,
    /// The account's epoch when it was mailed; an older one shuts the link.
    pub epoch: i64,
    pub expires_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
