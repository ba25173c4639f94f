use footpath_entity::{
    content::{Status, faq, faq_topic},
    id::{FaqId, TopicId},
    value::Slug,
};
use sea_orm::{ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;

use crate::{
    Actor, Ctx, Error, Report, Result,
    audit::{self, Event},
    content::{text, topic},
    policy::{self, Action},
    store::Tx,
};

/// A question to be written down, as typed.
#[derive(Clone, Debug, Default)]
pub struct NewFaq {
    pub question: String,
    /// Markdown.
    pub answer: String,
    /// Slugs.
    pub topics: Vec<String>,
    pub position: i32,
    pub is_example: bool,
}

pub(super) struct Checked {
    pub question: String,
    pub answer: String,
    pub topics: Vec<Slug>,
}

/// Writes down a question, as a draft.
pub async fn create(ctx: &Ctx, actor: &Actor, new: &NewFaq) -> Result<FaqId> {
    policy::require(actor, Action::ContentManage)?;
    let tx = ctx.store.begin().await?;
    let row = insert(ctx, &tx, actor, new).await?;
    tx.commit().await?;
    Ok(row.id)
}

/// The part of `create` that runs in the caller's transaction.
pub(in crate::content) async fn insert(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    new: &NewFaq,
) -> Result<faq::Model> {
    let checked = check(new)?;
    let topics = topic_ids(tx, &checked.topics).await?;
    let now = ctx.now();
    let row = faq::Model {
        id: ctx.new_id::<FaqId>(),
        search_text: text::searchable(&[&checked.question, &checked.answer]),
        question: checked.question,
        answer_markdown: checked.answer,
        status: Status::Draft,
        position: new.position,
        is_example: new.is_example,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    faq::Entity::insert(row.clone().into_active_model())
        .exec_without_returning(tx)
        .await?;
    link(tx, row.id, topics).await?;
    let event = Event {
        action: "faq.created",
        object_kind: "faq",
        object_id: &row.id,
        detail: json!({}),
    };
    audit::record(ctx, tx, actor, event).await?;
    Ok(row)
}

/// The topics with these slugs; one that does not exist is named.
pub(super) async fn topic_ids(tx: &Tx, slugs: &[Slug]) -> Result<Vec<TopicId>> {
    let (topics, unknown) = topic::resolve(tx, slugs).await?;
    match unknown.first() {
        Some(unknown) => Err(Error::invalid(
            "topics",
            format!("there is no topic {unknown}"),
        )),
        None => Ok(topics),
    }
}

/// Makes these the topics of a question that has none.
pub(super) async fn link(tx: &Tx, faq: FaqId, topics: Vec<TopicId>) -> Result<()> {
    if topics.is_empty() {
        return Ok(());
    }
    let links = topics.into_iter().map(|topic| faq_topic::ActiveModel {
        faq_id: Set(faq),
        topic_id: Set(topic),
    });
    faq_topic::Entity::insert_many(links)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

pub(super) fn check(new: &NewFaq) -> Result<Checked> {
    let mut report = Report::new();
    let question = text::line(&mut report, "question", &new.question, 300);
    let answer = text::paragraphs(&mut report, "answer", &new.answer, 10_000);
    for (field, text) in [("question", &question), ("answer", &answer)] {
        if text.trim().is_empty() {
            report.add(field, "must not be empty");
        }
    }
    text::position(&mut report, new.position);
    let mut topics: Vec<Slug> = Vec::new();
    for slug in &new.topics {
        if let Some(slug) = report.parse("topics", slug)
            && !topics.contains(&slug)
        {
            topics.push(slug);
        }
    }
    report.into_result()?;
    Ok(Checked {
        question,
        answer,
        topics,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_question_an_empty_answer_and_an_odd_topic_are_all_named() {
        let new = NewFaq {
            topics: vec!["Heel Pain".into()],
            ..NewFaq::default()
        };
        let Err(Error::Invalid(report)) = check(&new) else {
            panic!("it passed")
        };
        let fields: Vec<_> = report.0.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["question", "answer", "topics"]);
    }
}
