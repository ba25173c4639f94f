use std::collections::BTreeSet;

use footpath_search::{Kind, Object};

use super::{cursor, documents, feed::last_change};
use crate::{Ctx, Result};

/// How the index differs from the database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drift {
    /// May be found, but is not in the index.
    pub missing: Vec<Object>,
    /// Is in the index, but must not be found.
    pub surplus: Vec<Object>,
    /// Whether committed changes wait to be applied, which explains some drift.
    pub behind: bool,
    /// Objects in the index.
    pub indexed: usize,
}

impl Drift {
    pub fn is_none(&self) -> bool {
        self.missing.is_empty() && self.surplus.is_empty()
    }
}

/// Compares what is in the index with what may be found, by IDs.
pub async fn check(ctx: &Ctx) -> Result<Drift> {
    let behind = cursor::position(ctx).await? < Some(last_change(ctx).await?);
    let indexed: BTreeSet<Object> = match cursor::position(ctx).await? {
        Some(_) => ctx.search.engine().objects().await?.into_iter().collect(),
        None => BTreeSet::new(),
    };
    let mut wanted = BTreeSet::new();
    for kind in Kind::ALL {
        wanted.extend(documents::all(ctx.store.read(), kind).await?);
    }
    Ok(Drift {
        missing: wanted.difference(&indexed).cloned().collect(),
        surplus: indexed.difference(&wanted).cloned().collect(),
        behind,
        indexed: indexed.len(),
    })
}
