//! Shoes and insoles: lists, feeds, the way out to shops, pages.

mod both;
mod feed;
mod go;
mod list;
mod page;
mod stale;
mod write;

use footpath_domain::{
    Actor,
    catalog::{
        attributes::AttributesDraft,
        offer::{self, OfferDraft},
        product::{self, ProductDraft},
    },
};
use footpath_entity::{catalog, id::ProductId};

use crate::support::{App, Site};

/// With the starter products, under a name that every format has to escape.
pub(super) fn shop() -> Site {
    Site::new().set("SITE_NAME", "Foot & <House>").starter()
}

pub fn editor() -> Actor {
    Actor::System("test")
}

/// A shoe that is fit to be shown.
pub(super) fn shoe(brand: &str, model: &str) -> ProductDraft {
    ProductDraft {
        kind: "shoe".into(),
        brand: brand.into(),
        model: model.into(),
        summary: "A shoe for trying things.".into(),
        reason: "It tries things.".into(),
        attributes: AttributesDraft {
            cushioning: Some("low".into()),
            ..AttributesDraft::default()
        },
        ..ProductDraft::default()
    }
}

pub(super) fn sold_at(url: &str, price: &str) -> OfferDraft {
    OfferDraft {
        merchant: "Test Store".into(),
        url: url.into(),
        price: Some(price.into()),
        currency: "USD".into(),
        availability: "in_stock".into(),
        direct: false,
        position: 0,
    }
}

/// Creates and publishes a product with one offer.
pub(super) async fn put_on_sale(
    app: &App,
    draft: &ProductDraft,
    sale: &OfferDraft,
) -> (catalog::product::Model, catalog::offer::Model) {
    let made = product::create(&app.ctx, &editor(), draft).await.unwrap();
    let sold = offer::add(&app.ctx, &editor(), made.id, sale)
        .await
        .unwrap();
    (show(app, made.id).await, sold)
}

pub(super) async fn show(app: &App, id: ProductId) -> catalog::product::Model {
    product::publish(&app.ctx, &editor(), id, None)
        .await
        .unwrap()
}
