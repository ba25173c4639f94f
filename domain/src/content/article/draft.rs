use footpath_entity::{
    content::article_revision::{self, TopicIds},
    value::Slug,
};

use crate::{Error, Report, Result, content::text};

const TITLE: usize = 200;
const SUMMARY: usize = 600;
const BODY: usize = 200_000;
const AUTHOR: usize = 120;
const SEO_TITLE: usize = 120;
const SEO_DESCRIPTION: usize = 320;
const TOPICS: usize = 20;

/// What an editor sends, as typed; what is left out stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Change {
    pub slug: Option<String>,
    pub title: Option<String>,
    pub summary: Option<String>,
    /// Markdown with live blocks.
    pub body: Option<String>,
    /// A name or a role, such as "A running coach".
    pub author: Option<String>,
    /// Slugs, in the order in which they are shown.
    pub topics: Option<Vec<String>>,
    /// Blank: the title.
    pub seo_title: Option<String>,
    /// Blank: the summary.
    pub seo_description: Option<String>,
}

/// A change whose every field was found to be right, but for whether its topics exist.
#[derive(Debug, Default)]
pub(super) struct Checked {
    pub slug: Option<Slug>,
    pub title: Option<String>,
    pub summary: Option<String>,
    pub body: Option<String>,
    pub author: Option<String>,
    pub topics: Option<Vec<Slug>>,
    pub seo_title: Option<String>,
    pub seo_description: Option<String>,
}

impl Change {
    /// Each field by itself. A draft may be unfinished, but it needs a title to be found by.
    pub(super) fn check(&self, new: bool) -> Result<Checked> {
        let mut report = Report::new();
        let r = &mut report;
        let line = |r: &mut Report, field: &str, text: &Option<String>, max| {
            text.as_deref().map(|text| text::line(r, field, text, max))
        };
        let checked = Checked {
            slug: self.slug.as_deref().and_then(|slug| r.parse("slug", slug)),
            title: line(r, "title", &self.title, TITLE),
            summary: line(r, "summary", &self.summary, SUMMARY),
            body: self
                .body
                .as_deref()
                .map(|body| text::paragraphs(r, "body", body, BODY)),
            author: line(r, "author", &self.author, AUTHOR),
            topics: self.topics.as_deref().map(|slugs| topics(r, slugs)),
            seo_title: line(r, "seo.title", &self.seo_title, SEO_TITLE),
            seo_description: line(r, "seo.description", &self.seo_description, SEO_DESCRIPTION),
        };
        match checked.title.as_deref() {
            Some("") => report.add("title", "must not be empty"),
            None if new => report.add("title", "is missing"),
            _ => {}
        }
        if report.is_empty() {
            Ok(checked)
        } else {
            Err(Error::Invalid(report))
        }
    }
}

fn topics(report: &mut Report, slugs: &[String]) -> Vec<Slug> {
    let mut topics: Vec<Slug> = Vec::new();
    if slugs.len() > TOPICS {
        report.add("topics", format!("must be at most {TOPICS}"));
    }
    for slug in slugs.iter().take(TOPICS) {
        if let Some(slug) = report.parse("topics", slug)
            && !topics.contains(&slug)
        {
            topics.push(slug);
        }
    }
    topics
}

impl Checked {
    /// Puts what was sent over a revision. `topics` are the IDs of the slugs that were sent.
    pub(super) fn put(self, row: &mut article_revision::Model, topics: Option<TopicIds>) {
        let blank_is_none = |text: String| Some(text).filter(|text| !text.is_empty());
        row.slug = self.slug.unwrap_or_else(|| row.slug.clone());
        row.title = self.title.unwrap_or_else(|| row.title.clone());
        row.summary = self.summary.unwrap_or_else(|| row.summary.clone());
        row.body_markdown = self.body.unwrap_or_else(|| row.body_markdown.clone());
        row.author_line = self.author.unwrap_or_else(|| row.author_line.clone());
        if let Some(topics) = topics {
            row.topics = topics;
        }
        if let Some(title) = self.seo_title {
            row.seo_title = blank_is_none(title);
        }
        if let Some(description) = self.seo_description {
            row.seo_description = blank_is_none(description);
        }
        row.search_text = text::searchable(&[&row.title, &row.summary, &row.body_markdown]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let some = |text: &str| Some(text.to_owned());
        let change = Change {
            slug: some("Not A Slug"),
            title: some(" "),
            summary: some("two\nlines"),
            body: some("nul \0"),
            author: some(&"x".repeat(121)),
            topics: Some(vec!["heel-pain".into(), "../x".into()]),
            seo_title: some(&"x".repeat(121)),
            seo_description: some("a\0"),
        };
        let Err(Error::Invalid(report)) = change.check(false) else {
            panic!("it passed")
        };
        let mut fields: Vec<_> = report.0.iter().map(|e| e.field.as_str()).collect();
        fields.sort_unstable();
        assert_eq!(
            fields,
            [
                "author",
                "body",
                "seo.description",
                "seo.title",
                "slug",
                "summary",
                "title",
                "topics"
            ]
        );
    }

    #[test]
    fn a_new_draft_needs_a_title_and_nothing_else() {
        assert!(Change::default().check(true).is_err());
        assert!(Change::default().check(false).is_ok());
        let titled = Change {
            title: Some("Heel pain".into()),
            ..Change::default()
        };
        assert!(titled.check(true).is_ok());
    }
}
