//! Structured data of a product page, schema.org's Product.

use footpath_entity::catalog::{Availability, ProductKind};
use serde_json::{Value, json};

use super::{offer::Offer, price, product::Product};
use crate::Ctx;

/// A Product with one Offer for each current price; what is not known is left out.
pub fn product(ctx: &Ctx, product: &Product) -> Value {
    let url = ctx.config.link(&format!("/products/{}", product.slug));
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Product",
        "@id": url,
        "url": url,
        "name": product.title,
        "description": product.summary,
        "brand": { "@type": "Brand", "name": product.brand },
        "model": product.model,
        "category": category(product.kind),
    });
    if let Some(image) = &product.image {
        data["image"] = json!(image);
    }
    let known: Vec<Value> = product
        .attributes
        .worded()
        .into_iter()
        .map(|(name, value)| json!({ "@type": "PropertyValue", "name": name, "value": value }))
        .collect();
    if !known.is_empty() {
        data["additionalProperty"] = json!(known);
    }
    let offers: Vec<Value> = product.offers.iter().filter_map(offer).collect();
    if !offers.is_empty() {
        data["offers"] = json!(offers);
    }
    data
}

fn category(kind: ProductKind) -> &'static str {
    match kind {
        ProductKind::Shoe => "Running shoes",
        ProductKind::Insole => "Insoles",
    }
}

/// schema.org wants a price in every Offer, so one without has no place here.
fn offer(offer: &Offer) -> Option<Value> {
    let mut data = json!({
        "@type": "Offer",
        "url": offer.url,
        "price": offer.price?.to_string(),
        "priceCurrency": offer.currency,
        "priceValidUntil": (offer.checked_at + price::FRESH_FOR).format("%Y-%m-%d").to_string(),
        "itemCondition": "https://schema.org/NewCondition",
        "seller": { "@type": "Organization", "name": offer.merchant },
    });
    let availability = match offer.availability {
        Availability::InStock => Some("https://schema.org/InStock"),
        Availability::OutOfStock => Some("https://schema.org/OutOfStock"),
        Availability::Preorder => Some("https://schema.org/PreOrder"),
        Availability::Backorder => Some("https://schema.org/BackOrder"),
        Availability::Unknown => None,
    };
    if let Some(availability) = availability {
        data["availability"] = json!(availability);
    }
    Some(data)
}
