//! A dry run: what would change, and how many there would be, without a word in the database.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use footpath_entity::{
    directory::{clinic, podiatrist, practice},
    id::ClinicId,
    value::Npi,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::{
    Report, change::Whole, gather::number, places::NewPhone, rejected::Sheet, store::Batch,
};
use crate::{Ctx, Error, Result};

/// What a dry run tells.
pub struct Dry {
    sheet: Sheet,
    /// Clinics that readers do not see.
    hidden: HashSet<ClinicId>,
    /// At how many of the others somebody is listed, by number.
    listed: HashMap<u64, u64>,
    /// How many are listed at a clinic.
    at: HashMap<ClinicId, u64>,
}

impl Dry {
    pub async fn load(ctx: &Ctx) -> Result<Self> {
        let conn = ctx.store.read();
        let hidden: Vec<ClinicId> = clinic::Entity::find()
            .select_only()
            .column(clinic::Column::Id)
            .filter(clinic::Column::Hidden.eq(true))
            .into_tuple()
            .all(conn)
            .await?;
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
            hidden: hidden.into_iter().collect(),
            listed: HashMap::new(),
            at: HashMap::new(),
        };
        for (npi, clinic) in practices {
            dry.join(&npi, &[clinic]);
        }
        Ok(dry)
    }

    /// Takes note of what a batch would write.
    pub fn tell(
        &mut self,
        batch: &Batch,
        phones: &[NewPhone],
        stored: &HashMap<Npi, Whole>,
    ) -> Result<()> {
        for whole in &batch.created {
            self.line(&whole.row.npi, "created", "", ["", &whole.row.sort_name])?;
            self.join(&whole.row.npi, &whole.clinics);
        }
        for whole in &batch.updated {
            let Some(before) = stored.get(&whole.row.npi) else {
                continue;
            };
            for (field, old, new) in differences(before, whole) {
                self.line(&whole.row.npi, "updated", field, [&old, &new])?;
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
        for phone in phones {
            let who = stored
                .values()
                .find(|w| w.clinics.first() == Some(&phone.clinic));
            let number = phone.phone.as_deref().unwrap_or_default();
            if let Some(who) = who {
                self.line(&who.row.npi, "updated", "phone of the clinic", ["", number])?;
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
        for clinic in clinics.iter().filter(|id| !self.hidden.contains(id)) {
            *self.listed.entry(number(npi)).or_default() += 1;
            *self.at.entry(*clinic).or_default() += 1;
        }
    }

    fn leave(&mut self, whole: &Whole) {
        if whole.row.hidden || whole.row.deactivated_on.is_some() {
            return;
        }
        for clinic in whole.clinics.iter().filter(|id| !self.hidden.contains(id)) {
            let listed = self.listed.get_mut(&number(&whole.row.npi));
            for count in listed.into_iter().chain(self.at.get_mut(clinic)) {
                *count = count.saturating_sub(1);
            }
        }
    }
}

/// Fields that differ, with what they were and will be.
fn differences(before: &Whole, after: &Whole) -> Vec<(&'static str, String, String)> {
    let ids = |clinics: &[ClinicId]| {
        let ids: Vec<String> = clinics.iter().map(ToString::to_string).collect();
        ids.join(" ")
    };
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

fn date(date: Option<NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}
