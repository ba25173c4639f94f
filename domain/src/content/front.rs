//! The home page: the newest of everything.

use super::{
    article::{self, Article},
    faq::{self, Faq},
    topic::{self, Topic},
};
use crate::{Ctx, Result, paging::Page};

/// What a reader sees first.
#[derive(Clone, Debug, PartialEq)]
pub struct Front {
    pub articles: Vec<Article>,
    pub topics: Vec<Topic>,
    pub faqs: Vec<Faq>,
}

/// The newest articles, all topics, and the first questions.
pub async fn front(ctx: &Ctx) -> Result<Front> {
    Ok(Front {
        articles: article::recent(ctx, 6).await?,
        topics: topic::list(ctx).await?,
        faqs: faq::list(ctx, &faq::Filter::default(), Page::first(5))
            .await?
            .items,
    })
}
