//! Products beside a result, remembered as long as nothing findable has changed.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use super::Outcome;
use crate::{
    Ctx, Result,
    catalog::product::{self, Product, ProductFilter},
    search_log,
};

/// How many products may stand beside a result.
const PRODUCTS: u64 = 3;

/// What to read and what to buy when no answer points anywhere in particular.
const GENERAL_TOPIC: &str = "heel-pain";

/// As of one moment: the last change, and the minute, as prices go stale with time alone.
type Moment = (i64, i64);

/// What was found for which topics. There are as many of these as rules name.
#[derive(Default)]
struct Found {
    at: Moment,
    by_topics: HashMap<Vec<String>, Vec<Product>>,
}

#[derive(Default)]
pub(super) struct Remembered(Mutex<Found>);

pub(super) async fn beside(ctx: &Ctx, outcome: &Outcome) -> Result<Vec<Product>> {
    if !outcome.show_products {
        return Ok(Vec::new());
    }
    let change = search_log::last(ctx).await?;
    let moment = (change, ctx.now().timestamp().div_euclid(60));
    let known = &ctx.triage.products;
    if let Some(found) = known.get(moment, &outcome.related_topics) {
        return Ok(found);
    }
    let found = find(ctx, &outcome.related_topics).await?;
    known.put(moment, &outcome.related_topics, &found);
    Ok(found)
}

async fn find(ctx: &Ctx, topics: &[String]) -> Result<Vec<Product>> {
    let topics = topics.iter().map(String::as_str);
    for topic in topics.chain([GENERAL_TOPIC]) {
        let filter = ProductFilter {
            topic: topic.parse().ok(),
            ..ProductFilter::default()
        };
        let found = product::cards(ctx, &filter, PRODUCTS).await?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

impl Remembered {
    fn get(&self, moment: Moment, topics: &[String]) -> Option<Vec<Product>> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (held.at == moment)
            .then(|| held.by_topics.get(topics).cloned())
            .flatten()
    }

    /// What was looked for before a change is never put among what came after it.
    fn put(&self, moment: Moment, topics: &[String], found: &[Product]) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.at < moment {
            *held = Found {
                at: moment,
                by_topics: HashMap::new(),
            };
        }
        if held.at == moment {
            held.by_topics.insert(topics.to_vec(), found.to_vec());
        }
    }
}
