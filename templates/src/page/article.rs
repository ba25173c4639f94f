use askama::Template;

use crate::{
    block::{AssessmentBlock, BodyPart, FaqsBlock, FindBlock, ProductsBlock, RedFlagsBlock},
    part::{ArticleCard, Crumb, Frame, Link},
    sample::{Sample, Sampler},
};

#[derive(Clone, Template)]
#[template(path = "site/article.html")]
pub struct ArticlePage {
    pub frame: Frame,
    pub crumbs: Vec<Crumb>,
    pub title: String,
    pub summary: String,
    /// Such as "Robin Hale, running coach".
    pub author: Option<String>,
    /// Such as "Reviewed by Kim Vale, DPM, on October 3, 2026".
    pub review: Option<String>,
    /// In its place when nobody has: such as "Example content that awaits clinical review".
    pub review_pending: Option<String>,
    /// Such as "Updated October 3, 2026".
    pub updated: Option<String>,
    /// Such as "6 minutes to read".
    pub reading_time: String,
    pub topics: Vec<Link>,
    pub contents: Vec<ContentsEntry>,
    pub body: Vec<BodyPart>,
    /// Questions that belong to the article and stand in no block of it.
    pub faqs: Option<FaqsBlock>,
    pub related: Vec<ArticleCard>,
}

/// A line of the contents, which links to a heading of the second level.
#[derive(Clone, Debug)]
pub struct ContentsEntry {
    pub id: String,
    pub label: String,
}

impl ArticlePage {
    /// Minutes that the words take at 220 a minute, in words.
    pub fn reading_time(words: usize) -> String {
        match words.div_ceil(220).max(1) {
            1 => "1 minute to read".to_owned(),
            minutes => format!("{minutes} minutes to read"),
        }
    }
}

impl Sample for ArticlePage {
    fn sample(s: &Sampler) -> Self {
        let why = s.html("Heel pain that comes back when you *walk* after a run is more than soreness. It is an early warning, and pain that stays deserves a look.[^1]\n\n## Why it matters\n\nYour heel takes two to three times your weight with every stride. The tissue under it is tough, but it mends slowly when each day adds a little more than it can repair.\n\n## Causes\n\nThe most common cause is **plantar fasciitis**: the band of tissue under the foot is overloaded by repeated impact, by more miles than it is used to, or by shoes that no longer support it. It hurts most with the first steps of the day.\n\n> The first ten steps tell more than the last ten miles.\n\n[^1]: A note with its source.");
        let after = s.html("## What helps at once\n\n1. Rest, and do not go barefoot, not even at home.\n2. Ice for 15 to 20 minutes, several times a day.\n3. Raise the foot when you sit.\n\n| Week | Running | Walking |\n|---|---|---|\n| 1 | none | short and gentle |\n| 2 | none | as far as it does not hurt |\n| 3 | 10 percent of before | as usual |\n\n### Stretch every day\n\nCalf, arch and Achilles, 30 seconds each, three times.");
        let last = s.html("## When to see someone\n\nIf days of rest do not help, or it hurts more when you stand, have it looked at.");
        Self {
            frame: Frame::titled(s, "Heel pain when walking after running", "/articles/heel-pain"),
            crumbs: vec![
                Crumb::new(s.text("Home"), s.text("/")),
                Crumb::new(s.text("Articles"), s.text("/articles")),
            ],
            title: s.text("Heel pain when walking after running"),
            summary: s.text("Why a heel hurts the day after a run, what helps at once, and when to see a professional."),
            author: s.some("Robin Hale, running coach"),
            review: s.some("Reviewed by Kim Vale, DPM, on October 3, 2026"),
            review_pending: s.some("Example content that awaits clinical review"),
            updated: s.some("Updated October 3, 2026"),
            reading_time: s.text("6 minutes to read"),
            topics: vec![
                Link::new(s.text("Heel pain"), s.text("/topics/heel-pain")),
                Link::new(s.text("Plantar fasciitis"), s.text("/topics/plantar-fasciitis")),
            ],
            contents: [
                ("why-it-matters", "Why it matters"),
                ("causes", "Causes"),
                ("what-helps-at-once", "What helps at once"),
                ("when-to-see-someone", "When to see someone"),
            ]
            .map(|(id, label)| ContentsEntry {
                id: id.to_owned(),
                label: s.text(label),
            })
            .into(),
            body: vec![
                BodyPart::Html(why),
                BodyPart::Products(ProductsBlock::sample(s)),
                BodyPart::Html(after),
                BodyPart::Html(last),
                BodyPart::RedFlags(RedFlagsBlock::sample(s)),
                BodyPart::Assessment(AssessmentBlock::sample(s)),
                BodyPart::Find(FindBlock::sample(s)),
            ],
            faqs: Some(FaqsBlock::sample(s)),
            related: vec![ArticleCard::sample(s), ArticleCard::sample(s)],
        }
    }
}
