//! A product as a small card on another page.

use chrono::{DateTime, Utc};
use footpath_entity::catalog::{Availability, ProductKind};
use footpath_templates::part::ProductCard;

use super::{attributes::Attributes, offer::Offer, product::Product};

/// The card of a product, with its best offer if it has one.
pub fn card(product: &Product, now: DateTime<Utc>) -> ProductCard {
    let best = product.best_offer();
    let priced = best.filter(|offer| offer.price.is_some());
    ProductCard {
        title: product.title.clone(),
        href: format!("/products/{}", product.slug),
        kind: kind(product.kind).to_owned(),
        reason: product.reason.clone(),
        attributes: brief(&product.attributes),
        // A card shows pictures of this site only, whose size is known.
        image: None,
        price: priced.and_then(price),
        checked: priced.map(|offer| checked(offer.checked_at, now)),
        offer_href: best.map(|offer| offer.url.clone()),
        offer_label: best.map_or_else(String::new, link),
    }
}

/// "Shoe" or "Insole".
pub fn kind(kind: ProductKind) -> &'static str {
    match kind {
        ProductKind::Shoe => "Shoe",
        ProductKind::Insole => "Insole",
    }
}

/// Such as "$129.95"; `None` when not known or stale.
pub fn price(offer: &Offer) -> Option<String> {
    let price = offer.price?;
    Some(match offer.currency.as_str() {
        "USD" => format!("${price}"),
        other => format!("{price} {other}"),
    })
}

/// Such as "checked today", by days of 24 hours.
pub fn checked(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    match (now - at).num_days() {
        i64::MIN..=0 => "checked today".to_owned(),
        1 => "checked yesterday".to_owned(),
        days => format!("checked {days} days ago"),
    }
}

/// What the link to an offer says.
pub fn link(offer: &Offer) -> String {
    format!("See it at {}", offer.merchant)
}

/// Availability in words; `None` when not known.
pub fn availability(offer: &Offer) -> Option<&'static str> {
    match offer.availability {
        Availability::InStock => Some("In stock"),
        Availability::OutOfStock => Some("Out of stock"),
        Availability::Preorder => Some("Can be ordered ahead"),
        Availability::Backorder => Some("On back order"),
        Availability::Unknown => None,
    }
}

/// The few attributes that tell one card from the next.
fn brief(attributes: &Attributes) -> Vec<String> {
    let words = match attributes {
        Attributes::Shoe(shoe) => [
            shoe.cushioning
                .map(|word| format!("{} cushioning", spoken(word.as_str()))),
            shoe.stability.map(|word| spoken(word.as_str())),
            shoe.heel_drop_mm.map(|mm| format!("Drop {mm} mm")),
        ],
        Attributes::Insole(insole) => [
            insole
                .arch_height
                .map(|word| format!("{} arch", spoken(word.as_str()))),
            insole.firmness.map(|word| spoken(word.as_str())),
            insole.length.map(|word| match word.as_str() {
                "heel" => "For the heel".to_owned(),
                other => format!("{} length", spoken(other)),
            }),
        ],
    };
    words.into_iter().flatten().collect()
}

/// A word of the catalog as a reader would say it.
pub fn spoken(word: &str) -> String {
    match word {
        "max" => "Maximum".to_owned(),
        "three_quarter" => "Three-quarter".to_owned(),
        _ => {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| {
                first
                    .to_uppercase()
                    .chain(letters)
                    .collect::<String>()
                    .replace('_', " ")
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn a_look_is_told_in_days() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(100);
        for (hours, words) in [
            (0, "checked today"),
            (23, "checked today"),
            (24, "checked yesterday"),
            (48, "checked 2 days ago"),
            (-1, "checked today"),
        ] {
            assert_eq!(checked(now - TimeDelta::hours(hours), now), words);
        }
    }
}
