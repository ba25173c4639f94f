//! An article's body, its live blocks filled with what holds now.

use std::{collections::HashMap, sync::Arc};

use footpath_entity::id::ArticleId;
use footpath_templates::{
    block::{
        AssessmentBlock, BodyPart, FaqsBlock, FindBlock, ProductsBlock, RedFlagsBlock, RelatedBlock,
    },
    markdown::{self, Heading, Segment},
};

use super::{Article, about};
use crate::{
    Ctx, Error, Result,
    catalog::{card::card as product_card, disclosure, product},
    content::{
        block::{self, Block, Products},
        card,
        faq::{self, Faq},
        topic,
    },
    triage::{self, RuleSet},
};

/// What stands in the place of an article's text.
pub(super) struct Body {
    pub parts: Vec<BodyPart>,
    pub headings: Vec<Heading>,
    /// The questions that its blocks show, each once.
    pub faqs: Vec<Faq>,
}

/// Fills blocks, and remembers what it looked up: articles of one list ask for much the same.
pub(super) struct Live<'a> {
    ctx: &'a Ctx,
    known: HashMap<Block, Data>,
}

#[derive(Clone)]
enum Data {
    Products(String, Arc<Vec<product::Product>>),
    Faqs(String, Arc<Vec<Faq>>),
    RedFlags(Option<Arc<RuleSet>>),
    Related(Arc<Vec<Article>>),
    Nothing,
}

impl<'a> Live<'a> {
    pub(super) fn new(ctx: &'a Ctx) -> Self {
        Self {
            ctx,
            known: HashMap::new(),
        }
    }

    /// A line that is no sound block is left out: it was sound when the article was published.
    pub(super) async fn body(&mut self, id: ArticleId, source: &str) -> Result<Body> {
        let document = markdown::document(source);
        let mut body = Body {
            parts: Vec::with_capacity(document.segments.len()),
            headings: document.headings,
            faqs: Vec::new(),
        };
        for (n, segment) in (1..).zip(document.segments) {
            match segment {
                Segment::Html(html) => body.parts.push(BodyPart::Html(html)),
                Segment::Block { text, .. } => {
                    if let Ok(block) = block::read(&text) {
                        self.put(id, &block, n, &mut body).await?;
                    }
                }
            }
        }
        Ok(body)
    }

    async fn put(&mut self, id: ArticleId, block: &Block, n: usize, body: &mut Body) -> Result<()> {
        let part = match (block, self.data(block).await?) {
            (Block::Products(wanted), Data::Products(heading, found)) => {
                products(self.ctx, n, wanted, heading, &found)
            }
            (_, Data::Faqs(heading, found)) => questions(n, heading, &found, body),
            (_, Data::RedFlags(Some(rules))) => Some(red_flags(n, &rules)),
            (Block::Related { limit, .. }, Data::Related(found)) => related(n, id, &found, *limit),
            (Block::FindAPodiatrist, _) => Some(BodyPart::Find(FindBlock {
                id: format!("find_{n}"),
            })),
            (Block::Assessment, _) => Some(BodyPart::Assessment(AssessmentBlock {
                id: format!("assessment_{n}"),
            })),
            _ => None,
        };
        body.parts.extend(part);
        Ok(())
    }

    async fn data(&mut self, block: &Block) -> Result<Data> {
        if let Some(known) = self.known.get(block) {
            return Ok(known.clone());
        }
        let data = self.look_up(block).await?;
        self.known.insert(block.clone(), data.clone());
        Ok(data)
    }

    async fn look_up(&self, block: &Block) -> Result<Data> {
        let ctx = self.ctx;
        Ok(match block {
            Block::Products(wanted) => {
                let found = product::cards(ctx, &filter(wanted), wanted.limit).await?;
                Data::Products(heading(ctx, wanted).await?, Arc::new(found))
            }
            Block::Faqs { topic, limit } => {
                let found = faq::about(ctx, topic, *limit).await?;
                let heading = match topic::by_slug(ctx.store.read(), topic).await? {
                    Some(topic) => format!("{}: questions people ask", topic.name),
                    None => "Questions people ask".to_owned(),
                };
                Data::Faqs(heading, Arc::new(found))
            }
            Block::RedFlags => Data::RedFlags(match triage::live(ctx).await {
                Ok(rules) => Some(rules),
                Err(Error::Unavailable {
                    code: "questionnaire.none",
                    ..
                }) => None,
                Err(why) => return Err(why),
            }),
            // One more, since the article itself may be among them.
            Block::Related { topic, limit } => {
                Data::Related(Arc::new(about(ctx, topic, limit + 1).await?))
            }
            Block::FindAPodiatrist | Block::Assessment => Data::Nothing,
        })
    }
}

fn filter(wanted: &Products) -> product::ProductFilter {
    product::ProductFilter {
        kind: Some(wanted.kind),
        topic: wanted.topic.clone(),
        brand: wanted.brand.clone(),
        cushioning: wanted.cushioning,
        stability: wanted.stability,
        arch_support: wanted.arch_support,
        ..product::ProductFilter::default()
    }
}

async fn heading(ctx: &Ctx, wanted: &Products) -> Result<String> {
    let topic = match &wanted.topic {
        Some(slug) => topic::by_slug(ctx.store.read(), slug).await?,
        None => None,
    };
    Ok(card::products_heading(
        wanted,
        topic.as_ref().map(|topic| topic.name.as_str()),
    ))
}

fn products(
    ctx: &Ctx,
    n: usize,
    wanted: &Products,
    heading: String,
    found: &[product::Product],
) -> Option<BodyPart> {
    (!found.is_empty()).then(|| {
        BodyPart::Products(ProductsBlock {
            id: format!("products_{n}"),
            heading,
            disclosure: disclosure::TEXT.to_owned(),
            products: found
                .iter()
                .map(|found| product_card(found, ctx.now()))
                .collect(),
            more_href: Some(card::products_href(wanted)),
        })
    })
}

fn questions(n: usize, heading: String, found: &[Faq], body: &mut Body) -> Option<BodyPart> {
    for faq in found {
        if !body.faqs.iter().any(|shown| shown.id == faq.id) {
            body.faqs.push(faq.clone());
        }
    }
    let id = format!("faqs_{n}");
    (!found.is_empty()).then(|| {
        BodyPart::Faqs(FaqsBlock {
            heading,
            faqs: found.iter().map(|faq| card::faq(&id, faq)).collect(),
            id,
        })
    })
}

fn red_flags(n: usize, rules: &RuleSet) -> BodyPart {
    let (emergency, urgent) = card::red_flags(rules);
    BodyPart::RedFlags(RedFlagsBlock {
        id: format!("red_flags_{n}"),
        emergency,
        urgent,
    })
}

fn related(n: usize, id: ArticleId, found: &[Article], limit: u64) -> Option<BodyPart> {
    let others: Vec<_> = found
        .iter()
        .filter(|other| other.id != id)
        .take(usize::try_from(limit).unwrap_or(usize::MAX))
        .map(card::article)
        .collect();
    (!others.is_empty()).then(|| {
        BodyPart::Related(RelatedBlock {
            id: format!("related_{n}"),
            heading: "Read next".to_owned(),
            articles: others,
        })
    })
}
