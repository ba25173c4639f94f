use chrono::{DateTime, Utc};
use footpath_domain::catalog::{
    attributes::Attributes, disclosure, offer::Offer, product::Product,
};
use footpath_entity::catalog::{
    ArchHeight, ArchSupport, Cushioning, Firmness, Gender, Length, Stability, Width,
};
use footpath_web::Meta;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A shoe or an insole.
#[derive(Serialize, ToSchema)]
#[schema(as = Product)]
pub struct ProductView {
    #[schema(example = "hoka-arahi-7")]
    pub slug: String,
    /// `shoe` or `insole`.
    #[schema(example = "shoe")]
    pub kind: &'static str,
    pub brand: String,
    pub model: String,
    pub title: String,
    pub summary: String,
    /// One line: why a reader might want it.
    pub reason: String,
    /// Sanitized.
    pub html: String,
    /// Absolute address of a picture.
    pub image: Option<String>,
    /// Slugs.
    pub topics: Vec<String>,
    pub attributes: AttributesView,
    pub offers: Vec<OfferView>,
    /// To be shown before the first offer.
    pub disclosure: &'static str,
    /// The product's page.
    pub url: String,
    pub updated_at: DateTime<Utc>,
}

/// A page of products.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes an answer that the shared list makes")]
pub struct ProductList {
    data: Vec<ProductView>,
    meta: Meta,
}

/// What is known about a product; what is not known is null, never guessed.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub enum AttributesView {
    Shoe(ShoeView),
    Insole(InsoleView),
}

#[derive(Serialize, ToSchema)]
pub struct ShoeView {
    /// `low`, `medium`, `high` or `max`.
    #[schema(required)]
    pub cushioning: Option<&'static str>,
    /// `neutral`, `stability` or `motion_control`.
    #[schema(required)]
    pub stability: Option<&'static str>,
    /// `low`, `medium` or `high`.
    #[schema(required)]
    pub arch_support: Option<&'static str>,
    /// Heel-to-toe drop in millimeters.
    #[schema(required)]
    pub heel_drop_mm: Option<f64>,
    /// Grams, one shoe in the maker's sample size.
    #[schema(required)]
    pub weight_g: Option<i32>,
    /// `men`, `women` or `unisex`.
    #[schema(required)]
    pub gender: Option<&'static str>,
    /// Of `narrow`, `standard`, `wide`, `extra_wide`; empty when not known.
    pub widths: Vec<&'static str>,
}

#[derive(Serialize, ToSchema)]
pub struct InsoleView {
    /// `low`, `medium` or `high`.
    #[schema(required)]
    pub arch_height: Option<&'static str>,
    /// `soft`, `medium` or `firm`.
    #[schema(required)]
    pub firmness: Option<&'static str>,
    /// `full`, `three_quarter` or `heel`.
    #[schema(required)]
    pub length: Option<&'static str>,
    #[schema(required)]
    pub material: Option<String>,
}

/// Where a product is sold.
#[derive(Serialize, ToSchema)]
#[schema(as = Offer)]
pub struct OfferView {
    pub id: Uuid,
    pub merchant: String,
    /// Absolute: this site's `/go/` link, or the merchant's own address where its terms bar
    /// redirects.
    pub url: String,
    /// A decimal number as text, two places. Absent when not known, or when nobody has looked
    /// at it for 48 hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "129.95")]
    pub price: Option<String>,
    /// ISO 4217.
    #[schema(example = "USD")]
    pub currency: String,
    /// `in_stock`, `out_of_stock`, `preorder`, `backorder` or `unknown`.
    pub availability: &'static str,
    /// When price and availability were last looked up.
    pub checked_at: DateTime<Utc>,
}

impl ProductView {
    pub(crate) fn of(product: Product) -> Self {
        Self {
            html: product.html().into_string(),
            url: product.url,
            slug: product.slug.into_string(),
            kind: product.kind.as_str(),
            brand: product.brand,
            model: product.model,
            title: product.title,
            summary: product.summary,
            reason: product.reason,
            image: product.image,
            topics: product
                .topics
                .into_iter()
                .map(|topic| topic.slug.into_string())
                .collect(),
            attributes: AttributesView::of(product.attributes),
            offers: product.offers.into_iter().map(OfferView::of).collect(),
            disclosure: disclosure::TEXT,
            updated_at: product.updated_at,
        }
    }
}

impl AttributesView {
    fn of(attributes: Attributes) -> Self {
        match attributes {
            Attributes::Shoe(shoe) => Self::Shoe(ShoeView {
                cushioning: shoe.cushioning.map(Cushioning::as_str),
                stability: shoe.stability.map(Stability::as_str),
                arch_support: shoe.arch_support.map(ArchSupport::as_str),
                heel_drop_mm: shoe.heel_drop_mm,
                weight_g: shoe.weight_g,
                gender: shoe.gender.map(Gender::as_str),
                widths: shoe.widths.into_iter().map(Width::as_str).collect(),
            }),
            Attributes::Insole(insole) => Self::Insole(InsoleView {
                arch_height: insole.arch_height.map(ArchHeight::as_str),
                firmness: insole.firmness.map(Firmness::as_str),
                length: insole.length.map(Length::as_str),
                material: insole.material,
            }),
        }
    }
}

impl OfferView {
    fn of(offer: Offer) -> Self {
        Self {
            id: offer.id.0,
            merchant: offer.merchant,
            url: offer.url,
            price: offer.price.map(|price| price.to_string()),
            currency: offer.currency,
            availability: offer.availability.as_str(),
            checked_at: offer.checked_at,
        }
    }
}
