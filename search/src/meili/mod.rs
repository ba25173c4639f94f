//! The engine on a Meilisearch server: one index for everything, with a prefix, so that several
//! sites can share a server.

mod document;
mod filter;
mod http;
mod index;
#[cfg(test)]
mod tests;

use std::{collections::HashSet, fmt, time::Duration};

use async_trait::async_trait;
use meilisearch_sdk::{
    client::{Client, SwapIndexes},
    documents::{DocumentDeletionQuery, DocumentsQuery},
    search::{MatchingStrategies, SearchQuery, SearchResults, Selectors},
};
use serde::de::DeserializeOwned;
use tokio::sync::OnceCell;

use self::{
    document::{FOUND, FOUND_CLINIC, Found, FoundClinic, OnlyObject, Row},
    filter::Filter,
    http::Http,
    index::{done, why},
};
use crate::{
    Change, Cursor, Document, Engine, Error, Hits, NearHit, NearHits, NearQuery, NearSort, Object,
    Point, Rebuild, Result, TextQuery,
    geo::distance_miles,
    words::{Wanted, stable_hash},
};

const ENGINE: &str = "meilisearch";
/// Grows when documents change: an index that an older release filled is not read, but made anew
/// under another name.
const VERSION: u32 = 2;
/// How long a reader waits.
const PATIENCE: Duration = Duration::from_secs(3);
/// Documents sent in one request.
const BATCH: usize = 1000;

/// Where the server is and how we get in.
#[derive(Clone)]
pub struct MeiliSettings {
    /// Begins with `http://`; a server on another machine belongs on a private network.
    pub url: String,
    pub key: Option<String>,
    /// Letters, digits, `-` and `_`; our indexes begin with it.
    pub prefix: String,
}

impl fmt::Debug for MeiliSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MeiliSettings")
            .field("url", &self.url)
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}

#[derive(Clone)]
pub(crate) struct Meili {
    client: Client<Http>,
    uid: String,
    /// Set once the index is known to be there with our settings.
    prepared: std::sync::Arc<OnceCell<()>>,
}

impl Meili {
    pub(crate) fn new(settings: &MeiliSettings) -> Result<Self> {
        let http = Http::new(settings.key.as_deref()).map_err(Error::failed)?;
        let url = settings.url.trim_end_matches('/');
        if !url.starts_with("http://") {
            return Err(Error::failed(
                "the address of Meilisearch must begin with http://; this build speaks no TLS to it",
            ));
        }
        Ok(Self {
            client: Client::new_with_client(url, settings.key.as_deref(), http),
            uid: format!("{}documents_{VERSION}", settings.prefix),
            prepared: std::sync::Arc::default(),
        })
    }

    async fn prepare(&self) -> Result<()> {
        let prepare = async || index::prepare(&self.client, &self.uid).await.map(|_| ());
        self.prepared.get_or_try_init(prepare).await?;
        Ok(())
    }

    async fn put(&self, uid: &str, documents: &[&Document]) -> Result<()> {
        for batch in documents.chunks(BATCH) {
            let rows: Vec<Row> = batch.iter().map(|document| Row::of(document)).collect();
            let index = self.client.index(uid);
            let task = index
                .add_or_replace(&rows, Some("key"))
                .await
                .map_err(why)?;
            done(&self.client, task).await?;
        }
        Ok(())
    }
}

#[async_trait]
impl Engine for Meili {
    fn name(&self) -> &'static str {
        ENGINE
    }

    fn place(&self) -> String {
        format!("{:016x}.{}", stable_hash(self.client.get_host()), self.uid)
    }

    async fn text(&self, query: &TextQuery) -> Result<Hits> {
        let wanted = Wanted::parse(&query.q);
        let mut hits = Hits {
            items: Vec::new(),
            total: 0,
            engine: ENGINE,
        };
        if wanted.words.is_empty() {
            return Ok(hits);
        }
        let filter = Filter::default()
            .kinds(&query.kinds)
            .facets(&query.facets)
            .text();
        let index = self.client.index(&self.uid);
        let mut search = SearchQuery::new(&index);
        let (page, size, skip) = page(query.offset, query.limit);
        search
            .with_query(&query.q)
            .with_filter(&filter)
            .with_attributes_to_retrieve(Selectors::Some(&FOUND))
            .with_page(page)
            .with_hits_per_page(size);
        let found: SearchResults<Found> = patiently(search.execute()).await?;
        hits.total = total(&found);
        let page = found.hits.into_iter().skip(skip);
        hits.items = page.map(|hit| hit.result.into_hit(&wanted)).collect();
        Ok(hits)
    }

    async fn near(&self, query: &NearQuery) -> Result<NearHits> {
        let q = query.q.as_deref().map(str::trim).filter(|q| !q.is_empty());
        if q.is_some_and(|q| Wanted::parse(q).words.is_empty()) {
            let (items, total) = (Vec::new(), 0);
            return Ok(NearHits {
                items,
                total,
                engine: ENGINE,
            });
        }
        let filter = Filter::default().near(&query.filter, query.within).text();
        let center = query.within.map(|circle| circle.center);
        let point = center.map(|Point { lat, lon }| format!("_geoPoint({lat}, {lon}):asc"));
        let names = [
            "sort_name:asc",
            "id:asc",
            "clinic_rank:asc",
            "clinic_id:asc",
        ];
        let sort: Vec<&str> = match (query.sort, q) {
            (NearSort::Relevance, Some(_)) => Vec::new(),
            (NearSort::Name, _) => names[..2]
                .iter()
                .copied()
                .chain(point.as_deref())
                .chain(names[2..].iter().copied())
                .collect(),
            _ => point.as_deref().into_iter().chain(names).collect(),
        };
        let index = self.client.index(&self.uid);
        let mut search = SearchQuery::new(&index);
        let (page, size, skip) = page(query.offset, query.limit);
        search
            .with_filter(&filter)
            .with_sort(&sort)
            .with_matching_strategy(MatchingStrategies::ALL)
            .with_attributes_to_retrieve(Selectors::Some(&FOUND_CLINIC))
            .with_page(page)
            .with_hits_per_page(size);
        if let Some(q) = q {
            search.with_query(q);
        }
        let found: SearchResults<FoundClinic> = patiently(search.execute()).await?;
        let total = total(&found);
        let items = found.hits.into_iter().skip(skip).map(|hit| {
            let hit = hit.result;
            let geo = hit.geo.map(|geo| Point {
                lat: geo.lat,
                lon: geo.lng,
            });
            NearHit {
                npi: hit.id,
                clinic_id: hit.clinic_id,
                distance_miles: center.zip(geo).map(|(a, b)| distance_miles(a, b)),
            }
        });
        Ok(NearHits {
            items: items.collect(),
            total,
            engine: ENGINE,
        })
    }

    async fn apply(&self, changes: Vec<Change>, _seq: i64) -> Result<()> {
        self.prepare().await?;
        // Of an object that changed twice only the end counts.
        let mut seen = HashSet::new();
        let last: Vec<&Change> = changes
            .iter()
            .rev()
            .filter(|change| seen.insert(&change.object))
            .collect();
        let documents: Vec<&Document> = last.iter().flat_map(|change| &change.documents).collect();
        self.put(&self.uid, &documents).await?;
        // New before old goes: what is only changed can be found all the time.
        for some in last.chunks(BATCH) {
            let keys: Vec<String> = some
                .iter()
                .flat_map(|change| &change.documents)
                .map(Document::key)
                .collect();
            let objects: Vec<String> = some
                .iter()
                .map(|change| change.object.to_string())
                .collect();
            let filter = Filter::default()
                .one_of("object", objects.iter().map(String::as_str))
                .none_of("key", keys.iter().map(String::as_str))
                .text();
            let index = self.client.index(&self.uid);
            let mut stale = DocumentDeletionQuery::new(&index);
            stale.with_filter(&filter);
            let task = index.delete_documents_with(&stale).await.map_err(why)?;
            done(&self.client, task).await?;
        }
        Ok(())
    }

    async fn cursor(&self) -> Result<Cursor> {
        let fresh = !index::exists(&self.client, &self.uid).await?;
        Ok(Cursor::Elsewhere { fresh })
    }

    async fn objects(&self) -> Result<Vec<Object>> {
        let index = self.client.index(&self.uid);
        let mut objects = Vec::new();
        for offset in (0..).step_by(BATCH) {
            let mut query = DocumentsQuery::new(&index);
            query
                .with_fields(["object"])
                .with_limit(BATCH)
                .with_offset(offset);
            let page = match query.execute::<OnlyObject>().await {
                Ok(page) => page,
                // The server lost it, perhaps while we were reading: it holds nothing.
                Err(error) if index::is_missing(&error) => return Ok(Vec::new()),
                Err(error) => return Err(why(error)),
            };
            let last = page.results.len() < BATCH;
            objects.extend(
                page.results
                    .iter()
                    .filter_map(|row| Object::parse(&row.object)),
            );
            if last {
                break;
            }
        }
        objects.sort_unstable();
        objects.dedup();
        Ok(objects)
    }

    async fn rebuild(&self) -> Result<Box<dyn Rebuild>> {
        let beside = format!("{}_beside", self.uid);
        index::remove(&self.client, &beside).await?;
        index::prepare(&self.client, &beside).await?;
        let engine = self.clone();
        Ok(Box::new(Beside {
            engine,
            uid: beside,
        }))
    }

    async fn ping(&self) -> Result<()> {
        patiently(self.client.health()).await?;
        Ok(())
    }
}

/// An index that is filled beside the live one.
struct Beside {
    engine: Meili,
    uid: String,
}

#[async_trait]
impl Rebuild for Beside {
    async fn add(&mut self, documents: Vec<Document>) -> Result<()> {
        let documents: Vec<&Document> = documents.iter().collect();
        self.engine.put(&self.uid, &documents).await
    }

    async fn swap(self: Box<Self>, _seq: i64) -> Result<()> {
        let Self { engine, uid } = *self;
        // The live index may be gone: a server can lose everything.
        index::prepare(&engine.client, &engine.uid).await?;
        let swap = SwapIndexes {
            indexes: (engine.uid.clone(), uid.clone()),
            rename: None,
        };
        let task = engine.client.swap_indexes([&swap]).await.map_err(why)?;
        done(&engine.client, task).await?;
        index::remove(&engine.client, &uid).await
    }
}

/// Page, size of a page and what to leave out at its front, so that the server counts exactly.
fn page(offset: u64, limit: u64) -> (usize, usize, usize) {
    let offset = usize::try_from(offset).unwrap_or(usize::MAX / 2);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX / 2);
    if limit > 0 && offset.is_multiple_of(limit) {
        (offset / limit + 1, limit, 0)
    } else {
        (1, offset.saturating_add(limit), offset)
    }
}

fn total<T>(found: &SearchResults<T>) -> u64 {
    let total = found.total_hits.or(found.estimated_total_hits);
    total.unwrap_or(found.hits.len()) as u64
}

async fn patiently<T: DeserializeOwned>(
    request: impl Future<Output = Result<T, meilisearch_sdk::errors::Error>>,
) -> Result<T> {
    match tokio::time::timeout(PATIENCE, request).await {
        Ok(answer) => answer.map_err(why),
        Err(late) => Err(Error::unavailable(late)),
    }
}
