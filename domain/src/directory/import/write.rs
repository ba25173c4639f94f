//! What was found, written into the directory: some hundred podiatrists a transaction, so that
//! nobody else waits long. Whatever was written when it ends half-way is found unchanged the next
//! time.

use std::collections::HashMap;

use chrono::NaiveDate;
use footpath_entity::{
    directory::{Source, clinic},
    id::ClinicId,
    value::Npi,
};

use super::{
    Report,
    change::{self, Change, Places as At, Whole, change, retire},
    decide::Candidate,
    dry::Dry,
    gather::{Newest, Numbers, Said, number},
    locations::Locations,
    places::Places,
    store::{Batch, load, ring, write},
};
use crate::{
    Ctx, Result,
    search_log::{self, Kind},
    store,
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
    /// Nothing is written; what would be is told.
    pub dry: Option<Dry>,
    pub report: Report,
}

impl Writer<'_> {
    pub async fn batch(&mut self, newest: Vec<Newest>) -> Result<()> {
        if self.dry.is_some() {
            let stored = load(self.ctx.store.read(), &self.known_of(&newest), false).await?;
            let batch = self.decide(newest, &stored);
            let (clinics, phones) = self.places.take();
            let told = self
                .dry
                .as_mut()
                .map(|dry| dry.tell(&batch, clinics, &phones, &stored));
            return told.unwrap_or(Ok(()));
        }
        let tx = self.ctx.store.begin().await?;
        let stored = load(&tx, &self.known_of(&newest), true).await?;
        let batch = self.decide(newest, &stored);
        let touched = batch.touched();
        let (clinics, phones) = self.places.take();
        store::insert_all::<clinic::Entity, _>(&tx, clinics).await?;
        for phone in phones {
            ring(self.ctx, &tx, phone).await?;
        }
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

    fn decide(&mut self, newest: Vec<Newest>, stored: &HashMap<Npi, Whole>) -> Batch {
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
                    } else {
                        self.report.unchanged += 1;
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
        batch
    }

    fn listed(&mut self, batch: &mut Batch, before: Option<&Whole>, candidate: &Candidate) {
        if !self.places.is_located(&candidate.place) {
            self.report.not_geocoded += 1;
        }
        if before.is_some_and(|before| change::is_stale(before, candidate)) {
            self.report.stale += 1;
            self.report.unchanged += 1;
            return;
        }
        // Clinics that staff chose stay, and no new ones come to be.
        let theirs = before.is_some_and(|before| change::keeps(before, "clinics"));
        let primary = before.and_then(|before| before.clinics.first());
        let rings = !theirs
            && primary.is_some_and(|primary| self.places.rings_elsewhere(*primary, candidate));
        let at = (!theirs).then(|| self.places_of(candidate));
        let at = at.as_ref().map(|(primary, others)| At {
            primary: *primary,
            others: others.as_deref(),
        });
        match change(before, candidate, at, self.ctx.now()) {
            Change::Created(whole) => {
                self.report.created += 1;
                batch.created.push(*whole);
            }
            Change::Updated(whole) => {
                self.report.updated += 1;
                batch.updated.push(*whole);
            }
            Change::Unchanged if rings => {
                self.report.updated += 1;
                batch.ringing.push(candidate.npi.clone());
            }
            Change::Unchanged => self.report.unchanged += 1,
        }
    }

    /// The primary clinic, and the others where anything is known of them.
    fn places_of(&mut self, candidate: &Candidate) -> (ClinicId, Option<Vec<ClinicId>>) {
        let (places, ctx) = (&mut self.places, self.ctx);
        let primary = places.at(ctx, &candidate.place, candidate);
        let others = self.locations.as_ref().map(|locations| {
            let theirs = locations.get(&number(&candidate.npi)).into_iter().flatten();
            theirs
                .map(|place| places.at(ctx, place, candidate))
                .collect()
        });
        (primary, others)
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
}

fn is_older(stored: &Whole, day: Option<NaiveDate>) -> bool {
    stored.row.registry_updated_on <= day
}
