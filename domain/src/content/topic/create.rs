use footpath_entity::{
    content::{Status, topic},
    id::TopicId,
    value::Slug,
};
use sea_orm::{EntityTrait, IntoActiveModel};
use serde_json::json;

use crate::{
    Actor, Ctx, Error, Report, Result,
    audit::{self, Event},
    content::text,
    policy::{self, Action},
    search_log::{self, Kind},
    store::{Tx, is_unique_violation},
};

/// A topic to be made, as typed. Without a slug, the name makes one.
#[derive(Clone, Debug, Default)]
pub struct NewTopic {
    pub slug: Option<String>,
    pub name: String,
    pub summary: String,
    /// Lists go by this, then by name.
    pub position: i32,
}

pub(super) struct Checked {
    slug: Slug,
    pub name: String,
    pub summary: String,
}

/// Makes a topic, as a draft.
pub async fn create(ctx: &Ctx, actor: &Actor, new: &NewTopic) -> Result<topic::Model> {
    policy::require(actor, Action::ContentManage)?;
    let tx = ctx.store.begin().await?;
    let topic = insert(ctx, &tx, actor, new, Status::Draft).await?;
    tx.commit().await?;
    Ok(topic)
}

/// The part of `create` that runs in the caller's transaction.
pub(in crate::content) async fn insert(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    new: &NewTopic,
    status: Status,
) -> Result<topic::Model> {
    let checked = check(new)?;
    let now = ctx.now();
    let row = topic::Model {
        id: ctx.new_id::<TopicId>(),
        slug: checked.slug,
        name: checked.name,
        summary: checked.summary,
        position: new.position,
        status,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    topic::Entity::insert(row.clone().into_active_model())
        .exec_without_returning(tx)
        .await
        .map_err(|why| {
            if is_unique_violation(&why) {
                Error::invalid("slug", "is taken by another topic")
            } else {
                why.into()
            }
        })?;
    let event = Event {
        action: "topic.created",
        object_kind: "topic",
        object_id: &row.id,
        detail: json!({ "slug": row.slug }),
    };
    audit::record(ctx, tx, actor, event).await?;
    search_log::touch(ctx, tx, Kind::Topic, row.id).await?;
    Ok(row)
}

pub(super) fn check(new: &NewTopic) -> Result<Checked> {
    let mut report = Report::new();
    let name = text::line(&mut report, "name", &new.name, 120);
    let summary = text::line(&mut report, "summary", &new.summary, 500);
    if name.is_empty() {
        report.add("name", "must not be empty");
    }
    text::position(&mut report, new.position);
    let slug = match new.slug.as_deref() {
        Some(slug) => report.parse("slug", slug),
        None => Slug::from_title(&name),
    };
    match slug {
        Some(slug) if report.is_empty() => Ok(Checked {
            slug,
            name,
            summary,
        }),
        slug => {
            if slug.is_none() && report.is_empty() {
                report.add("slug", "is needed, since the name has no letters for one");
            }
            Err(Error::Invalid(report))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_makes_the_slug_and_every_error_is_named() {
        let new = NewTopic {
            name: "Heel pain".into(),
            ..NewTopic::default()
        };
        assert_eq!(check(&new).unwrap().slug.as_str(), "heel-pain");
        let bad = NewTopic {
            slug: Some("Heel Pain".into()),
            summary: "x".repeat(501),
            ..NewTopic::default()
        };
        let Err(Error::Invalid(report)) = check(&bad) else {
            panic!("it passed")
        };
        let fields: Vec<_> = report.0.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["summary", "name", "slug"]);
    }
}
