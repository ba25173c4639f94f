use footpath_entity::{
    directory::{clinic, practice},
    id::ClinicId,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};
use serde_json::json;

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
    row.version += 1;
    row.updated_at = ctx.now();
    row.updated_on = ctx.now().date_naive();
    clinic::Entity::update(row.clone().into_active_model().reset_all())
        .exec(&tx)
        .await?;
    let event = Event {
        action,
        object_kind: "clinic",
        object_id: &row.id,
        detail: json!({ "version": row.version }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    let practices = practice::Entity::find()
        .filter(practice::Column::ClinicId.eq(row.id))
        .all(&tx)
        .await?;
    for practice in practices {
        search_log::touch(ctx, &tx, Kind::Podiatrist, practice.npi).await?;
    }
    tx.commit().await?;
    Ok(row)
}
