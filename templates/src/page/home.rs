use askama::Template;

use crate::{
    part::{ArticleCard, FaqItem, Frame, Link},
    sample::{Sample, Sampler},
};

#[derive(Clone, Template)]
#[template(path = "site/home.html")]
pub struct HomePage {
    pub frame: Frame,
    pub headline: String,
    pub lead: String,
    pub articles: Vec<ArticleCard>,
    pub topics: Vec<Link>,
    pub faqs: Vec<FaqItem>,
}

impl HomePage {
    /// With the site's usual words.
    pub fn new(frame: Frame) -> Self {
        Self {
            frame,
            headline: "From heel pain to the right care".to_owned(),
            lead: "Plain answers for people who run and walk: what it may be, what helps today, and who near you can look at it.".to_owned(),
            articles: Vec::new(),
            topics: Vec::new(),
            faqs: Vec::new(),
        }
    }
}

impl Sample for HomePage {
    fn sample(s: &Sampler) -> Self {
        let mut second = ArticleCard::sample(s);
        second.title = s.text("Choosing shoes and insoles for sore heels");
        second.href = s.text("/articles/choosing-shoes-and-insoles");
        second.summary = s.text("Cushioning, support and fit, and when an insole earns its place.");
        Self {
            articles: vec![ArticleCard::sample(s), second, ArticleCard::sample(s)],
            topics: ["Heel pain", "Plantar fasciitis", "Achilles tendinitis", "Heel spur", "Stress fracture", "Running shoes", "Insoles", "Prevention"]
                .map(|name| Link::new(s.text(name), s.text("/topics/heel-pain")))
                .into(),
            faqs: crate::block::FaqsBlock::sample(s).faqs,
            headline: s.text("From heel pain to the right care"),
            lead: s.text("Plain answers for people who run and walk: what it may be, what helps today, and who near you can look at it."),
            frame: Frame::titled(s, "From heel pain to the right care", "/"),
        }
    }
}
