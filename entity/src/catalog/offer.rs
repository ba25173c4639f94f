//! Where a product is sold, and for how much when somebody last looked.

use sea_orm::entity::prelude::*;

use super::{Availability, PublishState};
use crate::{
    id::{OfferId, ProductId},
    value::Cents,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "offer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OfferId,
    pub product_id: ProductId,
    pub merchant: String,
    /// The only address that a click on this offer ever leads to.
    pub url: String,
    pub price: Option<Cents>,
    /// ISO 4217, upper case.
    pub currency: String,
    pub availability: Availability,
    /// When price and availability were last seen to hold.
    pub checked_at: DateTimeUtc,
    /// The merchant's terms bar redirects: readers get its own address.
    pub direct: bool,
    pub status: PublishState,
    /// Order among the offers of a product, lowest first.
    pub position: i32,
    /// Grows with every write.
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
