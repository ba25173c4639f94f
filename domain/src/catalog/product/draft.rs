use footpath_entity::{
    catalog::{ProductKind, product},
    value::Slug,
};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::{
    Report, Result,
    catalog::{
        attributes::{Attributes, AttributesDraft},
        text,
    },
};

/// A product as somebody typed it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProductDraft {
    /// Blank: made of the title.
    pub slug: String,
    pub kind: String,
    pub brand: String,
    pub model: String,
    /// Blank: brand and model.
    pub title: String,
    pub summary: String,
    /// One line: why a reader might want it.
    pub reason: String,
    pub body_markdown: String,
    /// A path on this site or an absolute address; blank: none.
    pub image: String,
    /// Slugs.
    pub topics: Vec<String>,
    pub attributes: AttributesDraft,
}

/// A change to a product: what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProductEdit {
    pub slug: Option<String>,
    pub kind: Option<String>,
    pub brand: Option<String>,
    pub model: Option<String>,
    pub title: Option<String>,
    pub summary: Option<String>,
    pub reason: Option<String>,
    pub body_markdown: Option<String>,
    pub image: Option<String>,
    pub topics: Option<Vec<String>>,
    pub attributes: Option<AttributesDraft>,
}

/// A product that is right in itself; whether slug and topics fit the rest is not known yet.
#[derive(Debug)]
pub(in crate::catalog) struct Checked {
    pub slug: Slug,
    pub kind: ProductKind,
    pub brand: String,
    pub model: String,
    pub title: String,
    pub summary: String,
    pub reason: String,
    pub body_markdown: String,
    pub image: Option<String>,
    pub topics: Vec<Slug>,
    pub attributes: Attributes,
}

impl ProductDraft {
    /// The draft that would make this row; `topics` are its slugs.
    pub(super) fn of(row: &product::Model, topics: Vec<String>) -> Self {
        Self {
            slug: row.slug.as_str().to_owned(),
            kind: row.kind.as_str().to_owned(),
            brand: row.brand.clone(),
            model: row.model.clone(),
            title: row.title.clone(),
            summary: row.summary.clone(),
            reason: row.reason.clone(),
            body_markdown: row.body_markdown.clone(),
            image: row.image.clone().unwrap_or_default(),
            topics,
            attributes: AttributesDraft::of(row),
        }
    }

    pub(super) fn edited(self, edit: ProductEdit) -> Self {
        Self {
            slug: edit.slug.unwrap_or(self.slug),
            kind: edit.kind.unwrap_or(self.kind),
            brand: edit.brand.unwrap_or(self.brand),
            model: edit.model.unwrap_or(self.model),
            title: edit.title.unwrap_or(self.title),
            summary: edit.summary.unwrap_or(self.summary),
            reason: edit.reason.unwrap_or(self.reason),
            body_markdown: edit.body_markdown.unwrap_or(self.body_markdown),
            image: edit.image.unwrap_or(self.image),
            topics: edit.topics.unwrap_or(self.topics),
            attributes: edit.attributes.unwrap_or(self.attributes),
        }
    }

    pub(in crate::catalog) fn check(&self) -> Result<Checked> {
        let mut report = Report::new();
        let kind = report.parse("kind", self.kind.trim());
        let brand = text::needed(&mut report, "brand", &self.brand, 80);
        let model = text::needed(&mut report, "model", &self.model, 120);
        let title = match text::line(&mut report, "title", &self.title, 200) {
            title if title.is_empty() => format!("{brand} {model}"),
            title => title,
        };
        let slug = if self.slug.is_empty() {
            let made = Slug::from_title(&title);
            if made.is_none() && !title.trim().is_empty() {
                report.add("slug", "cannot be made of this title; give one");
            }
            made
        } else {
            report.parse("slug", &self.slug)
        };
        let summary = text::line(&mut report, "summary", &self.summary, 600);
        let reason = text::line(&mut report, "reason", &self.reason, 200);
        let body_markdown = text::block(&mut report, "body", &self.body_markdown, 20_000);
        let image = image(&mut report, &self.image);
        let mut topics: Vec<Slug> = self
            .topics
            .iter()
            .filter_map(|topic| report.parse("topics", topic))
            .collect();
        topics.sort_unstable();
        topics.dedup();
        let known_kind = kind.unwrap_or(ProductKind::Shoe);
        let attributes = if kind.is_some() {
            self.attributes.check(known_kind, &mut report)
        } else {
            AttributesDraft::default().check(known_kind, &mut Report::new())
        };
        report.into_result()?;
        Ok(Checked {
            // An empty title and slug has been reported above.
            slug: slug.ok_or_else(|| crate::Error::invalid("slug", "must not be empty"))?,
            kind: known_kind,
            brand,
            model,
            title,
            summary,
            reason,
            body_markdown,
            image,
            topics,
            attributes,
        })
    }
}

impl Checked {
    /// Writes everything but the topics into a row.
    pub(super) fn put(self, row: &mut product::Model) {
        row.search_text = format!(
            "{} {} {} {}",
            self.title, self.brand, self.model, self.summary
        )
        .to_lowercase();
        row.slug = self.slug;
        row.kind = self.kind;
        row.brand = self.brand;
        row.model = self.model;
        row.title = self.title;
        row.summary = self.summary;
        row.reason = self.reason;
        row.body_markdown = self.body_markdown;
        row.image = self.image;
        self.attributes.put(row);
    }
}

/// A picture of this site, or one on the web; never a scheme that runs something.
fn image(report: &mut Report, text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let clean = text.len() <= 2000 && !text.chars().any(|c| c.is_control() || c.is_whitespace());
    let own = text.starts_with('/') && !text.starts_with("//") && !text.contains('\\');
    let web = Url::parse(text).is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.username().is_empty()
            && url.password().is_none()
    });
    if !clean || !(own || web) {
        report.add(
            "image",
            "must be a path on this site or an http or https address",
        );
        return None;
    }
    Some(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    fn shoe() -> ProductDraft {
        ProductDraft {
            kind: "shoe".into(),
            brand: "Acme".into(),
            model: "Stride 2".into(),
            ..ProductDraft::default()
        }
    }

    fn fields(draft: &ProductDraft) -> Vec<String> {
        match draft.check() {
            Err(Error::Invalid(report)) => report.0.into_iter().map(|e| e.field).collect(),
            Err(other) => panic!("{other}"),
            Ok(_) => Vec::new(),
        }
    }

    #[test]
    fn title_and_slug_are_made_of_brand_and_model() {
        let checked = shoe().check().unwrap();
        assert_eq!(checked.title, "Acme Stride 2");
        assert_eq!(checked.slug.as_str(), "acme-stride-2");
    }

    #[test]
    fn everything_wrong_is_named_at_once() {
        let wrong = ProductDraft {
            kind: "boot".into(),
            brand: " ".into(),
            slug: "Not A Slug".into(),
            title: "a\u{1}b".into(),
            image: "javascript:alert(1)".into(),
            topics: vec!["heel-pain".into(), "Heel Pain".into()],
            ..shoe()
        };
        assert_eq!(
            fields(&wrong),
            ["kind", "brand", "title", "slug", "image", "topics"]
        );
    }

    #[test]
    fn a_picture_is_on_this_site_or_on_the_web() {
        for good in ["/media/a.webp", "https://example.com/a.png", ""] {
            let draft = ProductDraft {
                image: good.into(),
                ..shoe()
            };
            assert_eq!(fields(&draft), Vec::<String>::new(), "{good}");
        }
        for bad in [
            "//example.com/a.png",
            "data:image/png;base64,x",
            "/a b",
            "/\\example.com",
        ] {
            let draft = ProductDraft {
                image: bad.into(),
                ..shoe()
            };
            assert_eq!(fields(&draft), ["image"], "{bad}");
        }
    }
}
