use async_trait::async_trait;

use crate::{Document, Hits, NearHits, NearQuery, Object, Result, TextQuery};

/// What an object has become: its documents replace all that the index holds of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub object: Object,
    /// Empty when it must not be found.
    pub documents: Vec<Document>,
}

/// How far an index has read the log of changes, and who remembers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// The index itself, in the same commit as its documents; `None` before its first filling.
    Here(Option<i64>),
    /// Whoever feeds the engine; it is shared by several instances. `fresh` before its first
    /// filling.
    Elsewhere { fresh: bool },
}

/// Finds things. Two engines behave alike; whoever asks does not know which one answers.
#[async_trait]
pub trait Engine: Send + Sync {
    /// `embedded` or `meilisearch`.
    fn name(&self) -> &'static str;

    /// Tells this index from every other that `Cursor::Elsewhere` may be about.
    fn place(&self) -> String {
        self.name().to_owned()
    }

    /// Things that match words, best first.
    async fn text(&self, query: &TextQuery) -> Result<Hits>;

    /// Podiatrists around a place.
    async fn near(&self, query: &NearQuery) -> Result<NearHits>;

    /// Applies changes in their order and remembers `seq` where the cursor is `Here`. Durable
    /// and visible to the next query when it returns.
    async fn apply(&self, changes: Vec<Change>, seq: i64) -> Result<()>;

    async fn cursor(&self) -> Result<Cursor>;

    /// Every object in the index, sorted, each once.
    async fn objects(&self) -> Result<Vec<Object>>;

    /// Begins an empty index beside the live one.
    async fn rebuild(&self) -> Result<Box<dyn Rebuild>>;

    /// Whether it would answer now.
    async fn ping(&self) -> Result<()>;
}

/// An index under construction. Dropped, it leaves the live one as it was.
#[async_trait]
pub trait Rebuild: Send {
    async fn add(&mut self, documents: Vec<Document>) -> Result<()>;

    /// Puts it in the place of the live one. It covers the changes up to `seq`.
    async fn swap(self: Box<Self>, seq: i64) -> Result<()>;
}
