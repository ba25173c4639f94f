use footpath_entity::catalog::{Availability, ProductKind};
use serde::Serialize;

use crate::catalog::product::Product;

/// One product of the feed, in the words of Google's product data specification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Stays the same when the product is renamed.
    pub id: String,
    pub title: String,
    pub description: String,
    /// The product's page on this site, which carries the disclosure.
    pub link: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_link: Option<String>,
    /// Such as `129.95 USD`; left out when not known or stale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability: Option<&'static str>,
    pub brand: String,
    pub condition: &'static str,
    pub product_type: &'static str,
    pub google_product_category: &'static str,
}

impl Item {
    /// Names and values, in the order of the columns.
    pub const NAMES: [&'static str; 11] = [
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

    pub fn values(&self) -> [Option<&str>; 11] {
        [
            Some(&self.id),
            Some(&self.title),
            Some(&self.description),
            Some(&self.link),
            self.image_link.as_deref(),
            self.price.as_deref(),
            self.availability,
            Some(&self.brand),
            Some(self.condition),
            Some(self.product_type),
            Some(self.google_product_category),
        ]
    }

    pub(super) fn of(product: &Product) -> Self {
        let best = product.best_offer();
        let (product_type, category) = match product.kind {
            ProductKind::Shoe => ("Shoes > Running shoes", "Apparel & Accessories > Shoes"),
            ProductKind::Insole => (
                "Foot care > Insoles",
                "Health & Beauty > Personal Care > Foot Care > Insoles & Inserts",
            ),
        };
        Self {
            id: product.id.to_string(),
            title: product.title.clone(),
            description: product.summary.clone(),
            link: product.url.clone(),
            image_link: product.image.clone(),
            price: best.and_then(|offer| Some(format!("{} {}", offer.price?, offer.currency))),
            availability: best
                .map(|offer| offer.availability)
                .filter(|known| *known != Availability::Unknown)
                .map(Availability::as_str),
            brand: product.brand.clone(),
            condition: "new",
            product_type,
            google_product_category: category,
        }
    }
}
