use footpath_entity::{content::topic, id::TopicId};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QuerySelect};
use serde_json::json;

use super::{NewTopic, create::check};
use crate::{
    Actor, Ctx, Error, Result,
    audit::{self, Event},
    policy::{self, Action},
    search_log::{self, Kind},
    store::Tx,
};

/// A change to a topic: what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct TopicEdit {
    /// Stays as it was made: texts and programs name the topic by it.
    pub slug: Option<String>,
    pub name: Option<String>,
    pub summary: Option<String>,
    pub position: Option<i32>,
}

/// Changes a topic; with `if_version`, only that version. Readers of a published one see it at
/// once.
pub async fn update(
    ctx: &Ctx,
    actor: &Actor,
    id: TopicId,
    if_version: Option<i64>,
    edit: TopicEdit,
) -> Result<topic::Model> {
    policy::require(actor, Action::ContentManage)?;
    let tx = ctx.store.begin().await?;
    let mut row = load(&tx, id, if_version).await?;
    let same = |slug: &String| slug.trim().is_empty() || slug.trim() == row.slug.as_str();
    if !edit.slug.as_ref().is_none_or(same) {
        let why = "stays as it was made: articles and programs name the topic by it";
        return Err(Error::invalid("slug", why));
    }
    let edited = NewTopic {
        slug: Some(row.slug.to_string()),
        name: edit.name.unwrap_or(row.name),
        summary: edit.summary.unwrap_or(row.summary),
        position: edit.position.unwrap_or(row.position),
    };
    let checked = check(&edited)?;
    row.name = checked.name;
    row.summary = checked.summary;
    row.position = edited.position;
    store(ctx, tx, actor, row, "topic.updated").await
}

/// The row, ready to be changed.
pub(super) async fn load(tx: &Tx, id: TopicId, if_version: Option<i64>) -> Result<topic::Model> {
    let row = topic::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::not_found("topic.not_found"))?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Stale {
            code: "topic.stale",
        });
    }
    Ok(row)
}

/// Writes the row as its next version, with audit and search log, and commits.
pub(super) async fn store(
    ctx: &Ctx,
    tx: Tx,
    actor: &Actor,
    mut row: topic::Model,
    action: &'static str,
) -> Result<topic::Model> {
    row.version += 1;
    row.updated_at = ctx.now();
    topic::Entity::update(row.clone().into_active_model().reset_all())
        .exec(&tx)
        .await?;
    let event = Event {
        action,
        object_kind: "topic",
        object_id: &row.id,
        detail: json!({ "slug": row.slug, "version": row.version }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    search_log::touch(ctx, &tx, Kind::Topic, row.id).await?;
    tx.commit().await?;
    Ok(row)
}
