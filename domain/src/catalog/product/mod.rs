//! Products: shoes and insoles.

mod create;
mod draft;
mod facets;
mod filter;
mod find;
mod index;
mod list;
mod manage;
mod publish;
mod update;

use chrono::{DateTime, Utc};
use footpath_entity::{
    catalog::{ProductKind, PublishState},
    id::ProductId,
    value::Slug,
};

pub use create::create;
pub(super) use create::insert;
pub use draft::{ProductDraft, ProductEdit};
pub use facets::{Facets, facets};
pub use filter::{ProductFilter, RawFilter, Sort};
pub use find::find;
pub use index::{all_ids, documents};
pub(super) use list::{assemble, live};
pub use list::{cards, list, related};
pub use manage::{ManageFilter, Managed, manage_list, managed};
pub use publish::{archive, publish};
pub(super) use publish::{complete, make_live};
pub use update::update;

use footpath_templates::{SafeHtml, markdown};

use super::{attributes::Attributes, offer::Offer};

/// A product as readers may see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Product {
    pub id: ProductId,
    pub slug: Slug,
    /// Its page on this site, absolute.
    pub url: String,
    pub kind: ProductKind,
    pub brand: String,
    pub model: String,
    pub title: String,
    pub summary: String,
    /// One line: why a reader might want it.
    pub reason: String,
    pub body_markdown: String,
    /// Absolute.
    pub image: Option<String>,
    /// By slug.
    pub topics: Vec<TopicRef>,
    pub attributes: Attributes,
    /// Live ones, in the editors' order.
    pub offers: Vec<Offer>,
    pub status: PublishState,
    pub version: i64,
    pub updated_at: DateTime<Utc>,
}

/// A topic that a product belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicRef {
    pub slug: Slug,
    pub name: String,
}

impl Product {
    /// The long description, sanitized.
    pub fn html(&self) -> SafeHtml {
        markdown::render(&self.body_markdown)
    }

    /// The offer to name first: the cheapest in dollars that is not sold out, of those with a
    /// current price; else the first.
    pub fn best_offer(&self) -> Option<&Offer> {
        use footpath_entity::catalog::Availability::OutOfStock;
        self.offers
            .iter()
            .filter(|offer| offer.price.is_some() && offer.currency == "USD")
            .min_by_key(|offer| (offer.availability == OutOfStock, offer.price))
            .or_else(|| self.offers.first())
    }
}
