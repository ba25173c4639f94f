use askama::Template;

use crate::{
    SafeHtml, markdown,
    part::{Choice, Frame, Pager},
    sample::{Sample, Sampler},
};

#[derive(Clone, Template)]
#[template(path = "site/search.html")]
pub struct SearchPage {
    pub frame: Frame,
    /// As typed.
    pub q: String,
    /// Values of parameter `types`; none selected means all.
    pub types: Vec<Choice>,
    /// Such as "12 results"; absent before a search.
    pub summary: Option<String>,
    pub problem: Option<String>,
    pub hits: Vec<SearchHit>,
    pub pager: Option<Pager>,
}

#[derive(Clone)]
pub struct SearchHit {
    /// Such as "Article".
    pub kind: String,
    pub title: String,
    pub href: String,
    /// See [`markdown::snippet`].
    pub snippet: SafeHtml,
}

impl Sample for SearchPage {
    fn sample(s: &Sampler) -> Self {
        let hit = |kind: &str, title: &str, snippet: &str| SearchHit {
            kind: s.text(kind),
            title: s.text(title),
            href: s.text("/articles/heel-pain"),
            snippet: markdown::snippet(&s.text(snippet)),
        };
        Self {
            frame: Frame::titled(s, "Search", "/search"),
            q: s.text("plantar fasciitis"),
            types: vec![
                Choice::new(s.text("article"), s.text("Articles"), true),
                Choice::new(s.text("product"), s.text("Products"), false),
            ],
            summary: s.some("2 results"),
            problem: s.some("This is not a kind of result."),
            hits: vec![
                hit(
                    "Article",
                    "Heel pain when walking after running",
                    "The commonest cause is <mark>plantar</mark> <mark>fasciitis</mark>: the tissue under the foot is overloaded.",
                ),
                hit(
                    "Product",
                    "Brooks Glycerin 21",
                    "A soft daily trainer for <mark>plantar</mark> pain.",
                ),
            ],
            pager: Some(Pager::sample(s)),
        }
    }
}
