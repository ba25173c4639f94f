use crate::{
    JsonLd, assets,
    sample::{Sample, Sampler},
};

/// A link in a menu or a row of links. `current` marks the page that one is on.
#[derive(Clone, Debug, Default)]
pub struct Link {
    pub label: String,
    pub href: String,
    pub current: bool,
}

impl Link {
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
            current: false,
        }
    }
}

/// A step of the way back up, the home page first.
#[derive(Clone, Debug)]
pub struct Crumb {
    pub label: String,
    pub href: String,
}

impl Crumb {
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
        }
    }
}

/// What stands around a public page.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    pub site_name: String,
    /// Of the page, without the site's name.
    pub title: String,
    /// For search engines; empty when there is none.
    pub description: String,
    /// The page's full address; empty when it has none to be known by.
    pub canonical: String,
    /// Keeps the page out of search engines.
    pub noindex: bool,
    pub nav: Vec<Link>,
    pub json_ld: Vec<JsonLd>,
}

impl Frame {
    /// The frame of a page at `path`, such as `/products`; the menu marks where one is.
    pub fn new(site_name: impl Into<String>, title: impl Into<String>, path: &str) -> Self {
        let nav = [
            ("Articles", "/articles"),
            ("FAQs", "/faqs"),
            ("Shoes and insoles", "/products"),
            ("Find a podiatrist", "/find-a-podiatrist"),
            ("Check your foot", "/assessment"),
        ];
        let nav = nav
            .map(|(label, href)| Link {
                label: label.to_owned(),
                href: href.to_owned(),
                current: path == href || path.starts_with(&format!("{href}/")),
            })
            .into();
        Self {
            site_name: site_name.into(),
            title: title.into(),
            nav,
            ..Self::default()
        }
    }

    #[must_use]
    pub fn described(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    #[must_use]
    pub fn canonical(mut self, url: impl Into<String>) -> Self {
        self.canonical = url.into();
        self
    }

    #[must_use]
    pub fn with_json_ld(mut self, json_ld: JsonLd) -> Self {
        self.json_ld.push(json_ld);
        self
    }

    /// For pages that are nobody's to find: private links, errors, results.
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.noindex = true;
        self
    }

    pub fn style(&self) -> &'static str {
        assets::STYLE
    }

    pub fn theme_script(&self) -> &'static str {
        assets::THEME_SCRIPT
    }

    pub fn page_script(&self) -> &'static str {
        assets::PAGE_SCRIPT
    }

    pub fn favicon(&self) -> &'static str {
        assets::FAVICON
    }
}

impl Frame {
    pub(crate) fn titled(s: &Sampler, title: &str, path: &str) -> Self {
        Self {
            title: s.text(title),
            canonical: s.text(&format!("https://footpath.example{path}")),
            nav: Self::new("", "", path).nav,
            ..Self::sample(s)
        }
    }
}

impl Sample for Frame {
    fn sample(s: &Sampler) -> Self {
        let value =
            serde_json::json!({"@context": "https://schema.org", "name": s.text("Footpath")});
        Self::new(s.text("Footpath"), s.text("Footpath"), "/")
            .described(s.text("Plain answers about foot and heel pain."))
            .canonical(s.text("https://footpath.example/"))
            .with_json_ld(JsonLd::new(&value))
    }
}
