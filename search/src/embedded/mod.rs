//! The engine in the data folder: full text by tantivy, clinics by distance in memory.
//!
//! `CURRENT` names the folder of the live index; a rebuild fills another one and then changes
//! that name. Every process reads. The first that has something to write takes `writer.lock` and
//! is the writer until it ends; the others look for its commits when they are asked something.

mod ask;
mod collect;
mod folder;
mod live;
mod rebuild;
mod schema;
#[cfg(test)]
mod tests;
mod write;

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::{Duration, Instant},
};

use async_trait::async_trait;

use self::{live::Live, write::Writer};
use crate::{
    Change, Cursor, Engine, Error, Hits, NearHits, NearQuery, Object, Rebuild, Result, TextQuery,
};

const ENGINE: &str = "embedded";
/// How old a reader's view may be before it looks for a new commit.
const STALE: Duration = Duration::from_millis(250);

#[derive(Clone)]
pub(crate) struct Embedded {
    inner: Arc<Inner>,
}

struct Inner {
    root: PathBuf,
    live: RwLock<Arc<Live>>,
    /// `Some` in the one process that writes.
    writer: Mutex<Option<Writer>>,
    looked: Mutex<Instant>,
}

impl Embedded {
    pub(crate) async fn open(root: PathBuf) -> Result<Self> {
        blocking(move || {
            std::fs::create_dir_all(&root).map_err(Error::failed)?;
            let live = folder::open_or_create(&root)?;
            Ok(Self {
                inner: Arc::new(Inner {
                    root,
                    live: RwLock::new(Arc::new(live)),
                    writer: Mutex::new(None),
                    looked: Mutex::new(Instant::now()),
                }),
            })
        })
        .await
    }

    async fn with_live<T: Send + 'static>(
        &self,
        f: impl FnOnce(&Live) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let inner = Arc::clone(&self.inner);
        blocking(move || f(&inner.live_now())).await
    }
}

impl Inner {
    fn live(&self) -> Arc<Live> {
        Arc::clone(&self.live.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn set_live(&self, live: Live) {
        *self.live.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(live);
    }

    /// The live state; a reader looks first whether the writer has moved on.
    fn live_now(&self) -> Arc<Live> {
        // Whoever writes at this moment sets the live state when done; do not wait for it.
        let reads_along = self.writer.try_lock().is_ok_and(|writer| writer.is_none());
        if reads_along && self.is_time_to_look() {
            // A view that is a little old is better than none.
            if let Err(error) = folder::refresh(self) {
                tracing::warn!(%error, "the last commit to the search index cannot be read");
            }
        }
        self.live()
    }

    fn is_time_to_look(&self) -> bool {
        let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        let is_time = looked.elapsed() >= STALE;
        if is_time {
            *looked = Instant::now();
        }
        is_time
    }

    /// Runs `f` as the writer, which this process becomes if nobody else is it.
    fn with_writer<T>(&self, f: impl FnOnce(&mut Option<Writer>) -> Result<T>) -> Result<T> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if writer.is_none() {
            let lock = folder::lock(&self.root)?.ok_or(Error::ReadOnly)?;
            let live = folder::open_as_writer(&self.root)?;
            *writer = Some(Writer::new(lock, &live)?);
            self.set_live(live);
        }
        f(&mut writer)
    }
}

#[async_trait]
impl Engine for Embedded {
    fn name(&self) -> &'static str {
        ENGINE
    }

    fn place(&self) -> String {
        self.inner.root.display().to_string()
    }

    async fn text(&self, query: &TextQuery) -> Result<Hits> {
        let query = query.clone();
        self.with_live(move |live| live.text(&query)).await
    }

    async fn near(&self, query: &NearQuery) -> Result<NearHits> {
        if query.q.is_some() {
            let query = query.clone();
            return self.with_live(move |live| live.near(&query)).await;
        }
        // Memory only, well under a millisecond: a trip to another thread would cost more.
        self.inner.live_now().near(query)
    }

    async fn apply(&self, changes: Vec<Change>, seq: i64) -> Result<()> {
        let inner = Arc::clone(&self.inner);
        blocking(move || write::apply(&inner, &changes, seq)).await
    }

    async fn cursor(&self) -> Result<Cursor> {
        self.with_live(|live| Ok(Cursor::Here(live.payload.seq)))
            .await
    }

    async fn objects(&self) -> Result<Vec<Object>> {
        self.with_live(Live::objects).await
    }

    async fn rebuild(&self) -> Result<Box<dyn Rebuild>> {
        let inner = Arc::clone(&self.inner);
        let rebuild = blocking(move || rebuild::Beside::new(inner)).await?;
        Ok(Box::new(rebuild))
    }

    async fn ping(&self) -> Result<()> {
        self.with_live(|_| Ok(())).await
    }
}

async fn blocking<T: Send + 'static>(f: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(f)
        .await
        .map_err(Error::failed)?
}
