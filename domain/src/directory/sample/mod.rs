//! A made-up directory, so that a newcomer sees how a full one looks. Every listing is marked as
//! a sample, and no name could be a real one.

mod made_up;

use footpath_entity::directory::{Source, clinic, podiatrist, podiatrist_specialty, practice};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
};
use serde_json::json;

use crate::{
    Actor, Ctx, Result,
    audit::{self, Event},
    search_log::{self, Kind},
    store::Tx,
};

/// Rows of one statement: SQLite binds at most 32,766 values.
const BATCH: usize = 500;

/// Adds so many sample clinics over all fifty states, with podiatrists, in one transaction.
/// They are the same each time. Does nothing where there are sample clinics already.
pub async fn sample(ctx: &Ctx, clinics: usize) -> Result<()> {
    let made = made_up::directory(clinics, ctx.now());
    let tx = ctx.store.begin().await?;
    tx.serialize_on("directory.sample").await?;
    let there = clinic::Entity::find()
        .filter(clinic::Column::Source.eq(Source::Sample))
        .count(&tx)
        .await?;
    if there > 0 {
        return Ok(());
    }
    let npis: Vec<_> = made.podiatrists.iter().map(|row| row.npi.clone()).collect();
    let sizes = json!({ "clinics": made.clinics.len(), "podiatrists": npis.len() });
    insert::<clinic::Entity, _>(&tx, made.clinics).await?;
    insert::<podiatrist::Entity, _>(&tx, made.podiatrists).await?;
    insert::<podiatrist_specialty::Entity, _>(&tx, made.specialties).await?;
    insert::<practice::Entity, _>(&tx, made.practices).await?;
    for npi in npis {
        search_log::touch(ctx, &tx, Kind::Podiatrist, npi).await?;
    }
    let event = Event {
        action: "directory.sample_added",
        object_kind: "directory",
        object_id: &"sample",
        detail: sizes,
    };
    audit::record(ctx, &tx, &Actor::System("sample"), event).await?;
    tx.commit().await
}

async fn insert<E, A>(tx: &Tx, rows: Vec<E::Model>) -> Result<()>
where
    E: EntityTrait<ActiveModel = A>,
    E::Model: IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = E> + Send,
{
    let mut rows = rows
        .into_iter()
        .map(|row| row.into_active_model().reset_all());
    loop {
        let batch: Vec<A> = rows.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            return Ok(());
        }
        E::insert_many(batch).exec_without_returning(tx).await?;
    }
}
