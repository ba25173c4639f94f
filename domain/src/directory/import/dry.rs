//! A dry run: what would change, and how many there would be, without a word in the database.

use std::collections::HashMap;

use chrono::NaiveDate;
use footpath_entity::{
    directory::{clinic, podiatrist, practice},
    id::ClinicId,
    value::Npi,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::{
    Report, change::Whole, clinics::Clinics, gather::number, places::NewPhone, rejected::Sheet,
    store::Batch,
};
use crate::{Ctx, Error, Result, directory::podiatrist::display_name};

/// What a dry run tells.
pub struct Dry {
    sheet: Sheet,
    clinics: Clinics,
    /// At how many clinics that readers see somebody is listed, by number.
    listed: HashMap<u64, u64>,
    /// How many are listed at a clinic.
    at: HashMap<ClinicId, u64>,
}

impl Dry {
    pub async fn load(ctx: &Ctx) -> Result<Self> {
        let conn = ctx.store.read();
        let active = podiatrist::Entity::find()
            .select_only()
            .column(podiatrist::Column::Npi)
            .filter(podiatrist::Column::Hidden.eq(false))
            .filter(podiatrist::Column::DeactivatedOn.is_null())
            .into_query();
        let practices: Vec<(Npi, ClinicId)> = practice::Entity::find()
            .select_only()
            .columns([practice::Column::Npi, practice::Column::ClinicId])
            .filter(practice::Column::Npi.in_subquery(active))
            .into_tuple()
            .all(conn)
            .await?;
        let mut dry = Self {
            sheet: Sheet::new(["npi", "what", "field", "before", "after"]),
            clinics: Clinics::load(ctx).await?,
            listed: HashMap::new(),
            at: HashMap::new(),
        };
        for (npi, clinic) in practices {
            dry.join(&npi, &[clinic]);
        }
        Ok(dry)
    }

    /// Takes note of what a batch would write, and of the clinics that it would make.
    pub fn tell(
        &mut self,
        batch: &Batch,
        made: Vec<clinic::Model>,
        phones: &[NewPhone],
        stored: &HashMap<Npi, Whole>,
    ) -> Result<()> {
        // Before any of them has another telephone number.
        let left = self.left(batch, stored);
        self.clinics.add(made);
        self.ring(phones, stored)?;
        for whole in &batch.created {
            let name = display_name(&whole.row);
            self.line(&whole.row.npi, "created", "", ["", &name])?;
            self.join(&whole.row.npi, &whole.clinics);
        }
        for whole in &batch.updated {
            let Some(before) = stored.get(&whole.row.npi) else {
                continue;
            };
            for (field, old, new) in differences(before, whole) {
                self.line(&whole.row.npi, "updated", field, [&old, &new])?;
            }
            if let Some(old) = left.get(&whole.row.npi) {
                let new = self.clinics.told(&whole.clinics);
                self.line(&whole.row.npi, "updated", "clinics", [old, &new])?;
            }
            self.leave(before);
            if !whole.row.hidden {
                self.join(&whole.row.npi, &whole.clinics);
            }
        }
        for row in &batch.retired {
            let on = date(row.deactivated_on);
            self.line(&row.npi, "taken out", "deactivated_on", ["", &on])?;
            if let Some(before) = stored.get(&row.npi) {
                self.leave(before);
            }
        }
        Ok(())
    }

    /// The clinics of those who would have others, as they are.
    fn left(&self, batch: &Batch, stored: &HashMap<Npi, Whole>) -> HashMap<Npi, String> {
        let moving = batch.updated.iter().filter_map(|after| {
            let before = stored.get(&after.row.npi)?;
            (before.clinics != after.clinics).then_some(before)
        });
        moving
            .map(|before| (before.row.npi.clone(), self.clinics.told(&before.clinics)))
            .collect()
    }

    fn ring(&mut self, phones: &[NewPhone], stored: &HashMap<Npi, Whole>) -> Result<()> {
        for phone in phones {
            let Some([old, new]) = self.clinics.ring(phone) else {
                continue;
            };
            let who = stored
                .values()
                .find(|w| w.clinics.first() == Some(&phone.clinic));
            if let Some(who) = who {
                self.line(&who.row.npi, "updated", "phone of the clinic", [&old, &new])?;
            }
        }
        Ok(())
    }

    /// The differences as gzipped CSV; puts into the report how many there would be.
    pub fn finish(self, report: &mut Report) -> Result<Vec<u8>> {
        let some = |n: &&u64| **n > 0;
        report.podiatrists = self.listed.values().filter(some).count() as u64;
        report.clinics = self.at.values().filter(some).count() as u64;
        self.sheet.finish().map_err(Error::internal)
    }

    fn line(&mut self, npi: &Npi, what: &str, field: &str, values: [&str; 2]) -> Result<()> {
        let [before, after] = values;
        self.sheet
            .row([npi.as_str(), what, field, before, after])
            .map_err(Error::internal)
    }

    fn join(&mut self, npi: &Npi, clinics: &[ClinicId]) {
        for clinic in clinics.iter().filter(|id| !self.clinics.is_hidden(**id)) {
            *self.listed.entry(number(npi)).or_default() += 1;
            *self.at.entry(*clinic).or_default() += 1;
        }
    }

    fn leave(&mut self, whole: &Whole) {
        if whole.row.hidden || whole.row.deactivated_on.is_some() {
            return;
        }
        for clinic in whole
            .clinics
            .iter()
            .filter(|id| !self.clinics.is_hidden(**id))
        {
            let listed = self.listed.get_mut(&number(&whole.row.npi));
            for count in listed.into_iter().chain(self.at.get_mut(clinic)) {
                *count = count.saturating_sub(1);
            }
        }
    }
}

/// Fields of the person that differ, with what they were and will be.
fn differences(before: &Whole, after: &Whole) -> Vec<(&'static str, String, String)> {
    [
        ("name", display_name(&before.row), display_name(&after.row)),
        (
            "specialties",
            before.specialties.join(" "),
            after.specialties.join(" "),
        ),
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

fn date(date: Option<NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}
