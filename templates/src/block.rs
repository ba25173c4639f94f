//! Live blocks: what a line such as `::faqs{topic=heel-pain}` becomes. Each renders by itself,
//! for the JSON of an article, and within a page.

use askama::{FastWritable, Template, filters::HtmlSafe};

use crate::{
    SafeHtml,
    part::{ArticleCard, FaqItem, ProductCard, RedFlag},
    sample::{Sample, Sampler},
};

/// `::products{…}`. The disclosure stands above the first link.
#[derive(Clone, Debug, Template)]
#[template(path = "block/products.html")]
pub struct ProductsBlock {
    /// Unique on the page, such as `block_3`. The underscore keeps it apart from headings.
    pub id: String,
    pub heading: String,
    pub disclosure: String,
    pub products: Vec<ProductCard>,
    pub more_href: Option<String>,
}

/// `::faqs{…}`
#[derive(Clone, Debug, Template)]
#[template(path = "block/faqs.html")]
pub struct FaqsBlock {
    pub id: String,
    pub heading: String,
    pub faqs: Vec<FaqItem>,
}

/// `::red-flags`: signs to stop reading at.
#[derive(Clone, Debug, Template)]
#[template(path = "block/red_flags.html")]
pub struct RedFlagsBlock {
    pub id: String,
    /// Emergency signs: call 911 or go to an emergency department.
    pub emergency: Vec<RedFlag>,
    /// Signs to be seen for today.
    pub urgent: Vec<RedFlag>,
}

/// `::find-a-podiatrist`: the one-field form.
#[derive(Clone, Debug, Template)]
#[template(path = "block/find.html")]
pub struct FindBlock {
    pub id: String,
}

/// `::assessment`: the way into the assessment.
#[derive(Clone, Debug, Template)]
#[template(path = "block/assessment.html")]
pub struct AssessmentBlock {
    pub id: String,
}

/// `::related{…}`
#[derive(Clone, Debug, Template)]
#[template(path = "block/related.html")]
pub struct RelatedBlock {
    pub id: String,
    pub heading: String,
    pub articles: Vec<ArticleCard>,
}

/// A piece of an article's body.
#[derive(Clone, Debug)]
pub enum BodyPart {
    Html(SafeHtml),
    Products(ProductsBlock),
    Faqs(FaqsBlock),
    RedFlags(RedFlagsBlock),
    Find(FindBlock),
    Assessment(AssessmentBlock),
    Related(RelatedBlock),
}

/// The whole body in one piece.
pub fn body_html(parts: &[BodyPart]) -> askama::Result<SafeHtml> {
    let mut html = String::new();
    for part in parts {
        part.write_into(&mut html, askama::NO_VALUES)?;
    }
    Ok(SafeHtml::vouched(html))
}

impl std::fmt::Display for BodyPart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.write_into(f, askama::NO_VALUES)
            .map_err(|_| std::fmt::Error)
    }
}

/// Its HTML comes from the sanitiser or from templates that escape.
impl HtmlSafe for BodyPart {}

impl FastWritable for BodyPart {
    fn write_into(
        &self,
        dest: &mut dyn std::fmt::Write,
        values: &dyn askama::Values,
    ) -> askama::Result<()> {
        match self {
            Self::Html(html) => html.write_into(dest, values),
            Self::Products(block) => block.render_into(dest),
            Self::Faqs(block) => block.render_into(dest),
            Self::RedFlags(block) => block.render_into(dest),
            Self::Find(block) => block.render_into(dest),
            Self::Assessment(block) => block.render_into(dest),
            Self::Related(block) => block.render_into(dest),
        }
    }
}

impl HtmlSafe for ProductsBlock {}
impl HtmlSafe for FaqsBlock {}
impl HtmlSafe for RedFlagsBlock {}
impl HtmlSafe for FindBlock {}
impl HtmlSafe for AssessmentBlock {}
impl HtmlSafe for RelatedBlock {}

/// The words of the disclosure, where a site has set none of its own.
pub const DISCLOSURE: &str = "We may earn a commission when you buy through these links. It does not change what you pay, and no maker pays to be listed.";

impl Sample for ProductsBlock {
    fn sample(s: &Sampler) -> Self {
        let mut second = ProductCard::sample(s);
        second.title = s.text("Asics Gel-Kayano");
        second.reason = s.text("Holds a foot that rolls inward, and cushions the landing.");
        second.attributes = s.texts(&["High cushioning", "Stability"]);
        second.price = None;
        second.checked = None;
        let mut third = ProductCard::sample(s);
        third.title = s.text("Hoka Arahi 7");
        third.reason = s.text("Guides the foot with a light, wide base.");
        third.attributes = s.texts(&["Medium cushioning", "Stability", "Drop 5 mm"]);
        Self {
            id: "block_1".to_owned(),
            heading: s.text("Recommended shoes for plantar fasciitis"),
            disclosure: s.text(DISCLOSURE),
            products: vec![ProductCard::sample(s), second, third],
            more_href: s.some("/products?kind=shoe&topic=plantar-fasciitis"),
        }
    }
}

impl Sample for FaqsBlock {
    fn sample(s: &Sampler) -> Self {
        let mut second = FaqItem::sample(s);
        "faq_ice".clone_into(&mut second.id);
        second.question = s.text("Ice or heat?");
        second.answer =
            s.html("Ice in the first days, 15 to 20 minutes at a time. Later, heat for stiffness.");
        let mut third = FaqItem::sample(s);
        "faq_walk".clone_into(&mut third.id);
        third.question = s.text("May I walk on it?");
        Self {
            id: "block_2".to_owned(),
            heading: s.text("Questions people ask"),
            faqs: vec![FaqItem::sample(s), second, third],
        }
    }
}

impl Sample for RedFlagsBlock {
    fn sample(s: &Sampler) -> Self {
        let mut fracture = RedFlag::sample(s);
        fracture.label = s.text("You fell or twisted it, and cannot take four steps");
        fracture.go_to = s.text("Emergency department");
        fracture.source = s.text("Ottawa foot rules");
        let mut urgent = RedFlag::sample(s);
        urgent.label = s.text("One leg is swollen, more than the other");
        urgent.advice = s.text("It can be a clot. Be seen today.");
        urgent.go_to = s.text("Medical care today");
        urgent.source = s.text("NHS; NICE NG158");
        urgent.emergency = false;
        Self {
            id: "block_3".to_owned(),
            emergency: vec![RedFlag::sample(s), fracture],
            urgent: vec![urgent],
        }
    }
}

impl Sample for FindBlock {
    fn sample(_: &Sampler) -> Self {
        Self {
            id: "block_4".to_owned(),
        }
    }
}

impl Sample for AssessmentBlock {
    fn sample(_: &Sampler) -> Self {
        Self {
            id: "block_5".to_owned(),
        }
    }
}

impl Sample for RelatedBlock {
    fn sample(s: &Sampler) -> Self {
        Self {
            id: "block_6".to_owned(),
            heading: s.text("Read next"),
            articles: vec![ArticleCard::sample(s), ArticleCard::sample(s)],
        }
    }
}
