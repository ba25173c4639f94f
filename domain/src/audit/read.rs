use std::collections::HashMap;

use chrono::{DateTime, Utc};
use footpath_entity::{
    account::user,
    id::UserId,
    kernel::audit_entry::{Column, Entity, Model},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::{
    Actor, Ctx, Result,
    paging::{Page, Paged},
    policy::{self, Action},
};

/// What the log is asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Such as `article`.
    pub object_kind: Option<String>,
    pub person: Option<UserId>,
}

/// An entry with the name of whoever it tells of.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub seq: i64,
    pub at: DateTime<Utc>,
    /// A name, or what is no person: "a reader", "a clinic".
    pub who: String,
    /// Dotted past tense, such as `article.published`.
    pub action: String,
    pub object_kind: String,
    pub object_id: String,
    pub detail: serde_json::Value,
}

/// The log, newest first.
pub async fn list(ctx: &Ctx, actor: &Actor, filter: &Filter, page: Page) -> Result<Paged<Entry>> {
    policy::require(actor, Action::SiteManage)?;
    let conn = ctx.store.read();
    let mut query = Entity::find();
    if let Some(kind) = &filter.object_kind {
        query = query.filter(Column::ObjectKind.eq(kind));
    }
    if let Some(person) = filter.person {
        query = query.filter(Column::Actor.eq(format!("user:{person}")));
    }
    let total = query.clone().count(conn).await?;
    let rows = query
        .order_by_desc(Column::Seq)
        .offset(page.offset())
        .limit(page.per_page)
        .all(conn)
        .await?;
    let items = named(conn, rows).await?;
    Ok(Paged { items, page, total })
}

/// The kinds of objects that the log tells of.
pub async fn kinds(ctx: &Ctx, actor: &Actor) -> Result<Vec<String>> {
    policy::require(actor, Action::SiteManage)?;
    let conn = ctx.store.read();
    let mut kinds: Vec<String> = Vec::new();
    // From one kind to the next by the index: there are few of them among many entries.
    loop {
        let mut next = Entity::find()
            .select_only()
            .column(Column::ObjectKind)
            .order_by_asc(Column::ObjectKind)
            .limit(1);
        if let Some(last) = kinds.last() {
            next = next.filter(Column::ObjectKind.gt(last));
        }
        match next.into_tuple::<String>().one(conn).await? {
            Some(kind) => kinds.push(kind),
            None => return Ok(kinds),
        }
    }
}

/// What happened to one object, newest first, for whoever sees its page in the console.
pub async fn history(
    ctx: &Ctx,
    actor: &Actor,
    object_kind: &str,
    object_id: impl ToString,
    limit: u64,
) -> Result<Vec<Entry>> {
    policy::require(actor, Action::ConsoleView)?;
    let conn = ctx.store.read();
    let rows = Entity::find()
        .filter(Column::ObjectKind.eq(object_kind))
        .filter(Column::ObjectId.eq(object_id.to_string()))
        .order_by_desc(Column::Seq)
        .limit(limit)
        .all(conn)
        .await?;
    named(conn, rows).await
}

/// Actions by which somebody reads health data.
const READS: [&str; 5] = [
    "assessment.revealed",
    "assessment.exported",
    "referral.viewed",
    "referral.exported",
    "referral.notes_read",
];

/// Who has read what is kept of a person, newest first: of these objects, each by kind and ID.
pub(crate) async fn readers(
    conn: &impl ConnectionTrait,
    objects: &[(&str, String)],
) -> Result<Vec<Entry>> {
    let mut any = Condition::any();
    for (kind, id) in objects {
        any = any.add(
            Condition::all()
                .add(Column::ObjectKind.eq(*kind))
                .add(Column::ObjectId.eq(id)),
        );
    }
    let rows = Entity::find()
        .filter(any)
        .filter(Column::Action.is_in(READS))
        .order_by_desc(Column::Seq)
        .all(conn)
        .await?;
    named(conn, rows).await
}

async fn named(conn: &impl ConnectionTrait, rows: Vec<Model>) -> Result<Vec<Entry>> {
    let ids: Vec<UserId> = rows.iter().filter_map(|row| person(&row.actor)).collect();
    let users = user::Entity::find()
        .filter(user::Column::Id.is_in(ids))
        .all(conn)
        .await?;
    let names: HashMap<UserId, String> =
        users.into_iter().map(|user| (user.id, user.name)).collect();
    Ok(rows
        .into_iter()
        .map(|row| Entry {
            who: who(&row.actor, &names),
            seq: row.seq,
            at: row.at,
            action: row.action,
            object_kind: row.object_kind,
            object_id: row.object_id,
            detail: row.detail,
        })
        .collect())
}

fn person(actor: &str) -> Option<UserId> {
    actor.strip_prefix("user:")?.parse().ok()
}

fn who(actor: &str, names: &HashMap<UserId, String>) -> String {
    let part = |kind: &str| actor.strip_prefix(kind);
    if let Some(name) = person(actor).and_then(|id| names.get(&id)) {
        name.clone()
    } else if let Some(part) = part("system:") {
        format!("Footpath ({part})")
    } else if part("clinic:").is_some() {
        "A clinic".to_owned()
    } else if part("patient:").is_some() {
        "A patient".to_owned()
    } else if actor == "public" {
        "Somebody not signed in".to_owned()
    } else {
        "Somebody".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_did_it_is_named_in_words() {
        let id = UserId(uuid::Uuid::from_u128(7));
        let names = HashMap::from([(id, "Robin Hale".to_owned())]);
        for (actor, words) in [
            (format!("user:{id}"), "Robin Hale"),
            (format!("user:{}", uuid::Uuid::from_u128(8)), "Somebody"),
            ("system:seed".to_owned(), "Footpath (seed)"),
            ("public".to_owned(), "Somebody not signed in"),
            (format!("clinic:{id}"), "A clinic"),
            (format!("patient:{id}"), "A patient"),
        ] {
            assert_eq!(who(&actor, &names), words);
        }
    }
}
