//! Finding: what is in the index, what can be asked of it, and two engines that answer alike:
//! one of our own in the data folder, and Meilisearch.

mod document;
mod engine;
mod error;
pub mod geo;
mod kind;
mod query;
mod snippet;
mod words;

use std::sync::Arc;

pub use document::{ArticleDoc, Document, FaqDoc, PodiatristDoc, ProductDoc, TopicDoc};
pub use engine::{Change, Cursor, Engine, Rebuild};
pub use error::{Error, Result};
pub use kind::{Kind, Object, UnknownKind};
pub use query::{
    Circle, Facet, Hit, Hits, NearFilter, NearHit, NearHits, NearQuery, NearSort, Point, TextQuery,
};
pub use snippet::{Fragment, Snippet};

/// The engine in use. Cheap to clone.
#[derive(Clone)]
pub struct Search {
    engine: Arc<dyn Engine>,
}

impl Search {
    pub fn new(engine: Arc<dyn Engine>) -> Self {
        Self { engine }
    }

    pub fn engine(&self) -> &dyn Engine {
        self.engine.as_ref()
    }

    /// Things that match words, best first.
    pub async fn text(&self, query: &TextQuery) -> Result<Hits> {
        self.engine.text(query).await
    }

    /// Podiatrists around a place.
    pub async fn near(&self, query: &NearQuery) -> Result<NearHits> {
        self.engine.near(query).await
    }
}
