//! One state of the index, as queries see it: the searcher of a commit and the clinics in it.

use std::{collections::HashMap, sync::Arc};

use serde::{Deserialize, Serialize};
use tantivy::{Index, ReloadPolicy, Searcher, TantivyDocument};

use super::{
    ENGINE,
    ask::{self, Need},
    collect::{Best, BestBy},
    schema::{self, Fields, KEY_HASH, OBJECT_HASH},
};
use crate::{
    Document, Error, Hit, Hits, Kind, NearHits, NearQuery, Object, Result, TextQuery,
    geo::{Entry, Geo},
    snippet::quote,
    words::Wanted,
};

/// What a commit says about itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Payload {
    /// The last change that is in it; `None` before the first filling.
    pub seq: Option<i64>,
    /// Grows with every commit that touches a podiatrist.
    pub podiatrists: u64,
}

pub(super) struct Live {
    /// The folder's name.
    pub name: String,
    pub index: Index,
    pub fields: Fields,
    pub payload: Payload,
    pub geo: Arc<Geo>,
    searcher: Searcher,
    /// Grows with every commit.
    opstamp: u64,
}

impl Live {
    /// Reads the last commit. `geo` says what the clinics are, where it is known already.
    pub fn read(
        name: String,
        index: Index,
        fields: Fields,
        geo: impl FnOnce(&Payload) -> Option<Arc<Geo>>,
    ) -> Result<Self> {
        let metas = index.load_metas().map_err(Error::failed)?;
        let opstamp = metas.opstamp;
        let payload = metas
            .payload
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default();
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(Error::failed)?;
        let searcher = reader.searcher();
        let geo = match geo(&payload) {
            Some(geo) => geo,
            None => Arc::new(load_geo(&searcher, &fields)?),
        };
        Ok(Self {
            name,
            index,
            fields,
            payload,
            geo,
            searcher,
            opstamp,
        })
    }

    /// Whether nobody has committed since.
    pub fn is_current(&self) -> Result<bool> {
        let metas = self.index.load_metas().map_err(Error::failed)?;
        Ok(metas.opstamp == self.opstamp)
    }

    pub fn text(&self, query: &TextQuery) -> Result<Hits> {
        let wanted = Wanted::parse(&query.q);
        let mut best = Best::new();
        if !wanted.words.is_empty() {
            // Fewer words must do only where more of them find nothing.
            for need in [Need::Most, Need::One] {
                let query = ask::build(&self.fields, &wanted, need, &query.kinds, &query.facets);
                best = self
                    .searcher
                    .search(&query, &BestBy(OBJECT_HASH))
                    .map_err(Error::failed)?;
                if !best.is_empty() {
                    break;
                }
            }
        }
        let mut order: Vec<_> = best.into_iter().collect();
        order.sort_unstable_by(|(a, (x, _)), (b, (y, _))| y.total_cmp(x).then(a.cmp(b)));
        let total = order.len() as u64;
        let page = order
            .into_iter()
            .skip(usize::try_from(query.offset).unwrap_or(usize::MAX))
            .take(usize::try_from(query.limit).unwrap_or(usize::MAX));
        let mut items = Vec::new();
        for (_, (_, address)) in page {
            let row: TantivyDocument = self.searcher.doc(address).map_err(Error::failed)?;
            let document = self.document(&row)?;
            let object = document.object();
            items.push(Hit {
                kind: object.kind,
                id: object.id,
                title: document.title().to_owned(),
                path: document.path(),
                snippet: quote(&document.text(), &wanted),
            });
        }
        Ok(Hits {
            items,
            total,
            engine: ENGINE,
        })
    }

    pub fn near(&self, query: &NearQuery) -> Result<NearHits> {
        let words = query.q.as_deref().map(str::trim).filter(|q| !q.is_empty());
        let scores = match words.map(Wanted::parse) {
            None => None,
            Some(wanted) if wanted.words.is_empty() => Some(HashMap::new()),
            Some(wanted) => {
                let kinds = [Kind::Podiatrist];
                let words = ask::build(&self.fields, &wanted, Need::All, &kinds, &[]);
                let best = self
                    .searcher
                    .search(&words, &BestBy(KEY_HASH))
                    .map_err(Error::failed)?;
                Some(
                    best.into_iter()
                        .map(|(key, (score, _))| (key, score))
                        .collect(),
                )
            }
        };
        Ok(self.geo.near(query, scores.as_ref(), ENGINE))
    }

    pub fn objects(&self) -> Result<Vec<Object>> {
        let mut objects = Vec::new();
        self.each(|row| objects.extend(schema::object_of(&self.fields, &row)))?;
        objects.sort_unstable();
        objects.dedup();
        Ok(objects)
    }

    fn document(&self, row: &TantivyDocument) -> Result<Document> {
        let json = schema::stored(&self.fields, row).unwrap_or_default();
        serde_json::from_slice(json).map_err(Error::failed)
    }

    fn each(&self, visit: impl FnMut(TantivyDocument)) -> Result<()> {
        each(&self.searcher, visit)
    }
}

fn each(searcher: &Searcher, mut visit: impl FnMut(TantivyDocument)) -> Result<()> {
    for segment in searcher.segment_readers() {
        let store = segment.get_store_reader(2).map_err(Error::failed)?;
        for row in store.iter(segment.alive_bitset()) {
            visit(row.map_err(Error::failed)?);
        }
    }
    Ok(())
}

fn load_geo(searcher: &Searcher, fields: &Fields) -> Result<Geo> {
    let mut entries = Vec::new();
    let mut damaged = None;
    each(searcher, |row| {
        let is_podiatrist =
            schema::object_of(fields, &row).is_some_and(|object| object.kind == Kind::Podiatrist);
        if !is_podiatrist {
            return;
        }
        match serde_json::from_slice(schema::stored(fields, &row).unwrap_or_default()) {
            Ok(document @ Document::Podiatrist(_)) => entries.extend(entry_of(&document)),
            Ok(_) => {}
            Err(error) => damaged = Some(error),
        }
    })?;
    match damaged {
        Some(error) => Err(Error::failed(error)),
        None => Ok(Geo::new(entries)),
    }
}

pub(super) fn entry_of(document: &Document) -> Option<Entry> {
    if let Document::Podiatrist(doc) = document {
        Some(Entry::of(doc, &document.key()))
    } else {
        None
    }
}
