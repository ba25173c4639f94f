use std::error::Error as StdError;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an engine gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The engine cannot be reached, refuses us or takes too long; later may be better.
    #[error("the search engine is unavailable")]
    Unavailable(#[source] Box<dyn StdError + Send + Sync>),
    /// Another process writes this index.
    #[error("another process writes the search index")]
    ReadOnly,
    /// The index is damaged, or we asked something wrong.
    #[error("the search engine failed")]
    Failed(#[source] Box<dyn StdError + Send + Sync>),
}

impl Error {
    pub(crate) fn unavailable(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Unavailable(source.into())
    }

    pub(crate) fn failed(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Failed(source.into())
    }
}
