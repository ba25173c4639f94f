use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::{Definition, Gate, products::Remembered, ruleset::Head};
use crate::{Ctx, store::Stamp};

/// What this room keeps in memory between requests; lost at a restart without harm.
pub struct Memory {
    pub(super) gate: Gate,
    /// Published definitions by their hash. They never change, so they never go stale.
    definitions: Mutex<HashMap<String, Arc<Definition>>>,
    /// Versions that answers may belong to, as of a moment ago.
    heads: Mutex<HashMap<i32, (Stamp, Head)>>,
    pub(super) products: Remembered,
}

impl Memory {
    /// `evaluations_per_second` is for one address.
    pub fn new(evaluations_per_second: u32) -> Self {
        Self {
            gate: Gate::new(evaluations_per_second),
            definitions: Mutex::default(),
            heads: Mutex::default(),
            products: Remembered::default(),
        }
    }

    pub(super) fn definition(&self, hash: &str) -> Option<Arc<Definition>> {
        let known = self
            .definitions
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        known.get(hash).cloned()
    }

    /// What was read of a version a moment ago, if nothing has changed since.
    pub(super) fn head(&self, ctx: &Ctx, version: i32) -> Option<Head> {
        let heads = self.heads.lock().unwrap_or_else(PoisonError::into_inner);
        let (stamp, head) = heads.get(&version)?;
        ctx.store.changes().is_fresh(*stamp).then(|| head.clone())
    }

    pub(super) fn keep_head(&self, stamp: Stamp, head: &Head) {
        let mut heads = self.heads.lock().unwrap_or_else(PoisonError::into_inner);
        heads.insert(head.0, (stamp, head.clone()));
    }

    pub(super) fn keep(&self, hash: &str, definition: Definition) -> Arc<Definition> {
        let definition = Arc::new(definition);
        self.definitions
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(hash.to_owned(), Arc::clone(&definition));
        definition
    }
}
