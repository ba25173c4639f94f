//! A token of an editor's program. It does what its owner may, as far as its scopes reach.

use sea_orm::entity::prelude::*;

use super::Scopes;
use crate::id::{ApiTokenId, UserId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_token")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApiTokenId,
    /// HMAC of the secret, which is shown once and kept nowhere.
    #[sea_orm(unique)]
    pub token_hash: Vec<u8>,
    pub user_id: UserId,
    #[sea_orm(belongs_to, from = "user_id", to = "id")]
    pub user: BelongsTo<super::user::Entity>,
    /// What it is for, in its owner's words.
    pub name: String,
    pub scopes: Scopes,
    /// The owner's epoch; an older one ends the token.
    pub epoch: i64,
    pub created_at: DateTimeUtc,
    pub expires_at: Option<DateTimeUtc>,
    pub used_at: Option<DateTimeUtc>,
    pub revoked_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
