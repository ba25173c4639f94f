//! Listings as readers see them, kept in memory until something about them changes: what is asked
//! for most is not read from the database each time.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use footpath_entity::{kernel::search_change, value::Npi};
use footpath_search::NearHit;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::{
    Ctx, Result,
    directory::podiatrist::{Listed, Listing, listed},
    search_log,
};

/// A directory larger than this country's is not kept whole.
const MOST: usize = 60_000;
/// After so many changes at once it is quicker to begin anew.
const AT_ONCE: u64 = 2_000;

/// A podiatrist at each of its clinics; none if readers may not see it.
type Known = Arc<[Arc<Listing>]>;

/// What was read, and up to which change it holds.
#[derive(Default)]
pub struct Shelf(RwLock<Held>);

#[derive(Default)]
struct Held {
    up_to: i64,
    listed: HashMap<Npi, Known>,
}

impl Shelf {
    /// Those of these hits that readers may see now, in their order.
    pub(super) async fn get(ctx: &Ctx, hits: &[NearHit]) -> Result<Vec<Arc<Listing>>> {
        let shelf = &ctx.listings;
        let up_to = search_log::last(ctx).await?;
        shelf.catch_up(ctx, up_to).await?;
        let (found, missing) = shelf.look(hits);
        if missing.is_empty() {
            return Ok(found.into_iter().flatten().collect());
        }
        let mut read = listed(ctx.store.read(), &missing).await?;
        let read: HashMap<Npi, Known> = missing
            .into_iter()
            .map(|npi| {
                let known = read.remove(&npi);
                (npi, known.as_ref().map_or_else(Known::default, everywhere))
            })
            .collect();
        let found = found.into_iter().zip(hits).filter_map(|(found, hit)| {
            found.or_else(|| at(read.get(hit.npi.as_str())?, &hit.clinic_id))
        });
        let found = found.collect();
        shelf.put(up_to, read);
        Ok(found)
    }

    /// Forgets whatever has changed since.
    async fn catch_up(&self, ctx: &Ctx, up_to: i64) -> Result<()> {
        let from = self.0.read().unwrap_or_else(PoisonError::into_inner).up_to;
        if from >= up_to {
            return Ok(());
        }
        let changed: Vec<String> = search_change::Entity::find()
            .select_only()
            .column(search_change::Column::ObjectId)
            .filter(search_change::Column::Seq.gt(from))
            .filter(search_change::Column::Kind.eq(search_log::Kind::Podiatrist.as_str()))
            .limit(AT_ONCE)
            .into_tuple()
            .all(ctx.store.read())
            .await?;
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if changed.len() as u64 == AT_ONCE {
            held.listed.clear();
        }
        for npi in changed.iter().filter_map(|npi| npi.parse::<Npi>().ok()) {
            held.listed.remove(&npi);
        }
        held.up_to = held.up_to.max(up_to);
        Ok(())
    }

    /// What is known of these hits, and of whom nothing is.
    fn look(&self, hits: &[NearHit]) -> (Vec<Option<Arc<Listing>>>, Vec<Npi>) {
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let mut missing = Vec::new();
        let found = hits.iter().map(|hit| {
            let Some(known) = held.listed.get(hit.npi.as_str()) else {
                missing.extend(hit.npi.parse::<Npi>());
                return None;
            };
            at(known, &hit.clinic_id)
        });
        (found.collect(), missing)
    }

    /// What was read before a change is never put among what came after it.
    fn put(&self, up_to: i64, read: HashMap<Npi, Known>) {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if held.up_to != up_to {
            return;
        }
        if held.listed.len() + read.len() > MOST {
            held.listed.clear();
        }
        held.listed.extend(read);
    }
}

fn everywhere(podiatrist: &Listed) -> Known {
    let clinics = podiatrist.clinics.iter();
    clinics
        .map(|clinic| Arc::new(podiatrist.at(clinic)))
        .collect()
}

fn at(known: &[Arc<Listing>], clinic: &str) -> Option<Arc<Listing>> {
    let clinic: Uuid = clinic.parse().ok()?;
    let there = known.iter().find(|listing| listing.clinic.id.0 == clinic);
    there.map(Arc::clone)
}
