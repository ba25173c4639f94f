use footpath_entity::{
    directory::{clinic, practice},
    id::ClinicId,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::{Value, json};

use crate::{
    Actor, Ctx, Error, Result,
    audit::{self, Event},
    search_log::{self, Kind},
    store::Tx,
};

/// The row, ready to be changed; with `if_version`, only that version.
pub(super) async fn load(tx: &Tx, id: ClinicId, if_version: Option<i64>) -> Result<clinic::Model> {
    let row = clinic::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::not_found("clinic.not_found"))?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Stale {
            code: "clinic.stale",
        });
    }
    Ok(row)
}

/// Writes the row as its next version, with audit, notes that everybody who practises there
/// changed, and commits.
pub(super) async fn save(
    ctx: &Ctx,
    tx: Tx,
    actor: &Actor,
    mut row: clinic::Model,
    action: &'static str,
) -> Result<clinic::Model> {
    put(ctx, &tx, &mut row).await?;
    let detail = json!({ "version": row.version });
    record(ctx, &tx, actor, row.id, action, detail).await?;
    touch(ctx, &tx, row.id).await?;
    tx.commit().await?;
    Ok(row)
}

/// Writes the row as its next version.
pub(super) async fn put(ctx: &Ctx, tx: &Tx, row: &mut clinic::Model) -> Result<()> {
    row.version += 1;
    row.updated_at = ctx.now();
    row.updated_on = ctx.now().date_naive();
    clinic::Entity::update(row.clone().into_active_model().reset_all())
        .exec(tx)
        .await?;
    Ok(())
}

pub(super) async fn record(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    id: ClinicId,
    action: &'static str,
    detail: Value,
) -> Result<()> {
    let event = Event {
        action,
        object_kind: "clinic",
        object_id: &id,
        detail,
    };
    audit::record(ctx, tx, actor, event).await
}

/// Who practises there.
pub(super) async fn practices(tx: &Tx, id: ClinicId) -> Result<Vec<practice::Model>> {
    let rows = practice::Entity::find()
        .filter(practice::Column::ClinicId.eq(id))
        .order_by_asc(practice::Column::Npi)
        .all(tx)
        .await?;
    Ok(rows)
}

/// Notes that everybody who practises there changed.
pub(super) async fn touch(ctx: &Ctx, tx: &Tx, id: ClinicId) -> Result<()> {
    for practice in practices(tx, id).await? {
        search_log::touch(ctx, tx, Kind::Podiatrist, practice.npi).await?;
    }
    Ok(())
}
