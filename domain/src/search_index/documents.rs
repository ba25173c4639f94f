use std::collections::HashMap;

use footpath_search::{Change, Document, Kind, Object};
use sea_orm::ConnectionTrait;

use crate::{
    Result,
    catalog::product,
    content::{article, faq, topic},
    directory::podiatrist,
};

/// What these objects have become: no documents when readers may not see one, or it is gone.
pub(super) async fn changes(
    conn: &impl ConnectionTrait,
    objects: Vec<Object>,
) -> Result<Vec<Change>> {
    // There are tens of thousands of podiatrists: read together.
    let npis = objects
        .iter()
        .filter(|object| object.kind == Kind::Podiatrist);
    let npis: Vec<&str> = npis.map(|object| object.id.as_str()).collect();
    let mut podiatrists: HashMap<Object, Vec<Document>> = HashMap::new();
    for document in podiatrist::documents(conn, &npis).await? {
        podiatrists
            .entry(document.object())
            .or_default()
            .push(document);
    }
    let mut changes = Vec::with_capacity(objects.len());
    for object in objects {
        // An ID that cannot be read names nothing.
        let id = object.id.as_str();
        let documents = match object.kind {
            Kind::Article => match id.parse() {
                Ok(id) => article::documents(conn, id).await?,
                Err(_) => Vec::new(),
            },
            Kind::Faq => match id.parse() {
                Ok(id) => faq::documents(conn, id).await?,
                Err(_) => Vec::new(),
            },
            Kind::Topic => match id.parse() {
                Ok(id) => topic::documents(conn, id).await?,
                Err(_) => Vec::new(),
            },
            Kind::Product => product::documents(conn, id).await?,
            Kind::Podiatrist => podiatrists.remove(&object).unwrap_or_default(),
        };
        changes.push(Change { object, documents });
    }
    Ok(changes)
}

/// Everything of a kind that may be found.
pub(super) async fn all(conn: &impl ConnectionTrait, kind: Kind) -> Result<Vec<Object>> {
    let ids = match kind {
        Kind::Article => article::all_ids(conn).await?,
        Kind::Faq => faq::all_ids(conn).await?,
        Kind::Topic => topic::all_ids(conn).await?,
        Kind::Product => product::all_ids(conn).await?,
        Kind::Podiatrist => podiatrist::all_ids(conn).await?,
    };
    Ok(ids.into_iter().map(|id| Object::new(kind, id)).collect())
}
