//! A made-up directory, so that a newcomer sees how a full one looks. Every listing is marked as
//! a sample, and no name could be a real one.

mod made_up;

use footpath_entity::directory::{Source, clinic, podiatrist, podiatrist_specialty, practice};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use crate::{
    Actor, Ctx, Result,
    audit::{self, Event},
    search_log::{self, Kind},
    store,
};

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
    store::insert_all::<clinic::Entity, _>(&tx, made.clinics).await?;
    store::insert_all::<podiatrist::Entity, _>(&tx, made.podiatrists).await?;
    store::insert_all::<podiatrist_specialty::Entity, _>(&tx, made.specialties).await?;
    store::insert_all::<practice::Entity, _>(&tx, made.practices).await?;
    let npis = npis.iter().map(ToString::to_string).collect();
    search_log::touch_all(ctx, &tx, Kind::Podiatrist, npis).await?;
    let event = Event {
        action: "directory.sample_added",
        object_kind: "directory",
        object_id: &"sample",
        detail: sizes,
    };
    audit::record(ctx, &tx, &Actor::System("sample"), event).await?;
    tx.commit().await
}
