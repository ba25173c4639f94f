use footpath_entity::{
    content::{faq, faq_topic},
    id::FaqId,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};
use serde_json::json;

use super::{
    NewFaq,
    create::{check, link, topic_ids},
};
use crate::{
    Actor, Ctx, Error, Result,
    audit::{self, Event},
    content::{text, topic},
    policy::{self, Action},
    search_log::{self, Kind},
    store::Tx,
};

/// A change to a question: what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct FaqEdit {
    pub question: Option<String>,
    /// Markdown.
    pub answer: Option<String>,
    /// Slugs.
    pub topics: Option<Vec<String>>,
    pub position: Option<i32>,
}

/// Changes a question; with `if_version`, only that version. Readers of a published one see it
/// at once.
pub async fn update(
    ctx: &Ctx,
    actor: &Actor,
    id: FaqId,
    if_version: Option<i64>,
    edit: FaqEdit,
) -> Result<faq::Model> {
    policy::require(actor, Action::ContentManage)?;
    let tx = ctx.store.begin().await?;
    let mut row = load(&tx, id, if_version).await?;
    let before = topic::of_faqs(&tx, &[id]).await?.remove(&id);
    let before = before.unwrap_or_default().into_iter();
    let edited = NewFaq {
        question: edit.question.unwrap_or(row.question),
        answer: edit.answer.unwrap_or(row.answer_markdown),
        topics: edit
            .topics
            .unwrap_or_else(|| before.map(|topic| topic.slug.into_string()).collect()),
        position: edit.position.unwrap_or(row.position),
        is_example: row.is_example,
    };
    let checked = check(&edited)?;
    let topics = topic_ids(&tx, &checked.topics).await?;
    row.search_text = text::searchable(&[&checked.question, &checked.answer]);
    row.question = checked.question;
    row.answer_markdown = checked.answer;
    row.position = edited.position;
    faq_topic::Entity::delete_many()
        .filter(faq_topic::Column::FaqId.eq(id))
        .exec(&tx)
        .await?;
    link(&tx, id, topics).await?;
    let row = store(ctx, &tx, actor, row, "faq.updated").await?;
    tx.commit().await?;
    Ok(row)
}

/// The row, ready to be changed.
pub(super) async fn load(tx: &Tx, id: FaqId, if_version: Option<i64>) -> Result<faq::Model> {
    let row = faq::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::not_found("faq.not_found"))?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Stale { code: "faq.stale" });
    }
    Ok(row)
}

/// Writes the row as its next version, with audit and search log.
pub(super) async fn store(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    mut row: faq::Model,
    action: &'static str,
) -> Result<faq::Model> {
    row.version += 1;
    row.updated_at = ctx.now();
    faq::Entity::update(row.clone().into_active_model().reset_all())
        .exec(tx)
        .await?;
    let event = Event {
        action,
        object_kind: "faq",
        object_id: &row.id,
        detail: json!({ "version": row.version }),
    };
    audit::record(ctx, tx, actor, event).await?;
    search_log::touch(ctx, tx, Kind::Faq, row.id).await?;
    Ok(row)
}
