//! Live blocks: lines of an article that stand for something fresh, such as
//! `::products{kind=shoe topic=plantar-fasciitis limit=3}`.

mod args;
mod parse;

use footpath_entity::{
    catalog::{ArchSupport, Cushioning, ProductKind, Stability},
    value::Slug,
};

pub use parse::{Mistake, check, read};

/// What a line stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Block {
    Products(Products),
    /// Answered questions of a topic.
    Faqs {
        topic: Slug,
        limit: u64,
    },
    /// The signs that need somebody soon, from the live triage rules.
    RedFlags,
    FindAPodiatrist,
    Assessment,
    /// Other articles of a topic.
    Related {
        topic: Slug,
        limit: u64,
    },
}

/// Which products to show.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Products {
    pub kind: ProductKind,
    pub topic: Option<Slug>,
    pub brand: Option<String>,
    pub cushioning: Option<Cushioning>,
    pub stability: Option<Stability>,
    pub arch_support: Option<ArchSupport>,
    pub limit: u64,
}

impl Block {
    /// The topic that it names, if any.
    pub fn topic(&self) -> Option<&Slug> {
        match self {
            Self::Products(products) => products.topic.as_ref(),
            Self::Faqs { topic, .. } | Self::Related { topic, .. } => Some(topic),
            Self::RedFlags | Self::FindAPodiatrist | Self::Assessment => None,
        }
    }
}
