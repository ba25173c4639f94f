//! Feeds in parts, so that they can be streamed: a head, an item for each thing, and an end.

use std::borrow::Cow;

use askama::Template;

use crate::sample::{Sample, Sampler};

/// `/feeds/products.xml`: RSS 2.0 with the `g:` namespace of shopping feeds.
#[derive(Clone, Template)]
#[template(path = "feed/products_head.xml")]
pub struct ProductFeedHead {
    pub title: String,
    /// The list of products on this site.
    pub link: String,
    /// The feed itself.
    pub self_link: String,
    pub description: String,
}

/// One live product, in the words of Google's product data specification.
#[derive(Clone, Template)]
#[template(path = "feed/products_item.xml")]
pub struct ProductFeedItem {
    /// Stays the same when the product is renamed.
    pub id: String,
    pub title: String,
    pub description: String,
    /// The product's page here, which carries the disclosure.
    pub link: String,
    pub image_link: Option<String>,
    /// Such as `159.95 USD`; left out when unknown or stale.
    pub price: Option<String>,
    /// `in_stock`, `out_of_stock`, …; left out when unknown.
    pub availability: Option<String>,
    pub brand: String,
    pub condition: String,
    pub product_type: String,
    /// Such as "Apparel & Accessories > Shoes".
    pub google_product_category: String,
}

pub const PRODUCT_FEED_END: &str = "</channel>\n</rss>\n";

/// `/feeds/articles.atom`. Times are RFC 3339.
#[derive(Clone, Template)]
#[template(path = "feed/atom_head.xml")]
pub struct AtomHead {
    pub id: String,
    pub title: String,
    pub self_link: String,
    pub site_link: String,
    pub updated: String,
}

#[derive(Clone, Template)]
#[template(path = "feed/atom_entry.xml")]
pub struct AtomEntry {
    pub id: String,
    pub title: String,
    pub link: String,
    pub author: String,
    pub published: String,
    pub updated: String,
    pub summary: String,
    pub topics: Vec<String>,
}

pub const ATOM_END: &str = "</feed>\n";

pub const SITEMAP_HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";

/// An address of `/sitemap.xml`, with the day or time of its last change if known.
#[derive(Clone, Template)]
#[template(path = "feed/sitemap_url.xml")]
pub struct SitemapUrl {
    pub loc: String,
    pub lastmod: Option<String>,
}

pub const SITEMAP_END: &str = "</urlset>\n";

/// The text without what XML 1.0 cannot hold, escaped or not.
pub fn xml_text(text: &str) -> Cow<'_, str> {
    let allowed = |c: char| {
        matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..) && c != '\u{FFFE}'
    };
    if text.chars().all(allowed) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|c| allowed(*c)).collect())
    }
}

impl Sample for ProductFeedHead {
    fn sample(s: &Sampler) -> Self {
        Self {
            title: s.text("Footpath: shoes and insoles"),
            link: s.text("https://footpath.example/products"),
            self_link: s.text("https://footpath.example/feeds/products.xml?kind=shoe"),
            description: s.text("What we list, with prices that are fresh."),
        }
    }
}

impl Sample for ProductFeedItem {
    fn sample(s: &Sampler) -> Self {
        Self {
            id: s.text("0190a1b2-c3d4-7000-8000-000000000001"),
            title: s.text("Brooks Glycerin 21"),
            description: s.text("A soft daily trainer."),
            link: s.text("https://footpath.example/products/brooks-glycerin-21"),
            image_link: s.some("https://footpath.example/media/1.webp"),
            price: s.some("159.95 USD"),
            availability: s.some("in_stock"),
            brand: s.text("Brooks"),
            condition: s.text("new"),
            product_type: s.text("Shoes > Running shoes"),
            google_product_category: s.text("Apparel & Accessories > Shoes"),
        }
    }
}

impl Sample for AtomHead {
    fn sample(s: &Sampler) -> Self {
        Self {
            id: s.text("https://footpath.example/feeds/articles.atom"),
            title: s.text("Footpath"),
            self_link: s.text("https://footpath.example/feeds/articles.atom"),
            site_link: s.text("https://footpath.example/"),
            updated: s.text("2026-11-23T15:05:00Z"),
        }
    }
}

impl Sample for AtomEntry {
    fn sample(s: &Sampler) -> Self {
        Self {
            id: s.text("urn:uuid:0190a1b2-c3d4-7000-8000-000000000001"),
            title: s.text("Heel pain when walking after running"),
            link: s.text("https://footpath.example/articles/heel-pain"),
            author: s.text("Robin Hale"),
            published: s.text("2026-10-03T15:05:00Z"),
            updated: s.text("2026-11-23T15:05:00Z"),
            summary: s.text("What helps at once."),
            topics: s.texts(&["heel-pain"]),
        }
    }
}

impl Sample for SitemapUrl {
    fn sample(s: &Sampler) -> Self {
        Self {
            loc: s.text("https://footpath.example/articles/heel-pain?a=1&b=2"),
            lastmod: s.some("2026-11-23"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_dropped() {
        assert_eq!(
            xml_text("a\u{0}b\u{b}c\u{FFFE}d\u{FFFF}\t\u{1F9B6}"),
            "abcd\t\u{1F9B6}"
        );
    }
}
