//! How often an offer was followed on a day. Nothing about who.

use sea_orm::entity::prelude::*;

use crate::id::OfferId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "offer_click")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub offer_id: OfferId,
    /// UTC.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: Date,
    pub clicks: i64,
}

impl ActiveModelBehavior for ActiveModel {}
