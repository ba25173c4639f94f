use footpath_entity::{
    catalog::{PublishState, Widths, product, product_topic},
    content::topic,
    id::{ProductId, TopicId},
    value::Slug,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
};
use serde_json::json;

use super::{ProductDraft, draft::Checked};
use crate::{
    Actor, Ctx, Error, Result,
    audit::{self, Event},
    policy::{self, Action},
    search_log::{self, Kind},
    store::{Tx, is_unique_violation},
};

/// Makes a product, as a draft.
pub async fn create(ctx: &Ctx, actor: &Actor, draft: &ProductDraft) -> Result<product::Model> {
    policy::require(actor, Action::CatalogManage)?;
    let tx = ctx.store.begin().await?;
    let row = insert(ctx, &tx, actor, draft).await?;
    search_log::touch(ctx, &tx, Kind::Product, row.id).await?;
    tx.commit().await?;
    Ok(row)
}

/// The part of `create` that runs in the caller's transaction.
pub(in crate::catalog) async fn insert(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    draft: &ProductDraft,
) -> Result<product::Model> {
    let mut checked = draft.check()?;
    let topics = topic_ids(tx, &std::mem::take(&mut checked.topics)).await?;
    let row = new_row(ctx, checked);
    product::Entity::insert(row.clone().into_active_model())
        .exec_without_returning(tx)
        .await
        .map_err(slug_taken)?;
    link(tx, row.id, topics).await?;
    let event = Event {
        action: "product.created",
        object_kind: "product",
        object_id: &row.id,
        detail: json!({ "slug": row.slug }),
    };
    audit::record(ctx, tx, actor, event).await?;
    Ok(row)
}

fn new_row(ctx: &Ctx, checked: Checked) -> product::Model {
    let now = ctx.now();
    let mut row = product::Model {
        id: ctx.new_id::<ProductId>(),
        slug: checked.slug.clone(),
        kind: checked.kind,
        brand: String::new(),
        model: String::new(),
        title: String::new(),
        summary: String::new(),
        reason: String::new(),
        body_markdown: String::new(),
        image: None,
        search_text: String::new(),
        cushioning: None,
        stability: None,
        arch_support: None,
        heel_drop_mm: None,
        weight_g: None,
        gender: None,
        widths: Widths::default(),
        arch_height: None,
        firmness: None,
        length: None,
        material: None,
        status: PublishState::Draft,
        version: 1,
        created_at: now,
        updated_at: now,
        published_at: None,
    };
    checked.put(&mut row);
    row
}

pub(super) fn slug_taken(error: sea_orm::DbErr) -> Error {
    if is_unique_violation(&error) {
        Error::invalid("slug", "is taken by another product")
    } else {
        error.into()
    }
}

/// The topics with these slugs; each one that does not exist is named in the error.
pub(super) async fn topic_ids(conn: &impl ConnectionTrait, slugs: &[Slug]) -> Result<Vec<TopicId>> {
    let found = topic::Entity::find()
        .filter(topic::Column::Slug.is_in(slugs.iter().map(Slug::as_str)))
        .all(conn)
        .await?;
    let mut report = crate::Report::new();
    for slug in slugs {
        if !found.iter().any(|topic| topic.slug == *slug) {
            report.add("topics", format!("{slug} is not a topic of this site"));
        }
    }
    report.into_result()?;
    Ok(found.into_iter().map(|topic| topic.id).collect())
}

/// Makes these the topics of a product that has none.
pub(super) async fn link(tx: &Tx, product: ProductId, topics: Vec<TopicId>) -> Result<()> {
    if topics.is_empty() {
        return Ok(());
    }
    let rows = topics.into_iter().map(|topic| product_topic::ActiveModel {
        product_id: Set(product),
        topic_id: Set(topic),
    });
    product_topic::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
