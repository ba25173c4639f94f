//! Listings as readers see them, kept in memory until something about them changes: what is asked
//! for most is not read from the database each time.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use footpath_entity::{kernel::search_change, value::Npi};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{
    Ctx, Result,
    directory::podiatrist::{Listed, listed},
    search_log,
};

/// A directory larger than this country's is not kept whole.
const MOST: usize = 60_000;
/// After so many changes at once it is quicker to begin anew.
const AT_ONCE: u64 = 2_000;

/// Whether readers may see a podiatrist, and what.
type Known = Option<Arc<Listed>>;

/// What was read, and up to which change it holds.
#[derive(Default)]
pub struct Shelf(RwLock<Held>);

#[derive(Default)]
struct Held {
    up_to: i64,
    listed: HashMap<Npi, Known>,
}

impl Shelf {
    /// Those of these podiatrists that readers may see now.
    pub(in crate::directory) async fn get(
        ctx: &Ctx,
        npis: &[Npi],
    ) -> Result<HashMap<Npi, Arc<Listed>>> {
        let shelf = &ctx.listings;
        let up_to = search_log::last(ctx).await?;
        shelf.catch_up(ctx, up_to).await?;
        let (mut found, missing) = shelf.look(npis);
        if !missing.is_empty() {
            let mut read = listed(ctx.store.read(), &missing).await?;
            let read: Vec<(Npi, Known)> = missing
                .into_iter()
                .map(|npi| {
                    let known = read.remove(&npi).map(Arc::new);
                    (npi, known)
                })
                .collect();
            found.extend(
                read.iter()
                    .filter_map(|(npi, known)| Some((npi.clone(), known.clone()?))),
            );
            shelf.put(up_to, read);
        }
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

    fn look(&self, npis: &[Npi]) -> (HashMap<Npi, Arc<Listed>>, Vec<Npi>) {
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let mut found = HashMap::with_capacity(npis.len());
        let mut missing = Vec::new();
        for npi in npis {
            match held.listed.get(npi) {
                Some(Some(listed)) => {
                    found.insert(npi.clone(), Arc::clone(listed));
                }
                Some(None) => {}
                None => missing.push(npi.clone()),
            }
        }
        (found, missing)
    }

    /// What was read before a change is never put among what came after it.
    fn put(&self, up_to: i64, read: Vec<(Npi, Known)>) {
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
