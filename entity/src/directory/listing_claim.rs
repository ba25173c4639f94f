//! Somebody says that a listing is theirs.

use sea_orm::entity::prelude::*;

use crate::{
    id::ListingClaimId,
    value::{Email, Npi},
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "listing_claim")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ListingClaimId,
    pub npi: Npi,
    /// Nothing is mailed there before staff have confirmed it.
    pub email: Email,
    /// How staff may check it, in the claimant's words.
    pub message: String,
    pub state: State,
    /// HMAC of the secret in the mailed link, once there is one.
    pub token_hash: Option<Vec<u8>>,
    pub created_at: DateTimeUtc,
    pub settled_at: Option<DateTimeUtc>,
    pub expires_at: Option<DateTimeUtc>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))")]
pub enum State {
    /// Waits for staff.
    #[sea_orm(string_value = "open")]
    Open,
    /// Staff have confirmed the address; the link is on its way.
    #[sea_orm(string_value = "mailed")]
    Mailed,
    /// The link was used.
    #[sea_orm(string_value = "confirmed")]
    Confirmed,
    #[sea_orm(string_value = "dismissed")]
    Dismissed,
}

impl State {
    pub const ALL: [Self; 4] = [Self::Open, Self::Mailed, Self::Confirmed, Self::Dismissed];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Mailed => "mailed",
            Self::Confirmed => "confirmed",
            Self::Dismissed => "dismissed",
        }
    }
}

impl ActiveModelBehavior for ActiveModel {}
