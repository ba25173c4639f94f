use askama::Template;

use crate::{
    SafeHtml,
    block::DISCLOSURE,
    part::{Choice, Crumb, Fact, Frame, Image, Link, Pager, ProductCard},
    sample::{Sample, Sampler},
};

#[derive(Clone, Template)]
#[template(path = "site/products.html")]
pub struct ProductsPage {
    pub frame: Frame,
    /// Such as "Shoes and insoles" or "Insoles for heel pain".
    pub heading: String,
    pub disclosure: String,
    /// Search words, as typed.
    pub q: String,
    pub filters: Vec<ProductFilter>,
    /// Such as "14 products".
    pub summary: String,
    pub products: Vec<ProductCard>,
    /// Where "Clear filters" leads, when any is in force.
    pub clear_href: Option<String>,
    pub pager: Option<Pager>,
}

/// A drop-down of the filter form; the first choice of each is "any".
#[derive(Clone)]
pub struct ProductFilter {
    /// Name of the parameter, such as `cushioning`.
    pub name: String,
    pub label: String,
    pub choices: Vec<Choice>,
}

#[derive(Clone, Template)]
#[template(path = "site/product.html")]
pub struct ProductPage {
    pub frame: Frame,
    pub crumbs: Vec<Crumb>,
    pub title: String,
    pub kind: String,
    pub summary: String,
    pub image: Option<Image>,
    pub body: SafeHtml,
    pub attributes: Vec<Fact>,
    pub disclosure: String,
    pub offers: Vec<OfferView>,
    pub topics: Vec<Link>,
    pub related: Vec<ProductCard>,
}

/// Where a product can be bought.
#[derive(Clone)]
pub struct OfferView {
    pub merchant: String,
    /// The `/go/` link, or the merchant's own where its terms bar a redirect.
    pub href: String,
    /// Absent when unknown or stale.
    pub price: Option<String>,
    /// Such as "In stock".
    pub availability: Option<String>,
    /// Such as "Checked November 23, 2026, 3:05 PM UTC".
    pub checked: Option<String>,
}

impl Sample for ProductsPage {
    fn sample(s: &Sampler) -> Self {
        let filter = |name: &str, label: &str, choices: &[(&str, &str)]| ProductFilter {
            name: name.to_owned(),
            label: s.text(label),
            choices: choices
                .iter()
                .enumerate()
                .map(|(n, (value, label))| Choice::new(s.text(value), s.text(label), n == 1))
                .collect(),
        };
        let mut cards = crate::block::ProductsBlock::sample(s).products;
        cards.push(ProductCard {
            title: s.text("Full-length insole with a firm arch"),
            kind: s.text("Insole"),
            ..ProductCard::sample(s)
        });
        Self {
            frame: Frame::titled(s, "Shoes and insoles", "/products"),
            heading: s.text("Shoes and insoles"),
            disclosure: s.text(DISCLOSURE),
            q: s.text("soft heel"),
            filters: vec![
                filter(
                    "kind",
                    "Kind",
                    &[("", "Any"), ("shoe", "Shoes"), ("insole", "Insoles")],
                ),
                filter(
                    "cushioning",
                    "Cushioning",
                    &[("", "Any"), ("high", "High"), ("max", "Maximum")],
                ),
                filter(
                    "stability",
                    "Stability",
                    &[("", "Any"), ("neutral", "Neutral")],
                ),
                filter(
                    "arch_support",
                    "Arch support",
                    &[("", "Any"), ("medium", "Medium")],
                ),
                filter("sort", "Sort by", &[("", "Best match"), ("price", "Price")]),
            ],
            summary: s.text("14 products"),
            products: cards,
            clear_href: s.some("/products"),
            pager: Some(Pager::sample(s)),
        }
    }
}

impl Sample for ProductPage {
    fn sample(s: &Sampler) -> Self {
        Self {
            frame: Frame::titled(s, "Brooks Glycerin 21", "/products/brooks-glycerin-21"),
            crumbs: vec![
                Crumb::new(s.text("Home"), s.text("/")),
                Crumb::new(s.text("Shoes and insoles"), s.text("/products")),
            ],
            title: s.text("Brooks Glycerin 21"),
            kind: s.text("Shoe"),
            summary: s.text("A soft daily trainer for heels that feel every step."),
            image: None,
            body: s.html("## Who it is for\n\nRunners whose heels are sore and whose feet do *not* roll inward much."),
            attributes: vec![
                Fact::new(s.text("Cushioning"), s.text("High")),
                Fact::new(s.text("Stability"), s.text("Neutral")),
                Fact::new(s.text("Heel drop"), s.text("10 mm")),
            ],
            disclosure: s.text(DISCLOSURE),
            offers: vec![
                OfferView {
                    merchant: s.text("Run Shop"),
                    href: s.text("/go/0190"),
                    price: s.some("$159.95"),
                    availability: s.some("In stock"),
                    checked: s.some("Checked November 23, 2026"),
                },
                OfferView {
                    merchant: s.text("Foot Store"),
                    href: s.text("/go/0191"),
                    price: None,
                    availability: None,
                    checked: None,
                },
            ],
            topics: vec![Link::new(s.text("Heel pain"), s.text("/topics/heel-pain"))],
            related: crate::block::ProductsBlock::sample(s).products,
        }
    }
}
