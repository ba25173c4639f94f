use footpath_search::{Change, Document, Kind, Object};
use sea_orm::ConnectionTrait;

use crate::{
    Result,
    catalog::product,
    content::{article, faq, topic},
};

/// What an object has become: no documents when readers may not see it, or it is gone.
pub(super) async fn change(conn: &impl ConnectionTrait, object: Object) -> Result<Change> {
    let documents = documents(conn, &object).await?;
    Ok(Change { object, documents })
}

pub(super) async fn documents(
    conn: &impl ConnectionTrait,
    object: &Object,
) -> Result<Vec<Document>> {
    // An ID that cannot be read names nothing.
    let id = object.id.as_str();
    match object.kind {
        Kind::Article => match id.parse() {
            Ok(id) => article::documents(conn, id).await,
            Err(_) => Ok(Vec::new()),
        },
        Kind::Faq => match id.parse() {
            Ok(id) => faq::documents(conn, id).await,
            Err(_) => Ok(Vec::new()),
        },
        Kind::Topic => match id.parse() {
            Ok(id) => topic::documents(conn, id).await,
            Err(_) => Ok(Vec::new()),
        },
        Kind::Product => product::documents(conn, id).await,
        // Nothing writes podiatrists yet.
        Kind::Podiatrist => Ok(Vec::new()),
    }
}

/// Everything of a kind that may be found.
pub(super) async fn all(conn: &impl ConnectionTrait, kind: Kind) -> Result<Vec<Object>> {
    let ids = match kind {
        Kind::Article => article::all_ids(conn).await?,
        Kind::Faq => faq::all_ids(conn).await?,
        Kind::Topic => topic::all_ids(conn).await?,
        Kind::Product => product::all_ids(conn).await?,
        Kind::Podiatrist => Vec::new(),
    };
    Ok(ids.into_iter().map(|id| Object::new(kind, id)).collect())
}
