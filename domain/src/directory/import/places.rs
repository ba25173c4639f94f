//! Clinics by their place: those that are there, and new ones for places that nobody practised at.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use footpath_entity::{
    directory::{EditedFields, Source, clinic, practice},
    id::ClinicId,
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect};

use super::{decide::Candidate, tidy::Place};
use crate::{Ctx, Result, directory::clinic::locate};

/// Every place that is known, and the clinics that are still to be written.
#[derive(Default)]
pub struct Places {
    by_key: HashMap<String, Known>,
    /// Keys by what they say but for the telephone number.
    by_address: HashMap<String, Vec<String>>,
    /// How many practise at a clinic, as it was before.
    practising: HashMap<ClinicId, u64>,
    /// Clinics that somebody was found at by this import.
    met: HashSet<ClinicId>,
    new: Vec<clinic::Model>,
    phones: Vec<NewPhone>,
    /// Names of practices by their address.
    names: HashMap<String, String>,
}

#[derive(Clone, Copy)]
struct Known {
    /// The clinic of this place.
    row: ClinicId,
    /// The one that stands for it, where they were merged.
    id: ClinicId,
    located: bool,
}

/// A clinic that has another telephone number now, and the key that goes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPhone {
    pub clinic: ClinicId,
    pub key: String,
    pub phone: Option<String>,
    /// The day of the record that says so.
    pub day: Option<NaiveDate>,
}

impl Places {
    pub async fn load(ctx: &Ctx, names: HashMap<String, String>) -> Result<Self> {
        use clinic::Column;
        type Row = (ClinicId, Option<String>, Option<ClinicId>, Option<f64>);
        let rows: Vec<Row> = clinic::Entity::find()
            .select_only()
            .columns([
                Column::Id,
                Column::PlaceKey,
                Column::MergedInto,
                Column::Lat,
            ])
            .filter(
                Column::PlaceKey
                    .is_not_null()
                    .or(Column::MergedInto.is_not_null()),
            )
            .into_tuple()
            .all(ctx.store.read())
            .await?;
        let merged: HashMap<ClinicId, ClinicId> = rows
            .iter()
            .filter_map(|(id, _, into, _)| Some((*id, (*into)?)))
            .collect();
        let mut places = Self {
            names,
            practising: practising(ctx).await?,
            ..Self::default()
        };
        for (id, key, _, lat) in rows {
            let Some(key) = key else { continue };
            let known = Known {
                row: id,
                id: last(&merged, id),
                located: lat.is_some(),
            };
            places.know(key, known);
        }
        Ok(places)
    }

    /// The clinic at a place, a new one if need be.
    pub fn at(&mut self, ctx: &Ctx, place: &Place, who: &Candidate) -> ClinicId {
        let key = key(place);
        let known = if let Some(known) = self.by_key.get(&key) {
            *known
        } else {
            let row = self.row(ctx, place, key.clone(), who);
            let known = Known {
                row: row.id,
                id: row.id,
                located: row.lat.is_some(),
            };
            self.know(key, known);
            self.new.push(row);
            known
        };
        self.met.insert(known.id);
        known.id
    }

    /// Whether a place is on the map, or would be.
    pub fn is_located(&self, place: &Place) -> bool {
        match self.by_key.get(&key(place)) {
            Some(known) => known.located,
            None => locate(place.postal_code.as_ref(), &place.city, &place.state).is_some(),
        }
    }

    /// Where one alone practises at `clinic` and has only another telephone number now, the clinic
    /// takes that number instead of making room for a new one: what staff know of it stays with it.
    /// Answers whether it does.
    pub fn rings_elsewhere(&mut self, clinic: ClinicId, who: &Candidate) -> bool {
        let place = &who.place;
        let new = key(place);
        let alone = self.practising.get(&clinic) == Some(&1) && !self.met.contains(&clinic);
        if !alone || self.by_key.contains_key(&new) {
            return false;
        }
        let here = self.by_address.get(&place.address_key);
        let old = here.and_then(|keys| {
            let mut its = keys.iter().filter(|key| self.by_key[*key].id == clinic);
            its.next().cloned()
        });
        let Some(known) = old.and_then(|old| self.forget(&place.address_key, &old)) else {
            return false;
        };
        self.phones.push(NewPhone {
            clinic: known.row,
            key: new.clone(),
            phone: place.phone.clone(),
            day: who.day,
        });
        self.know(new, known);
        true
    }

    /// What was new since the last time.
    pub fn take(&mut self) -> (Vec<clinic::Model>, Vec<NewPhone>) {
        (
            std::mem::take(&mut self.new),
            std::mem::take(&mut self.phones),
        )
    }

    fn know(&mut self, key: String, known: Known) {
        let address = key.rsplit_once('|').map_or(&*key, |(address, _)| address);
        let keys = self.by_address.entry(address.to_owned()).or_default();
        keys.push(key.clone());
        self.by_key.insert(key, known);
    }

    fn forget(&mut self, address: &str, key: &str) -> Option<Known> {
        if let Some(keys) = self.by_address.get_mut(address) {
            keys.retain(|other| other != key);
        }
        self.by_key.remove(key)
    }

    fn row(&self, ctx: &Ctx, place: &Place, key: String, who: &Candidate) -> clinic::Model {
        let now = ctx.now();
        let found = locate(place.postal_code.as_ref(), &place.city, &place.state);
        clinic::Model {
            id: ctx.new_id(),
            name: self.name(place),
            address_1: place.line_1.clone(),
            address_2: place.line_2.clone(),
            city: place.city.clone(),
            state: place.state.clone(),
            postal_code: place.postal_code.clone(),
            phone: place.phone.clone(),
            lat: found.map(|(point, _)| point.lat),
            lon: found.map(|(point, _)| point.lon),
            precision: found.map(|(_, precision)| precision),
            inbox: None,
            inbox_confirmed_at: None,
            accepts_referrals: false,
            hidden: false,
            source: Source::Nppes,
            place_key: Some(key),
            edited: EditedFields::default(),
            verified_on: None,
            // The day on which the registry was told of it.
            updated_on: who.day.unwrap_or_else(|| now.date_naive()),
            website: None,
            hours: None,
            insurance: None,
            merged_into: None,
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }

    /// What the registry calls the practice at this address, else what can be said of it.
    fn name(&self, place: &Place) -> String {
        match self.names.get(&place.address_key) {
            Some(name) => name.clone(),
            None if place.line_1.is_empty() => format!("Podiatry in {}", place.city),
            None => format!("Podiatry at {}", place.line_1),
        }
    }
}

/// How many practise at each clinic.
async fn practising(ctx: &Ctx) -> Result<HashMap<ClinicId, u64>> {
    let ids: Vec<ClinicId> = practice::Entity::find()
        .select_only()
        .column(practice::Column::ClinicId)
        .into_tuple()
        .all(ctx.store.read())
        .await?;
    let mut practising = HashMap::new();
    for id in ids {
        *practising.entry(id).or_default() += 1;
    }
    Ok(practising)
}

/// Where a chain of merged clinics ends.
fn last(merged: &HashMap<ClinicId, ClinicId>, mut id: ClinicId) -> ClinicId {
    // A ring would be a mistake; it ends somewhere all the same.
    for _ in 0..16 {
        match merged.get(&id) {
            Some(next) => id = *next,
            None => break,
        }
    }
    id
}

/// As many characters as the column holds; an address takes at most 286 of them.
fn key(place: &Place) -> String {
    let key = place.key();
    if key.chars().count() <= 320 {
        return key;
    }
    key.chars().take(320).collect()
}
