use chrono::{DateTime, Utc};
use footpath_domain::catalog::offer::{OfferDraft, OfferEdit};
use footpath_entity::catalog::{Availability, offer};
use footpath_web::Meta;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::manage::state_word;

/// One page of the offers.
#[derive(ToSchema)]
pub struct ManagedOfferList {
    pub data: Vec<ManagedOffer>,
    pub meta: Meta,
}

/// An offer as staff see it.
#[derive(Serialize, ToSchema)]
pub struct ManagedOffer {
    pub id: Uuid,
    pub product_id: Uuid,
    /// `published` or `archived`.
    pub status: &'static str,
    /// Also the `ETag`.
    pub version: i64,
    pub merchant: String,
    /// The merchant's own address, where `/go/` leads.
    pub url: String,
    /// Such as `129.95`; `null` when not known. Also when it is too old to be shown to readers.
    pub price: Option<String>,
    /// ISO 4217.
    pub currency: String,
    /// `in_stock`, `out_of_stock`, `preorder` or `unknown`.
    pub availability: &'static str,
    /// When price and availability were last seen to hold.
    pub checked_at: DateTime<Utc>,
    /// The merchant's terms bar redirects: readers get its own address.
    pub direct: bool,
    /// Order among the offers of a product, lowest first.
    pub position: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// An offer to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"product_id": "019b0000-0000-7000-8000-000000000001", "merchant": "Sample Shop", "url": "https://shop.example/strider-2", "price": "129.95", "currency": "USD", "availability": "in_stock", "direct": false, "position": 1}))]
pub struct NewOffer {
    pub product_id: Uuid,
    pub merchant: String,
    /// http or https, without a user name.
    pub url: String,
    /// Such as `129.95`; left out or blank: not known.
    #[serde(default, deserialize_with = "price")]
    #[schema(value_type = Option<String>)]
    pub price: Option<String>,
    /// ISO 4217; left out: USD.
    pub currency: Option<String>,
    /// Left out: `unknown`.
    pub availability: Option<String>,
    /// The merchant's terms bar redirects.
    #[serde(default)]
    pub direct: bool,
    #[serde(default)]
    pub position: i32,
}

/// What may be written. What is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"merchant": "Sample Shop", "url": "https://shop.example/strider-2", "price": "99.50", "currency": "USD", "availability": "in_stock", "direct": false, "position": 1, "checked": true}))]
pub struct OfferInput {
    pub merchant: Option<String>,
    /// http or https, without a user name.
    pub url: Option<String>,
    /// Such as `129.95`; blank: not known.
    #[serde(default, deserialize_with = "price")]
    #[schema(value_type = Option<String>)]
    pub price: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
    pub availability: Option<String>,
    pub direct: Option<bool>,
    pub position: Option<i32>,
    /// Price and availability were looked up just now and hold.
    #[serde(default)]
    pub checked: bool,
}

/// A price in quotation marks or without them; `null` is not known.
fn price<'de, D: Deserializer<'de>>(de: D) -> Result<Option<String>, D::Error> {
    match Value::deserialize(de)? {
        Value::Null => Ok(Some(String::new())),
        Value::String(text) => Ok(Some(text)),
        Value::Number(number) => Ok(Some(number.to_string())),
        _ => Err(D::Error::custom("must be a price such as 129.95")),
    }
}

impl From<NewOffer> for OfferDraft {
    fn from(input: NewOffer) -> Self {
        let unknown = || Availability::Unknown.as_str().to_owned();
        Self {
            merchant: input.merchant,
            url: input.url,
            price: input.price,
            currency: input.currency.unwrap_or_else(|| "USD".to_owned()),
            availability: input.availability.unwrap_or_else(unknown),
            direct: input.direct,
            position: input.position,
        }
    }
}

impl From<OfferInput> for OfferEdit {
    fn from(input: OfferInput) -> Self {
        Self {
            merchant: input.merchant,
            url: input.url,
            price: input.price,
            currency: input.currency,
            availability: input.availability,
            direct: input.direct,
            position: input.position,
            checked: input.checked,
        }
    }
}

impl From<offer::Model> for ManagedOffer {
    fn from(row: offer::Model) -> Self {
        Self {
            id: row.id.0,
            product_id: row.product_id.0,
            status: state_word(row.status),
            version: row.version,
            merchant: row.merchant,
            url: row.url,
            price: row.price.map(|price| price.to_string()),
            currency: row.currency,
            availability: row.availability.as_str(),
            checked_at: row.checked_at,
            direct: row.direct,
            position: row.position,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}
