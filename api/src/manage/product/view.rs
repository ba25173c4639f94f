use chrono::{DateTime, Utc};
use footpath_domain::catalog::{
    attributes::AttributesDraft,
    product::{Managed, ProductDraft, ProductEdit},
};
use footpath_entity::catalog::product;
use footpath_web::{Meta, extract::object::maybe_object};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::manage::{offer::ManagedOffer, state_word};

/// One page of the products.
#[derive(ToSchema)]
pub struct ManagedProductList {
    pub data: Vec<ProductSummary>,
    pub meta: Meta,
}

/// A product in a list for staff.
#[derive(Serialize, ToSchema)]
pub struct ProductSummary {
    pub id: Uuid,
    /// `draft`, `published` or `archived`.
    pub status: &'static str,
    pub version: i64,
    pub slug: String,
    /// `shoe` or `insole`.
    pub kind: &'static str,
    pub brand: String,
    pub model: String,
    pub title: String,
    pub summary: String,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub published_at: Option<DateTime<Utc>>,
}

/// A product as staff see it.
#[derive(Serialize, ToSchema)]
pub struct ManagedProduct {
    #[serde(flatten)]
    pub head: ProductSummary,
    /// One line: why a reader might want it.
    pub reason: String,
    /// Markdown.
    pub body: String,
    pub image: Option<String>,
    /// Slugs.
    pub topics: Vec<String>,
    pub attributes: AttributesInput,
    /// In the editors' order, whatever their state.
    pub offers: Vec<ManagedOffer>,
}

/// What may be written. What is left out stays as it is; a new product needs kind, brand and
/// model.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"kind": "shoe", "brand": "Sample", "model": "Strider 2", "summary": "A daily trainer.", "reason": "A soft heel for long walks.", "body": "What it is **like**.", "image": "/media/strider.webp", "topics": ["heel-pain"], "attributes": {"cushioning": "high", "heel_drop_mm": 8, "widths": ["standard", "wide"]}}))]
pub struct ProductInput {
    pub slug: Option<String>,
    /// `shoe` or `insole`.
    pub kind: Option<String>,
    pub brand: Option<String>,
    pub model: Option<String>,
    /// Blank: brand and model.
    pub title: Option<String>,
    pub summary: Option<String>,
    /// One line: why a reader might want it.
    pub reason: Option<String>,
    /// Markdown.
    #[serde(alias = "body_markdown")]
    pub body: Option<String>,
    /// A path on this site or an address on the web; blank: none.
    pub image: Option<String>,
    /// Slugs.
    pub topics: Option<Vec<String>>,
    #[serde(default, deserialize_with = "maybe_object")]
    pub attributes: Option<AttributesInput>,
}

/// What is known of a shoe (`cushioning`, `stability`, `arch_support`, `heel_drop_mm`,
/// `weight_g`, `gender`, `widths`) or of an insole (`arch_height`, `firmness`, `length`,
/// `material`).
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AttributesInput {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cushioning: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stability: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arch_support: Option<String>,
    /// Millimeters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heel_drop_mm: Option<f64>,
    /// Grams, one shoe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight_g: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub widths: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arch_height: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub firmness: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub material: Option<String>,
}

impl From<AttributesInput> for AttributesDraft {
    fn from(input: AttributesInput) -> Self {
        Self {
            cushioning: input.cushioning,
            stability: input.stability,
            arch_support: input.arch_support,
            heel_drop_mm: input.heel_drop_mm,
            weight_g: input.weight_g,
            gender: input.gender,
            widths: input.widths,
            arch_height: input.arch_height,
            firmness: input.firmness,
            length: input.length,
            material: input.material,
        }
    }
}

impl From<AttributesDraft> for AttributesInput {
    fn from(known: AttributesDraft) -> Self {
        Self {
            cushioning: known.cushioning,
            stability: known.stability,
            arch_support: known.arch_support,
            heel_drop_mm: known.heel_drop_mm,
            weight_g: known.weight_g,
            gender: known.gender,
            widths: known.widths,
            arch_height: known.arch_height,
            firmness: known.firmness,
            length: known.length,
            material: known.material,
        }
    }
}

impl From<ProductInput> for ProductDraft {
    fn from(input: ProductInput) -> Self {
        Self {
            slug: input.slug.unwrap_or_default(),
            kind: input.kind.unwrap_or_default(),
            brand: input.brand.unwrap_or_default(),
            model: input.model.unwrap_or_default(),
            title: input.title.unwrap_or_default(),
            summary: input.summary.unwrap_or_default(),
            reason: input.reason.unwrap_or_default(),
            body_markdown: input.body.unwrap_or_default(),
            image: input.image.unwrap_or_default(),
            topics: input.topics.unwrap_or_default(),
            attributes: input.attributes.unwrap_or_default().into(),
        }
    }
}

impl From<ProductInput> for ProductEdit {
    fn from(input: ProductInput) -> Self {
        Self {
            slug: input.slug,
            kind: input.kind,
            brand: input.brand,
            model: input.model,
            title: input.title,
            summary: input.summary,
            reason: input.reason,
            body_markdown: input.body,
            image: input.image,
            topics: input.topics,
            attributes: input.attributes.map(Into::into),
        }
    }
}

impl From<product::Model> for ProductSummary {
    fn from(row: product::Model) -> Self {
        Self {
            id: row.id.0,
            status: state_word(row.status),
            version: row.version,
            slug: row.slug.into_string(),
            kind: row.kind.as_str(),
            brand: row.brand,
            model: row.model,
            title: row.title,
            summary: row.summary,
            created_at: row.created_at,
            updated_at: row.updated_at,
            published_at: row.published_at,
        }
    }
}

impl From<Managed> for ManagedProduct {
    fn from(found: Managed) -> Self {
        Self {
            reason: found.draft.reason,
            body: found.draft.body_markdown,
            image: found.row.image.clone(),
            topics: found.draft.topics,
            attributes: found.draft.attributes.into(),
            offers: found.offers.into_iter().map(ManagedOffer::from).collect(),
            head: found.row.into(),
        }
    }
}
