use std::{collections::HashSet, sync::Arc};

use tantivy::{Index, IndexWriter, Term};

use super::{
    Inner,
    live::{Live, Payload, entry_of},
    schema::{self, Fields},
};
use crate::{Change, Error, Kind, LockFile, Result};

/// Bytes that a writer may hold in memory before it writes a segment; the least allowed.
pub(super) const BUFFER: usize = 15_000_000;

/// The one writer of the index.
pub(super) struct Writer {
    pub lock: LockFile,
    pub index: IndexWriter,
}

impl Writer {
    pub fn new(lock: LockFile, live: &Live) -> Result<Self> {
        Ok(Self {
            lock,
            index: writer(&live.index)?,
        })
    }
}

pub(super) fn writer(index: &Index) -> Result<IndexWriter> {
    index
        .writer_with_num_threads(1, BUFFER)
        .map_err(Error::failed)
}

pub(super) fn commit(writer: &mut IndexWriter, payload: Payload) -> Result<()> {
    let text = serde_json::to_string(&payload).map_err(Error::failed)?;
    let mut commit = writer.prepare_commit().map_err(Error::failed)?;
    commit.set_payload(&text);
    commit.commit().map_err(Error::failed)?;
    Ok(())
}

pub(super) fn apply(inner: &Inner, changes: &[Change], seq: i64) -> Result<()> {
    inner.with_writer(|writer| {
        let Some(writer) = writer else {
            return Err(Error::ReadOnly);
        };
        let live = inner.live();
        let touches_podiatrists = changes
            .iter()
            .any(|change| change.object.kind == Kind::Podiatrist);
        let payload = Payload {
            seq: Some(seq),
            podiatrists: live.payload.podiatrists + u64::from(touches_podiatrists),
        };
        let written = write(&writer.index, &live.fields, changes)
            .and_then(|()| commit(&mut writer.index, payload));
        if let Err(error) = written {
            // What is half written must not slip into the next commit.
            writer.index.rollback().map_err(Error::failed)?;
            return Err(error);
        }
        let geo = if touches_podiatrists {
            let gone: HashSet<&str> = changes
                .iter()
                .filter(|change| change.object.kind == Kind::Podiatrist)
                .map(|change| change.object.id.as_str())
                .collect();
            let documents = last_of_each(changes).flat_map(|change| &change.documents);
            Arc::new(live.geo.with(
                |npi| gone.contains(npi),
                documents.filter_map(entry_of).collect(),
            ))
        } else {
            Arc::clone(&live.geo)
        };
        let (index, fields) = (live.index.clone(), live.fields.clone());
        inner.set_live(Live::read(live.name.clone(), index, fields, |_| Some(geo))?);
        Ok(())
    })
}

fn write(writer: &IndexWriter, fields: &Fields, changes: &[Change]) -> Result<()> {
    for change in changes {
        writer.delete_term(Term::from_field_text(
            fields.object,
            &change.object.to_string(),
        ));
        for document in &change.documents {
            let row = schema::to_row(fields, document).map_err(Error::failed)?;
            writer.add_document(row).map_err(Error::failed)?;
        }
    }
    Ok(())
}

/// Where an object changed twice, only how it ended.
fn last_of_each(changes: &[Change]) -> impl Iterator<Item = &Change> {
    let mut seen = HashSet::new();
    changes
        .iter()
        .rev()
        .filter(move |change| seen.insert(&change.object))
}
