use footpath_entity::{
    catalog::{Availability, offer},
    value::Cents,
};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::{Report, Result, catalog::text};

/// An offer as somebody typed it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfferDraft {
    pub merchant: String,
    pub url: String,
    /// Such as `129.95`; blank when not known.
    #[serde(default)]
    pub price: Option<String>,
    /// ISO 4217.
    #[serde(default = "dollars")]
    pub currency: String,
    #[serde(default = "unknown")]
    pub availability: String,
    /// The merchant's terms bar redirects.
    #[serde(default)]
    pub direct: bool,
    #[serde(default)]
    pub position: i32,
}

/// A change to an offer: what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OfferEdit {
    pub merchant: Option<String>,
    pub url: Option<String>,
    /// Blank: not known.
    pub price: Option<String>,
    pub currency: Option<String>,
    pub availability: Option<String>,
    pub direct: Option<bool>,
    pub position: Option<i32>,
    /// Price and availability were looked up just now and hold.
    pub checked: bool,
}

/// An offer that is right in itself.
#[derive(Debug)]
pub(super) struct Checked {
    pub merchant: String,
    pub url: String,
    pub price: Option<Cents>,
    pub currency: String,
    pub availability: Availability,
    pub direct: bool,
    pub position: i32,
}

fn dollars() -> String {
    "USD".to_owned()
}

fn unknown() -> String {
    Availability::Unknown.as_str().to_owned()
}

impl OfferDraft {
    pub(super) fn of(row: &offer::Model) -> Self {
        Self {
            merchant: row.merchant.clone(),
            url: row.url.clone(),
            price: row.price.map(|price| price.to_string()),
            currency: row.currency.clone(),
            availability: row.availability.as_str().to_owned(),
            direct: row.direct,
            position: row.position,
        }
    }

    pub(super) fn edited(mut self, edit: OfferEdit) -> Self {
        let OfferEdit {
            merchant,
            url,
            price,
            currency,
            availability,
            direct,
            position,
            checked: _,
        } = edit;
        self.merchant = merchant.unwrap_or(self.merchant);
        self.url = url.unwrap_or(self.url);
        self.price = price.or(self.price);
        self.currency = currency.unwrap_or(self.currency);
        self.availability = availability.unwrap_or(self.availability);
        self.direct = direct.unwrap_or(self.direct);
        self.position = position.unwrap_or(self.position);
        self
    }

    pub(super) fn check(&self) -> Result<Checked> {
        let mut report = Report::new();
        let merchant = text::needed(&mut report, "merchant", &self.merchant, 120);
        let url = address(&mut report, &self.url);
        let price: Option<Cents> = text::word(&mut report, "price", self.price.as_deref());
        if price == Some(Cents(0)) {
            report.add(
                "price",
                "must be more than nothing; leave it out when not known",
            );
        }
        let currency = self.currency.trim().to_owned();
        if currency.len() != 3 || !currency.bytes().all(|b| b.is_ascii_uppercase()) {
            report.add("currency", "must be a three-letter code such as USD");
        }
        let availability = report.parse("availability", &self.availability);
        if !(0..=10_000).contains(&self.position) {
            report.add("position", "must be a whole number from 0 to 10000");
        }
        report.into_result()?;
        Ok(Checked {
            merchant,
            url,
            price,
            currency,
            availability: availability.unwrap_or(Availability::Unknown),
            direct: self.direct,
            position: self.position,
        })
    }
}

/// The address that a reader may be sent to: http or https, a host, nothing secret in it.
fn address(report: &mut Report, text: &str) -> String {
    const WRONG: &str = "must be an http or https address such as https://example.com/shoe";
    let text = text.trim();
    if text.len() > 2000 {
        report.add("url", "must have at most 2000 characters");
    }
    // The parser would drop tabs and line breaks without a word.
    if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
        report.add("url", "must not hold spaces or control characters");
        return String::new();
    }
    let Ok(url) = Url::parse(text) else {
        report.add("url", WRONG);
        return String::new();
    };
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        report.add("url", WRONG);
    }
    if !url.username().is_empty() || url.password().is_some() {
        report.add("url", "must not hold a user name or a password");
    }
    url.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    fn draft(url: &str) -> OfferDraft {
        OfferDraft {
            merchant: "Shop".into(),
            url: url.into(),
            price: Some("129.95".into()),
            currency: dollars(),
            availability: unknown(),
            direct: false,
            position: 0,
        }
    }

    #[test]
    fn only_a_plain_web_address_is_followed() {
        assert_eq!(
            draft("https://Example.com/a?b=c&d=%20")
                .check()
                .unwrap()
                .url,
            "https://example.com/a?b=c&d=%20"
        );
        for bad in [
            "",
            "/local",
            "//example.com/x",
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://example.com/",
            "https://user@example.com/",
            "https://user:pass@example.com/",
            "https://example.com/\r\nSet-Cookie: a=b",
            "https://exa\tmple.com/",
            "https://example.com/a b",
            "https://",
        ] {
            let Err(Error::Invalid(report)) = draft(bad).check() else {
                panic!("{bad:?} passed")
            };
            assert!(report.0.iter().all(|e| e.field == "url"), "{report:?}");
        }
    }

    #[test]
    fn everything_wrong_is_named_at_once() {
        let wrong = OfferDraft {
            merchant: " ".into(),
            price: Some("12,5".into()),
            currency: "usd".into(),
            availability: "maybe".into(),
            ..draft("https://example.com/")
        };
        let Err(Error::Invalid(report)) = wrong.check() else {
            panic!("it passed")
        };
        let fields: Vec<&str> = report.0.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["merchant", "price", "currency", "availability"]);
    }

    #[test]
    fn a_blank_price_is_not_known() {
        let edit = OfferEdit {
            price: Some(String::new()),
            ..OfferEdit::default()
        };
        let edited = draft("https://example.com/").edited(edit);
        assert_eq!(edited.check().unwrap().price, None);
    }
}
