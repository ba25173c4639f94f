//! What was found, written into the directory: some hundred podiatrists a transaction, so that
//! nobody else waits long. Whatever was written when it ends half-way is found unchanged the next
//! time.

use std::collections::HashMap;

use chrono::NaiveDate;
use footpath_entity::{
    directory::{Source, clinic, podiatrist, podiatrist_specialty, practice},
    id::ClinicId,
    value::Npi,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};

use super::{
    Report,
    change::{Change, Places as At, Whole, change, retire},
    decide::Candidate,
    gather::{Newest, Numbers, Said, number},
    locations::Locations,
    places::Places,
    rejected::Sheet,
};
use crate::{
    Ctx, Error, Result,
    search_log::{self, Kind},
    store::{self, Tx},
};

/// Podiatrists of one transaction; SQLite binds at most 32,766 values a statement.
pub const BATCH: usize = 1000;

/// Writes batches, and remembers what came of them.
pub struct Writer<'a> {
    pub ctx: &'a Ctx,
    pub known: &'a Numbers,
    pub places: Places,
    /// `None`: nothing is known of secondary locations.
    pub locations: Option<Locations>,
    /// Nothing is written; what would be is told in the sheet.
    pub dry: Option<Sheet>,
    pub report: Report,
}

/// What one transaction is to write.
#[derive(Default)]
struct Batch {
    created: Vec<Whole>,
    updated: Vec<Whole>,
    retired: Vec<podiatrist::Model>,
}

impl Writer<'_> {
    pub async fn batch(&mut self, newest: Vec<Newest>) -> Result<()> {
        if self.dry.is_some() {
            let stored = load(self.ctx.store.read(), &self.known_of(&newest), false).await?;
            let batch = self.decide(newest, &stored)?;
            self.places.take_new();
            return self.tell(&batch, &stored);
        }
        let tx = self.ctx.store.begin().await?;
        let stored = load(&tx, &self.known_of(&newest), true).await?;
        let batch = self.decide(newest, &stored)?;
        let touched = batch.touched();
        let clinics = self.places.take_new();
        store::insert_all::<clinic::Entity, _>(&tx, clinics).await?;
        write(&tx, batch).await?;
        search_log::touch_all(self.ctx, &tx, Kind::Podiatrist, touched).await?;
        tx.commit().await
    }

    fn known_of(&self, newest: &[Newest]) -> Vec<Npi> {
        newest
            .iter()
            .filter(|one| self.known.contains(&number(&one.npi)))
            .map(|one| one.npi.clone())
            .collect()
    }

    fn decide(&mut self, newest: Vec<Newest>, stored: &HashMap<Npi, Whole>) -> Result<Batch> {
        let mut batch = Batch::default();
        for one in newest {
            let before = stored.get(&one.npi);
            match one.said {
                Said::Podiatrist(candidate) => self.listed(&mut batch, before, &candidate),
                Said::Deactivated(on) => {
                    let older = before.filter(|whole| is_older(whole, Some(on)));
                    if self.retired(&mut batch, older, Some(on)) {
                        self.report.deactivated += 1;
                    }
                }
                Said::OutOfUse(on) => {
                    if self.retired(&mut batch, before, Some(on)) {
                        self.report.deactivated += 1;
                    }
                }
                Said::NoPodiatrist => {
                    // Staff who added somebody know better what that person does.
                    let ours = before.filter(|whole| whole.row.source == Source::Nppes);
                    let older = ours.filter(|whole| is_older(whole, one.day));
                    if self.retired(&mut batch, older, one.day) {
                        self.report.delisted += 1;
                    }
                }
            }
        }
        Ok(batch)
    }

    fn listed(&mut self, batch: &mut Batch, before: Option<&Whole>, candidate: &Candidate) {
        let (primary, located) = self.places.at(self.ctx, &candidate.place);
        if !located {
            self.report.not_geocoded += 1;
        }
        let (places, ctx) = (&mut self.places, self.ctx);
        let others: Option<Vec<ClinicId>> = self.locations.as_ref().map(|locations| {
            let theirs = locations.get(&number(&candidate.npi)).into_iter().flatten();
            theirs.map(|place| places.at(ctx, place).0).collect()
        });
        let at = At {
            primary,
            others: others.as_deref(),
        };
        match change(before, candidate, at, self.ctx.now()) {
            Change::Created(whole) => {
                self.report.created += 1;
                batch.created.push(*whole);
            }
            Change::Updated(whole) => {
                self.report.updated += 1;
                batch.updated.push(*whole);
            }
            Change::Unchanged => self.report.unchanged += 1,
            Change::Stale => {
                self.report.stale += 1;
                self.report.unchanged += 1;
            }
        }
    }

    /// Whether somebody leaves the list now.
    fn retired(&self, batch: &mut Batch, before: Option<&Whole>, on: Option<NaiveDate>) -> bool {
        let Some(before) = before.filter(|whole| whole.row.deactivated_on.is_none()) else {
            return false;
        };
        let now = self.ctx.now();
        let on = on.unwrap_or_else(|| now.date_naive());
        batch.retired.push(retire(&before.row, on, now));
        true
    }

    fn tell(&mut self, batch: &Batch, stored: &HashMap<Npi, Whole>) -> Result<()> {
        let Some(sheet) = &mut self.dry else {
            return Ok(());
        };
        let mut line = |npi: &Npi, what: &str, field: &str, before: &str, after: &str| {
            sheet
                .row([npi.as_str(), what, field, before, after])
                .map_err(Error::internal)
        };
        for whole in &batch.created {
            line(&whole.row.npi, "created", "", "", &whole.row.sort_name)?;
        }
        for whole in &batch.updated {
            let Some(before) = stored.get(&whole.row.npi) else {
                continue;
            };
            for (field, old, new) in differences(before, whole) {
                line(&whole.row.npi, "updated", field, &old, &new)?;
            }
        }
        for row in &batch.retired {
            let on = row
                .deactivated_on
                .map(|on| on.to_string())
                .unwrap_or_default();
            line(&row.npi, "taken out", "deactivated_on", "", &on)?;
        }
        Ok(())
    }
}

impl Batch {
    fn touched(&self) -> Vec<String> {
        let whole = self
            .created
            .iter()
            .chain(&self.updated)
            .map(|whole| &whole.row);
        whole
            .chain(&self.retired)
            .map(|row| row.npi.to_string())
            .collect()
    }
}

fn is_older(stored: &Whole, day: Option<NaiveDate>) -> bool {
    stored.row.registry_updated_on <= day
}

/// Fields that differ, with what they were and will be.
fn differences(before: &Whole, after: &Whole) -> Vec<(&'static str, String, String)> {
    let ids = |clinics: &[ClinicId]| {
        let ids: Vec<String> = clinics.iter().map(ToString::to_string).collect();
        ids.join(" ")
    };
    let date = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
    [
        (
            "name",
            before.row.sort_name.clone(),
            after.row.sort_name.clone(),
        ),
        (
            "specialties",
            before.specialties.join(" "),
            after.specialties.join(" "),
        ),
        ("clinics", ids(&before.clinics), ids(&after.clinics)),
        (
            "deactivated_on",
            date(before.row.deactivated_on),
            date(after.row.deactivated_on),
        ),
        (
            "registry_updated_on",
            date(before.row.registry_updated_on),
            date(after.row.registry_updated_on),
        ),
    ]
    .into_iter()
    .filter(|(_, before, after)| before != after)
    .collect()
}

async fn load(
    conn: &impl sea_orm::ConnectionTrait,
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

async fn write(tx: &Tx, batch: Batch) -> Result<()> {
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
