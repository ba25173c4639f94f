use footpath_entity::{
    directory::{clinic, podiatrist, podiatrist_specialty, practice},
    id::ClinicId,
    value::Npi,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde_json::json;

use crate::{
    Actor, Ctx, Error, Report, Result,
    audit::{self, Event},
    directory::specialty::Specialty,
    search_log::{self, Kind},
    store::Tx,
};

/// The row, ready to be changed; with `if_version`, only that version.
pub(super) async fn load(tx: &Tx, npi: &Npi, if_version: Option<i64>) -> Result<podiatrist::Model> {
    let row = podiatrist::Entity::find_by_id(npi.clone())
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::not_found("podiatrist.not_found"))?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Stale {
            code: "podiatrist.stale",
        });
    }
    Ok(row)
}

/// Codes, in order.
pub(super) async fn codes(tx: &Tx, npi: &Npi) -> Result<Vec<String>> {
    let rows = podiatrist_specialty::Entity::find()
        .filter(podiatrist_specialty::Column::Npi.eq(npi.as_str()))
        .order_by_asc(podiatrist_specialty::Column::Code)
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|row| row.code).collect())
}

/// IDs of all clinics, hidden ones too, the primary one first.
pub(super) async fn clinic_ids(tx: &Tx, npi: &Npi) -> Result<Vec<String>> {
    let rows = practice::Entity::find()
        .filter(practice::Column::Npi.eq(npi.as_str()))
        .order_by_desc(practice::Column::IsPrimary)
        .order_by_asc(practice::Column::ClinicId)
        .all(tx)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| row.clinic_id.to_string())
        .collect())
}

/// Makes these the specialties and clinics, whatever they were; the first clinic is the primary
/// one. Each must exist.
pub(super) async fn link(
    tx: &Tx,
    npi: &Npi,
    specialties: &[Specialty],
    clinics: &[ClinicId],
) -> Result<()> {
    let known = clinic::Entity::find()
        .filter(clinic::Column::Id.is_in(clinics.iter().copied()))
        .all(tx)
        .await?;
    let mut report = Report::new();
    for id in clinics {
        if !known.iter().any(|clinic| clinic.id == *id) {
            report.add("clinics", format!("{id} is not the ID of a clinic"));
        }
    }
    report.into_result()?;
    podiatrist_specialty::Entity::delete_many()
        .filter(podiatrist_specialty::Column::Npi.eq(npi.as_str()))
        .exec(tx)
        .await?;
    practice::Entity::delete_many()
        .filter(practice::Column::Npi.eq(npi.as_str()))
        .exec(tx)
        .await?;
    let codes = specialties
        .iter()
        .map(|specialty| podiatrist_specialty::ActiveModel {
            npi: Set(npi.clone()),
            code: Set(specialty.code.to_owned()),
        });
    podiatrist_specialty::Entity::insert_many(codes)
        .exec_without_returning(tx)
        .await?;
    let practices = clinics.iter().enumerate();
    let practices = practices.map(|(n, clinic_id)| practice::ActiveModel {
        npi: Set(npi.clone()),
        clinic_id: Set(*clinic_id),
        is_primary: Set(n == 0),
    });
    practice::Entity::insert_many(practices)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Writes the row as its next version, with audit and search log, and commits.
pub(super) async fn save(
    ctx: &Ctx,
    tx: Tx,
    actor: &Actor,
    mut row: podiatrist::Model,
    action: &'static str,
) -> Result<podiatrist::Model> {
    row.version += 1;
    row.updated_at = ctx.now();
    row.updated_on = ctx.now().date_naive();
    podiatrist::Entity::update(row.clone().into_active_model().reset_all())
        .exec(&tx)
        .await?;
    record(ctx, &tx, actor, &row, action).await?;
    tx.commit().await?;
    Ok(row)
}

/// The trace of a write.
pub(super) async fn record(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    row: &podiatrist::Model,
    action: &'static str,
) -> Result<()> {
    let event = Event {
        action,
        object_kind: "podiatrist",
        object_id: &row.npi,
        detail: json!({ "version": row.version }),
    };
    audit::record(ctx, tx, actor, event).await?;
    search_log::touch(ctx, tx, Kind::Podiatrist, &row.npi).await
}
