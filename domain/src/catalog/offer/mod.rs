//! Offers: where a product is sold.

mod add;
mod draft;
mod manage;
mod update;

use chrono::{DateTime, Utc};
use footpath_entity::{
    catalog::{Availability, offer},
    id::OfferId,
    value::Cents,
};

pub use add::add;
pub(super) use add::insert;
pub use draft::{OfferDraft, OfferEdit};
pub use manage::{clicks, clicks_per_day, manage_list, managed};
pub use update::{archive, publish, update};

use super::price;
use crate::Ctx;

/// An offer as readers may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub id: OfferId,
    pub merchant: String,
    /// Where a link on this offer leads: `/go/` on this site, or the merchant's own address
    /// where its terms bar redirects. Absolute.
    pub url: String,
    /// `None` when not known or stale.
    pub price: Option<Cents>,
    /// ISO 4217.
    pub currency: String,
    pub availability: Availability,
    pub checked_at: DateTime<Utc>,
}

impl Offer {
    pub(super) fn of(ctx: &Ctx, row: offer::Model, now: DateTime<Utc>) -> Self {
        Self {
            price: price::current(&row, now),
            url: if row.direct {
                row.url
            } else {
                ctx.config.link(&format!("/go/{}", row.id))
            },
            id: row.id,
            merchant: row.merchant,
            currency: row.currency,
            availability: row.availability,
            checked_at: row.checked_at,
        }
    }
}
