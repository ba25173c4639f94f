use askama::Template;

use crate::{
    block::{FaqsBlock, ProductsBlock},
    part::{ArticleCard, Crumb, FaqItem, Frame, Link, Pager},
    sample::{Sample, Sampler},
};

#[derive(Clone, Template)]
#[template(path = "site/articles.html")]
pub struct ArticleListPage {
    pub frame: Frame,
    pub topics: Vec<Link>,
    pub articles: Vec<ArticleCard>,
    pub pager: Option<Pager>,
}

#[derive(Clone, Template)]
#[template(path = "site/faqs.html")]
pub struct FaqsPage {
    pub frame: Frame,
    /// Filters by topic; the one in force is current.
    pub topics: Vec<Link>,
    pub faqs: Vec<FaqItem>,
    pub pager: Option<Pager>,
}

#[derive(Clone, Template)]
#[template(path = "site/topic.html")]
pub struct TopicPage {
    pub frame: Frame,
    pub crumbs: Vec<Crumb>,
    pub name: String,
    pub summary: String,
    pub articles: Vec<ArticleCard>,
    pub faqs: Option<FaqsBlock>,
    pub products: Option<ProductsBlock>,
    pub topics: Vec<Link>,
}

fn topics(s: &Sampler) -> Vec<Link> {
    let mut links: Vec<_> = ["All topics", "Heel pain", "Plantar fasciitis", "Insoles"]
        .map(|name| Link::new(s.text(name), s.text("/faqs?topic=heel-pain")))
        .into();
    links[1].current = true;
    links
}

impl Sample for ArticleListPage {
    fn sample(s: &Sampler) -> Self {
        Self {
            frame: Frame::titled(s, "Articles", "/articles"),
            topics: topics(s),
            articles: vec![ArticleCard::sample(s), ArticleCard::sample(s)],
            pager: Some(Pager::sample(s)),
        }
    }
}

impl Sample for FaqsPage {
    fn sample(s: &Sampler) -> Self {
        Self {
            frame: Frame::titled(s, "Questions people ask", "/faqs"),
            topics: topics(s),
            faqs: FaqsBlock::sample(s).faqs,
            pager: Some(Pager::sample(s)),
        }
    }
}

impl Sample for TopicPage {
    fn sample(s: &Sampler) -> Self {
        Self {
            frame: Frame::titled(s, "Plantar fasciitis", "/topics/plantar-fasciitis"),
            crumbs: vec![Crumb::new(s.text("Home"), s.text("/"))],
            name: s.text("Plantar fasciitis"),
            summary: s.text("The band of tissue under the foot, overloaded."),
            articles: vec![ArticleCard::sample(s), ArticleCard::sample(s)],
            faqs: Some(FaqsBlock::sample(s)),
            products: Some(ProductsBlock::sample(s)),
            topics: topics(s),
        }
    }
}
