use std::fmt::Display;

use footpath_domain::{
    Ctx,
    catalog::{
        card::{card, spoken},
        disclosure, json_ld,
        product::{Facets, Product, RawFilter, Sort},
    },
    paging::Paged,
};
use footpath_entity::catalog::{ArchSupport, Cushioning, Stability};
use footpath_templates::{
    JsonLd,
    page::{ProductFilter, ProductsPage},
    part::{Choice, Frame, Pager},
};

/// The page of a list that was asked for in these words.
pub(super) fn page(
    ctx: &Ctx,
    asked: &RawFilter,
    facets: &Facets,
    found: &Paged<Product>,
) -> ProductsPage {
    let heading = heading(asked, facets);
    let query = query(asked);
    let base = if query.is_empty() {
        "/products".to_owned()
    } else {
        format!("/products?{query}")
    };
    let filtered = RawFilter {
        sort: None,
        ..asked.clone()
    } != RawFilter::default();
    ProductsPage {
        frame: Frame::new(&ctx.config.site_name, &heading, "/products")
            .described("Running shoes and insoles for sore feet, with what is known about each.")
            .canonical(ctx.config.link("/products"))
            .with_json_ld(JsonLd::new(&json_ld::list(&found.items))),
        heading,
        disclosure: disclosure::TEXT.to_owned(),
        q: asked.q.clone().unwrap_or_default(),
        filters: filters(asked, facets),
        summary: match found.total {
            1 => "1 product".to_owned(),
            total => format!("{total} products"),
        },
        products: found.items.iter().map(|p| card(p, ctx.now())).collect(),
        clear_href: filtered.then(|| "/products".to_owned()),
        pager: Pager::over(&base, found.page.page, found.page.per_page, found.total),
    }
}

/// Such as "Insoles: Heel pain".
fn heading(asked: &RawFilter, facets: &Facets) -> String {
    let kind = match asked.kind.as_deref() {
        Some("shoe") => "Shoes",
        Some("insole") => "Insoles",
        _ => "Shoes and insoles",
    };
    let topic = facets
        .topics
        .iter()
        .find(|topic| Some(topic.slug.as_str()) == asked.topic.as_deref());
    match topic {
        Some(topic) => format!("{kind}: {}", topic.name),
        None => kind.to_owned(),
    }
}

/// The filter as a query, for the pager.
fn query(asked: &RawFilter) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in [
        ("kind", &asked.kind),
        ("topic", &asked.topic),
        ("brand", &asked.brand),
        ("cushioning", &asked.cushioning),
        ("stability", &asked.stability),
        ("arch_support", &asked.arch_support),
        ("q", &asked.q),
        ("sort", &asked.sort),
    ] {
        if let Some(value) = value {
            query.append_pair(name, value);
        }
    }
    query.finish()
}

fn filters(asked: &RawFilter, facets: &Facets) -> Vec<ProductFilter> {
    let kinds = [("shoe", "Shoes"), ("insole", "Insoles")];
    let topics = facets
        .topics
        .iter()
        .map(|topic| (topic.slug.as_str(), topic.name.clone()));
    let brands = facets.brands.iter().map(|brand| (brand, brand.clone()));
    let sorts = Sort::ALL.map(|sort| {
        let label = match sort {
            Sort::Title => "Name",
            Sort::Brand => "Brand",
            Sort::Price => "Lowest price",
            Sort::Newest => "Newest",
        };
        (sort.as_str(), label.to_owned())
    });
    let sort = asked.sort.as_deref().or(Some(Sort::default().as_str()));
    let kinds = kinds.map(|(value, label)| (value, label.to_owned()));
    vec![
        filter("kind", "Kind", asked.kind.as_deref(), any(kinds)),
        filter("topic", "Topic", asked.topic.as_deref(), any(topics)),
        filter("brand", "Brand", asked.brand.as_deref(), any(brands)),
        filter(
            "cushioning",
            "Cushioning",
            asked.cushioning.as_deref(),
            words(Cushioning::ALL),
        ),
        filter(
            "stability",
            "Stability",
            asked.stability.as_deref(),
            words(Stability::ALL),
        ),
        filter(
            "arch_support",
            "Arch support",
            asked.arch_support.as_deref(),
            words(ArchSupport::ALL),
        ),
        filter("sort", "Sort by", sort, owned(sorts)),
    ]
}

fn filter(
    name: &str,
    label: &str,
    chosen: Option<&str>,
    choices: Vec<(String, String)>,
) -> ProductFilter {
    let chosen = chosen.unwrap_or_default();
    ProductFilter {
        name: name.to_owned(),
        label: label.to_owned(),
        choices: choices
            .into_iter()
            .map(|(value, label)| {
                // Brands are found in any case.
                let selected = value.to_lowercase() == chosen.to_lowercase();
                Choice::new(value, label, selected)
            })
            .collect(),
    }
}

/// "Any" and then these.
fn any(choices: impl IntoIterator<Item = (impl Display, String)>) -> Vec<(String, String)> {
    let mut all = vec![(String::new(), "Any".to_owned())];
    all.extend(owned(choices));
    all
}

fn owned(choices: impl IntoIterator<Item = (impl Display, String)>) -> Vec<(String, String)> {
    choices
        .into_iter()
        .map(|(value, label)| (value.to_string(), label))
        .collect()
}

fn words<T: Display>(all: &[T]) -> Vec<(String, String)> {
    any(all.iter().map(|word| (word, spoken(&word.to_string()))))
}
