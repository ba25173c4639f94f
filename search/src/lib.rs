//! Finding: what is in the index, what can be asked of it, and two engines that answer alike:
//! one of our own in the data folder, and Meilisearch.

mod document;
mod embedded;
mod engine;
mod error;
pub mod geo;
mod kind;
mod lock_file;
mod meili;
mod query;
mod snippet;
mod words;

use std::{path::PathBuf, sync::Arc};

use tokio::sync::{Mutex, OwnedMutexGuard};

pub use document::{ArticleDoc, Document, FaqDoc, PodiatristDoc, ProductDoc, TopicDoc};
pub use engine::{Change, Cursor, Engine, Rebuild};
pub use error::{Error, Result};
pub use kind::{Kind, Object, UnknownKind};
pub use lock_file::LockFile;
pub use meili::MeiliSettings;
pub use query::{
    Bounds, Circle, Facet, Hit, Hits, NearFilter, NearHit, NearHits, NearQuery, NearSort, Point,
    TextQuery,
};
pub use snippet::{Fragment, Snippet};

/// The engine in use. Cheap to clone.
#[derive(Clone)]
pub struct Search {
    engine: Arc<dyn Engine>,
    feeding: Arc<Mutex<()>>,
    rebuilding: Arc<Mutex<()>>,
}

impl Search {
    /// Opens the index in a folder, which is made when it is missing. Where another process
    /// writes it, this one reads along.
    pub async fn embedded(folder: impl Into<PathBuf>) -> Result<Self> {
        let engine = embedded::Embedded::open(folder.into()).await?;
        Ok(Self::new(Arc::new(engine)))
    }

    /// Uses a Meilisearch server. Asks nothing of it yet: it may be down when we start.
    pub fn meilisearch(settings: &MeiliSettings) -> Result<Self> {
        Ok(Self::new(Arc::new(meili::Meili::new(settings)?)))
    }

    /// Uses an engine of the caller's.
    pub fn new(engine: Arc<dyn Engine>) -> Self {
        Self {
            engine,
            feeding: Arc::default(),
            rebuilding: Arc::default(),
        }
    }

    pub fn engine(&self) -> &dyn Engine {
        self.engine.as_ref()
    }

    /// The right to apply changes, one at a time in this process: a batch that was read earlier
    /// must not be written later.
    pub async fn turn_to_feed(&self) -> OwnedMutexGuard<()> {
        Arc::clone(&self.feeding).lock_owned().await
    }

    /// The right to rebuild; `None` while somebody in this process does.
    pub fn turn_to_rebuild(&self) -> Option<OwnedMutexGuard<()>> {
        Arc::clone(&self.rebuilding).try_lock_owned().ok()
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
