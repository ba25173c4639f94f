use std::sync::Arc;

use async_trait::async_trait;
use tantivy::{Index, IndexWriter};

use super::{
    Inner, blocking, folder,
    live::{Live, Payload},
    schema::{self, Fields},
    write::{self, Writer},
};
use crate::{Document, Error, Rebuild, Result};

/// An index that is filled beside the live one, which goes on answering and being written.
pub(super) struct Beside {
    inner: Arc<Inner>,
    name: String,
    index: Index,
    fields: Fields,
    writer: Option<IndexWriter>,
}

impl Beside {
    pub fn new(inner: Arc<Inner>) -> Result<Self> {
        // Two that rebuild at once would fill one folder.
        let name = inner.with_writer(|_| Ok(folder::next_name(&inner.live().name)))?;
        let (index, fields) = folder::create(&inner.root, &name)?;
        let writer = Some(write::writer(&index)?);
        Ok(Self {
            inner,
            name,
            index,
            fields,
            writer,
        })
    }
}

#[async_trait]
impl Rebuild for Beside {
    async fn add(&mut self, documents: Vec<Document>) -> Result<()> {
        let Some(writer) = self.writer.take() else {
            return Err(Error::failed("the new index was lost to an error before"));
        };
        let fields = self.fields.clone();
        let writer = blocking(move || {
            for document in documents {
                let row = schema::to_row(&fields, &document).map_err(Error::failed)?;
                writer.add_document(row).map_err(Error::failed)?;
            }
            Ok(writer)
        })
        .await?;
        self.writer = Some(writer);
        Ok(())
    }

    async fn swap(self: Box<Self>, seq: i64) -> Result<()> {
        blocking(move || {
            let Self {
                inner,
                name,
                index,
                fields,
                writer,
            } = *self;
            let Some(mut writer) = writer else {
                return Err(Error::failed("the new index was lost to an error before"));
            };
            inner.with_writer(|live_writer| {
                let podiatrists = inner.live().payload.podiatrists + 1;
                let seq = Some(seq);
                write::commit(&mut writer, Payload { seq, podiatrists })?;
                let live = Live::read(name.clone(), index, fields, |_| None)?;
                folder::point_to(&inner.root, &name)?;
                if let Some(Writer { lock, .. }) = live_writer.take() {
                    *live_writer = Some(Writer {
                        lock,
                        index: writer,
                    });
                }
                inner.set_live(live);
                folder::tidy(&inner.root, &name);
                Ok(())
            })
        })
        .await
    }
}
