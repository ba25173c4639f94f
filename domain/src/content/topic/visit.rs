use super::{Topic, by_slug, list};
use crate::{
    Ctx, Error, Result,
    catalog::product::{self, Product, ProductFilter},
    content::{
        article::{self, Article},
        faq::{self, Faq},
    },
};

/// Everything that readers may see on a topic.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicVisit {
    pub topic: Topic,
    /// Newest first.
    pub articles: Vec<Article>,
    pub faqs: Vec<Faq>,
    pub products: Vec<Product>,
    /// All topics, to go on from here.
    pub topics: Vec<Topic>,
}

/// The topic at this address with what belongs to it.
pub async fn visit(ctx: &Ctx, slug: &str) -> Result<TopicVisit> {
    let unknown = || Error::not_found("topic.not_found");
    let slug = slug.parse().map_err(|_| unknown())?;
    let topic = by_slug(ctx.store.read(), &slug)
        .await?
        .ok_or_else(unknown)?;
    let filter = ProductFilter {
        topic: Some(slug.clone()),
        ..ProductFilter::default()
    };
    Ok(TopicVisit {
        articles: article::about(ctx, &slug, 20).await?,
        faqs: faq::about(ctx, &slug, 50).await?,
        products: product::cards(ctx, &filter, 6).await?,
        topics: list(ctx).await?,
        topic,
    })
}
