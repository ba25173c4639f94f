use tantivy::{
    Index, TantivyDocument,
    schema::{
        FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing,
        TextOptions, Value,
    },
};

use crate::{Document, Object, words};

/// Grows when fields, analyzers or stored documents change: an older index is then rebuilt, not read.
pub(super) const VERSION: u32 = 2;

const PLAIN: &str = "plain";
const STEMMED: &str = "stemmed";

#[derive(Clone)]
pub(super) struct Fields {
    /// `article:…`; all documents of one row go together.
    pub object: Field,
    pub kind: Field,
    /// `topic=heel-pain`
    pub facet: Field,
    /// The whole title as one term.
    pub whole_title: Field,
    pub title: Field,
    pub title_stems: Field,
    pub text: Field,
    pub text_stems: Field,
    pub object_hash: Field,
    pub key_hash: Field,
    /// The document itself, JSON.
    pub stored: Field,
}

pub(super) const OBJECT_HASH: &str = "object_hash";
pub(super) const KEY_HASH: &str = "key_hash";

pub(super) fn build() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let text = |analyzer: &str| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(analyzer)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions),
        )
    };
    let fields = Fields {
        object: schema.add_text_field("object", STRING | STORED),
        kind: schema.add_text_field("kind", STRING),
        facet: schema.add_text_field("facet", STRING),
        whole_title: schema.add_text_field("whole_title", STRING),
        title: schema.add_text_field("title", text(PLAIN)),
        title_stems: schema.add_text_field("title_stems", text(STEMMED)),
        text: schema.add_text_field("text", text(PLAIN)),
        text_stems: schema.add_text_field("text_stems", text(STEMMED)),
        object_hash: schema.add_u64_field(OBJECT_HASH, FAST | INDEXED),
        key_hash: schema.add_u64_field(KEY_HASH, FAST),
        stored: schema.add_bytes_field("stored", STORED),
    };
    (schema.build(), fields)
}

pub(super) fn register_analyzers(index: &Index) {
    index.tokenizers().register(PLAIN, words::plain());
    index.tokenizers().register(STEMMED, words::stemmed());
}

pub(super) fn facet_term(name: &str, value: &str) -> String {
    format!("{name}={}", value.to_lowercase())
}

pub(super) fn to_row(fields: &Fields, document: &Document) -> serde_json::Result<TantivyDocument> {
    let object = document.object().to_string();
    let (title, text) = (document.title(), document.text());
    let mut row = TantivyDocument::new();
    row.add_u64(fields.object_hash, words::stable_hash(&object));
    row.add_u64(fields.key_hash, words::stable_hash(&document.key()));
    row.add_text(fields.object, &object);
    row.add_text(fields.kind, document.kind().as_str());
    for (name, value) in document.facets() {
        row.add_text(fields.facet, facet_term(name, value));
    }
    row.add_text(fields.whole_title, words::joined(&words::words(title)));
    row.add_text(fields.title, title);
    row.add_text(fields.title_stems, title);
    row.add_text(fields.text, &text);
    row.add_text(fields.text_stems, &text);
    row.add_bytes(fields.stored, &serde_json::to_vec(document)?);
    Ok(row)
}

/// The JSON of what `to_row` stored.
pub(super) fn stored<'a>(fields: &Fields, row: &'a TantivyDocument) -> Option<&'a [u8]> {
    row.get_first(fields.stored)?.as_bytes()
}

pub(super) fn object_of(fields: &Fields, row: &TantivyDocument) -> Option<Object> {
    Object::parse(row.get_first(fields.object)?.as_str()?)
}
