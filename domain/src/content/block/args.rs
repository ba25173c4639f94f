use std::str::FromStr;

use footpath_entity::{catalog::ProductKind, value::Slug};

use super::{Block, Products};

const MAX_PRODUCTS: u64 = 12;
const MAX_FAQS: u64 = 50;
const MAX_RELATED: u64 = 12;
const NAMES: &str = "products, faqs, red-flags, find-a-podiatrist, assessment, related";

/// The block that `::name{args}` stands for, or everything that is wrong with it.
pub(super) fn block(name: &str, args: &str) -> Result<Block, Vec<String>> {
    let mut args = Args::read(args);
    let block = match name {
        "products" => products(&mut args),
        "faqs" => args
            .needed("topic")
            .zip(args.limit(MAX_FAQS, MAX_FAQS))
            .map(|(topic, limit)| Block::Faqs { topic, limit }),
        "related" => args
            .needed("topic")
            .zip(args.limit(MAX_RELATED, 4))
            .map(|(topic, limit)| Block::Related { topic, limit }),
        "red-flags" => Some(Block::RedFlags),
        "find-a-podiatrist" => Some(Block::FindAPodiatrist),
        "assessment" => Some(Block::Assessment),
        other => {
            return Err(vec![format!(
                "there is no block ::{other}; there are {NAMES}"
            )]);
        }
    };
    args.finish(name, block)
}

fn products(args: &mut Args) -> Option<Block> {
    let kind: Option<ProductKind> = args.needed("kind");
    let topic = args.optional("topic");
    let brand: Option<Slug> = args.optional("brand");
    let cushioning = args.optional("cushioning");
    let stability = args.optional("stability");
    let arch_support = args.optional("arch_support");
    let limit = args.limit(MAX_PRODUCTS, 6);
    Some(Block::Products(Products {
        kind: kind?,
        topic,
        // The catalog compares brands in lower case; a hyphen stands for a space here.
        brand: brand.map(|brand| brand.as_str().replace('-', " ")),
        cushioning,
        stability,
        arch_support,
        limit: limit?,
    }))
}

/// `key=value` pairs that are taken one by one; what is left over was not asked for.
struct Args {
    pairs: Vec<(String, String)>,
    wrong: Vec<String>,
}

impl Args {
    fn read(text: &str) -> Self {
        let mut args = Self {
            pairs: Vec::new(),
            wrong: Vec::new(),
        };
        for word in text.split_whitespace() {
            match word.split_once('=') {
                Some((key, value)) if !key.is_empty() && !value.is_empty() => {
                    if args.pairs.iter().any(|(known, _)| known == key) {
                        args.wrong.push(format!("{key} stands there twice"));
                    } else {
                        args.pairs.push((key.to_owned(), value.to_owned()));
                    }
                }
                _ => args
                    .wrong
                    .push(format!("“{word}” is not of the form key=value")),
            }
        }
        args
    }

    fn optional<T: FromStr<Err: std::fmt::Display>>(&mut self, key: &str) -> Option<T> {
        let at = self.pairs.iter().position(|(known, _)| known == key)?;
        let (_, value) = self.pairs.remove(at);
        value
            .parse()
            .map_err(|why| self.wrong.push(format!("{key} {why}")))
            .ok()
    }

    fn needed<T: FromStr<Err: std::fmt::Display>>(&mut self, key: &str) -> Option<T> {
        if !self.pairs.iter().any(|(known, _)| known == key) {
            self.wrong.push(format!("{key} is missing"));
            return None;
        }
        self.optional(key)
    }

    fn limit(&mut self, max: u64, default: u64) -> Option<u64> {
        let Some(at) = self.pairs.iter().position(|(known, _)| known == "limit") else {
            return Some(default);
        };
        let (_, value) = self.pairs.remove(at);
        let limit = value.parse().ok().filter(|n| (1..=max).contains(n));
        if limit.is_none() {
            self.wrong
                .push(format!("limit must be a whole number from 1 to {max}"));
        }
        limit
    }

    fn finish(mut self, name: &str, block: Option<Block>) -> Result<Block, Vec<String>> {
        for (key, _) in &self.pairs {
            self.wrong.push(format!("::{name} takes no {key}"));
        }
        match block {
            Some(block) if self.wrong.is_empty() => Ok(block),
            _ => Err(self.wrong),
        }
    }
}
