//! Clinics by their place: those that are there, and new ones for places that nobody practised at.

use std::collections::HashMap;

use footpath_entity::{
    directory::{EditedFields, Source, clinic},
    id::ClinicId,
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect};

use super::tidy::Place;
use crate::{Ctx, Result, directory::clinic::locate};

/// Every place that is known, and the clinics that are still to be written.
pub struct Places {
    by_key: HashMap<String, Known>,
    new: Vec<clinic::Model>,
    made: u64,
    /// Names of practices by their address.
    names: HashMap<String, String>,
}

#[derive(Clone, Copy)]
struct Known {
    id: ClinicId,
    located: bool,
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
        let by_key = rows.into_iter().filter_map(|(id, key, _, lat)| {
            let known = Known {
                id: last(&merged, id),
                located: lat.is_some(),
            };
            Some((key?, known))
        });
        Ok(Self {
            by_key: by_key.collect(),
            new: Vec::new(),
            made: 0,
            names,
        })
    }

    /// For an import that is not about places.
    pub fn none() -> Self {
        Self {
            by_key: HashMap::new(),
            new: Vec::new(),
            made: 0,
            names: HashMap::new(),
        }
    }

    /// How many clinics were new.
    pub fn made(&self) -> u64 {
        self.made
    }

    /// The clinic at a place, a new one if need be, and whether it is on the map.
    pub fn at(&mut self, ctx: &Ctx, place: &Place) -> (ClinicId, bool) {
        let key = cut(place.key());
        if let Some(known) = self.by_key.get(&key) {
            return (known.id, known.located);
        }
        let row = self.row(ctx, place, key.clone());
        let known = Known {
            id: row.id,
            located: row.lat.is_some(),
        };
        self.by_key.insert(key, known);
        self.new.push(row);
        self.made += 1;
        (known.id, known.located)
    }

    /// Those that were new since the last time.
    pub fn take_new(&mut self) -> Vec<clinic::Model> {
        std::mem::take(&mut self.new)
    }

    fn row(&self, ctx: &Ctx, place: &Place, key: String) -> clinic::Model {
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
            updated_on: now.date_naive(),
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

/// As many characters as the column holds.
fn cut(key: String) -> String {
    if key.chars().count() <= 320 {
        return key;
    }
    key.chars().take(320).collect()
}
