//! A search engine for tests that find nothing: it says so when it is asked.

use async_trait::async_trait;
use footpath_search::{
    Change, Cursor, Engine, Error, Hits, NearHits, NearQuery, Object, Rebuild, Result, TextQuery,
};

pub struct NoSearch;

fn away<T>() -> Result<T> {
    Err(Error::Unavailable("these tests do not search".into()))
}

#[async_trait]
impl Engine for NoSearch {
    fn name(&self) -> &'static str {
        "none"
    }
    async fn text(&self, _: &TextQuery) -> Result<Hits> {
        away()
    }
    async fn near(&self, _: &NearQuery) -> Result<NearHits> {
        away()
    }
    async fn apply(&self, _: Vec<Change>, _: i64) -> Result<()> {
        away()
    }
    async fn cursor(&self) -> Result<Cursor> {
        Ok(Cursor::Elsewhere { fresh: false })
    }
    async fn objects(&self) -> Result<Vec<Object>> {
        away()
    }
    async fn rebuild(&self) -> Result<Box<dyn Rebuild>> {
        away()
    }
    async fn ping(&self) -> Result<()> {
        away()
    }
}
