//! What an import reads of podiatrists, and writes.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use footpath_entity::{
    directory::{clinic, podiatrist, podiatrist_specialty, practice},
    value::Npi,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect,
};

use super::{change::Whole, places::NewPhone};
use crate::{
    Ctx, Error, Result,
    store::{self, Tx},
};

/// What one transaction is to write.
#[derive(Default)]
pub struct Batch {
    pub created: Vec<Whole>,
    pub updated: Vec<Whole>,
    pub retired: Vec<podiatrist::Model>,
    /// Those of whom nothing changed but the telephone number of their clinic.
    pub ringing: Vec<Npi>,
}

impl Batch {
    /// Whom the search index has to look at again.
    pub fn touched(&self) -> Vec<String> {
        let whole = self.created.iter().chain(&self.updated);
        let rows = whole.map(|whole| &whole.row).chain(&self.retired);
        rows.map(|row| &row.npi)
            .chain(&self.ringing)
            .map(ToString::to_string)
            .collect()
    }
}

/// These podiatrists with all that an import may change; with `lock`, for whoever writes them.
pub async fn load(
    conn: &impl ConnectionTrait,
    npis: &[Npi],
    lock: bool,
) -> Result<HashMap<Npi, Whole>> {
    if npis.is_empty() {
        return Ok(HashMap::new());
    }
    let these = || npis.iter().map(Npi::as_str);
    let mut rows = podiatrist::Entity::find().filter(podiatrist::Column::Npi.is_in(these()));
    if lock {
        rows = rows.lock_exclusive();
    }
    let mut found: HashMap<Npi, Whole> = HashMap::with_capacity(npis.len());
    for row in rows.all(conn).await? {
        let whole = Whole {
            row,
            specialties: Vec::new(),
            clinics: Vec::new(),
        };
        found.insert(whole.row.npi.clone(), whole);
    }
    let codes = podiatrist_specialty::Entity::find()
        .filter(podiatrist_specialty::Column::Npi.is_in(these()))
        .all(conn)
        .await?;
    for code in codes {
        if let Some(whole) = found.get_mut(&code.npi) {
            whole.specialties.push(code.code);
        }
    }
    let mut practices = practice::Entity::find()
        .filter(practice::Column::Npi.is_in(these()))
        .all(conn)
        .await?;
    practices.sort_unstable_by_key(|practice| (!practice.is_primary, practice.clinic_id));
    for practice in practices {
        if let Some(whole) = found.get_mut(&practice.npi) {
            whole.clinics.push(practice.clinic_id);
        }
    }
    for whole in found.values_mut() {
        whole.specialties.sort_unstable();
    }
    Ok(found)
}

/// Writes a batch.
pub async fn write(tx: &Tx, batch: Batch) -> Result<()> {
    let changed: Vec<&str> = batch
        .updated
        .iter()
        .map(|whole| whole.row.npi.as_str())
        .collect();
    if !changed.is_empty() {
        podiatrist_specialty::Entity::delete_many()
            .filter(podiatrist_specialty::Column::Npi.is_in(changed.iter().copied()))
            .exec(tx)
            .await?;
        practice::Entity::delete_many()
            .filter(practice::Column::Npi.is_in(changed.iter().copied()))
            .exec(tx)
            .await?;
    }
    let updated = batch.updated.iter().map(|whole| &whole.row);
    for row in updated.chain(&batch.retired) {
        podiatrist::Entity::update(row.clone().into_active_model().reset_all())
            .exec(tx)
            .await?;
    }
    let mut specialties = Vec::new();
    let mut practices = Vec::new();
    for whole in batch.created.iter().chain(&batch.updated) {
        let npi = &whole.row.npi;
        specialties.extend(
            whole
                .specialties
                .iter()
                .map(|code| podiatrist_specialty::Model {
                    npi: npi.clone(),
                    code: code.clone(),
                }),
        );
        practices.extend(
            whole
                .clinics
                .iter()
                .enumerate()
                .map(|(n, id)| practice::Model {
                    npi: npi.clone(),
                    clinic_id: *id,
                    is_primary: n == 0,
                }),
        );
    }
    let created = batch.created.into_iter().map(|whole| whole.row).collect();
    store::insert_all::<podiatrist::Entity, _>(tx, created).await?;
    store::insert_all::<podiatrist_specialty::Entity, _>(tx, specialties).await?;
    store::insert_all::<practice::Entity, _>(tx, practices).await
}

/// Gives a clinic its new telephone number, unless staff have changed the old one.
pub async fn ring(ctx: &Ctx, tx: &Tx, new: NewPhone) -> Result<()> {
    let row = clinic::Entity::find_by_id(new.clinic)
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::not_found("clinic.not_found"))?;
    let row = rung(row, new, ctx.now());
    clinic::Entity::update(row.into_active_model().reset_all())
        .exec(tx)
        .await?;
    Ok(())
}

fn rung(mut row: clinic::Model, new: NewPhone, now: DateTime<Utc>) -> clinic::Model {
    row.place_key = Some(new.key);
    if !row.edited.0.iter().any(|field| field == "phone") {
        row.phone = new.phone;
        row.updated_on = row.updated_on.max(new.day.unwrap_or(row.updated_on));
    }
    row.version += 1;
    row.updated_at = now;
    row
}
