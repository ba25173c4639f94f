//! Structured data of the product pages, in schema.org's words.

use footpath_entity::catalog::{Availability, ProductKind};
use serde_json::{Value, json};

use super::{offer::Offer, price, product::Product};

/// A Product with one Offer for each current price; what is not known is left out.
pub fn product(product: &Product) -> Value {
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Product",
        "@id": product.url,
        "url": product.url,
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
    let offers: Vec<Value> = product
        .offers
        .iter()
        .filter_map(|one| offer(one, &product.url))
        .collect();
    if !offers.is_empty() {
        data["offers"] = json!(offers);
    }
    data
}

/// An `ItemList` of the products on a page, in their order.
pub fn list(products: &[Product]) -> Value {
    let items: Vec<Value> = (1..)
        .zip(products)
        .map(|(position, product): (u32, &Product)| {
            json!({
                "@type": "ListItem",
                "position": position,
                "name": product.title,
                "url": product.url,
            })
        })
        .collect();
    json!({
        "@context": "https://schema.org",
        "@type": "ItemList",
        "numberOfItems": items.len(),
        "itemListElement": items,
    })
}

fn category(kind: ProductKind) -> &'static str {
    match kind {
        ProductKind::Shoe => "Running shoes",
        ProductKind::Insole => "Insoles",
    }
}

/// schema.org wants a price in every Offer, so one without has no place here. The address is the
/// product's page: a robot that follows it must not count as a reader who went to a shop.
fn offer(offer: &Offer, page: &str) -> Option<Value> {
    let mut data = json!({
        "@type": "Offer",
        "url": page,
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
