use footpath_entity::catalog::{Availability, ProductKind};
use footpath_templates::feed::ProductFeedItem;

use crate::catalog::product::Product;

/// Names of what an item says, in the order of the columns.
pub(super) const NAMES: [&str; 11] = [
    "id",
    "title",
    "description",
    "link",
    "image_link",
    "price",
    "availability",
    "brand",
    "condition",
    "product_type",
    "google_product_category",
];

/// What an item says, by the names above.
pub(super) fn values(item: &ProductFeedItem) -> [Option<&str>; 11] {
    [
        Some(&item.id),
        Some(&item.title),
        Some(&item.description),
        Some(&item.link),
        item.image_link.as_deref(),
        item.price.as_deref(),
        item.availability.as_deref(),
        Some(&item.brand),
        Some(&item.condition),
        Some(&item.product_type),
        Some(&item.google_product_category),
    ]
}

/// A product as an item, with the price of its best offer.
pub(super) fn item(product: &Product) -> ProductFeedItem {
    let best = product.best_offer();
    let (product_type, category) = match product.kind {
        ProductKind::Shoe => ("Shoes > Running shoes", "Apparel & Accessories > Shoes"),
        ProductKind::Insole => (
            "Foot care > Insoles",
            "Health & Beauty > Personal Care > Foot Care > Insoles & Inserts",
        ),
    };
    ProductFeedItem {
        id: product.id.to_string(),
        title: product.title.clone(),
        description: product.summary.clone(),
        link: product.url.clone(),
        image_link: product.image.clone(),
        price: best.and_then(|offer| Some(format!("{} {}", offer.price?, offer.currency))),
        availability: best
            .map(|offer| offer.availability)
            .filter(|known| *known != Availability::Unknown)
            .map(|known| known.as_str().to_owned()),
        brand: product.brand.clone(),
        condition: "new".to_owned(),
        product_type: product_type.to_owned(),
        google_product_category: category.to_owned(),
    }
}
