use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::{Definition, Gate, products::Remembered};

/// What this room keeps in memory between requests; lost at a restart without harm.
pub struct Memory {
    pub(super) gate: Gate,
    /// Published definitions by their hash. They never change, so they never go stale.
    definitions: Mutex<HashMap<String, Arc<Definition>>>,
    pub(super) products: Remembered,
}

impl Memory {
    /// `evaluations_per_second` is for one address.
    pub fn new(evaluations_per_second: u32) -> Self {
        Self {
            gate: Gate::new(evaluations_per_second),
            definitions: Mutex::default(),
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

    pub(super) fn keep(&self, hash: &str, definition: Definition) -> Arc<Definition> {
        let definition = Arc::new(definition);
        self.definitions
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(hash.to_owned(), Arc::clone(&definition));
        definition
    }
}
