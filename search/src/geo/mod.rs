//! Podiatrists by distance, in memory: which are near, in exact order.

mod entry;
mod sphere;
#[cfg(test)]
mod tests;
mod traits;
mod tree;

use std::{
    cmp::Ordering,
    collections::{HashMap, hash_map},
};

pub(crate) use entry::Entry;
pub(crate) use sphere::is_on_earth;
pub use sphere::{EARTH_RADIUS_KM, KM_PER_MILE, distance_miles};

use self::{
    sphere::{chord, unit},
    traits::{Codes, SEVERAL, Wanted},
    tree::{Leaf, Tree},
};
use crate::{Circle, NearHit, NearHits, NearQuery, NearSort};

/// Two chords whose squares differ by less may stand for the same distance.
const CLOSE: f64 = 1e-9;

/// Every podiatrist at every clinic, in the order of names.
#[derive(Default)]
pub(crate) struct Geo {
    /// By name, NPI, primary first, clinic.
    entries: Vec<Entry>,
    /// The podiatrist that an entry belongs to, numbered.
    podiatrist: Vec<u32>,
    traits: Vec<u64>,
    codes: Codes,
    tree: Tree,
}

/// A candidate: the square of its chord, how well it matches, and which entry. An entry's number
/// is its place in the order of names, so it breaks every tie.
#[derive(Clone, Copy)]
struct Found {
    square: f64,
    score: f32,
    entry: u32,
}

impl Geo {
    pub(crate) fn new(mut entries: Vec<Entry>) -> Self {
        entries.sort_unstable_by(Entry::order);
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut podiatrist = Vec::with_capacity(entries.len());
        let mut several: Vec<bool> = Vec::new();
        for entry in &entries {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            let number = match numbers.entry(&entry.npi) {
                hash_map::Entry::Occupied(known) => {
                    several[*known.get() as usize] = true;
                    *known.get()
                }
                hash_map::Entry::Vacant(new) => {
                    several.push(false);
                    *new.insert(next)
                }
            };
            podiatrist.push(number);
        }
        let mut codes = Codes::default();
        let mut traits = Vec::with_capacity(entries.len());
        let mut leaves = Vec::with_capacity(entries.len());
        for ((entry, n), number) in entries.iter().zip(0_u32..).zip(&podiatrist) {
            let mut bits = codes.traits(entry);
            if several[*number as usize] {
                bits |= SEVERAL;
            }
            traits.push(bits);
            leaves.extend(entry.point.map(|point| Leaf {
                at: unit(point),
                entry: n,
                traits: bits,
            }));
        }
        Self {
            tree: Tree::new(leaves),
            entries,
            podiatrist,
            traits,
            codes,
        }
    }

    /// The same with the documents of some podiatrists replaced.
    pub(crate) fn with(&self, gone: impl Fn(&str) -> bool, new: Vec<Entry>) -> Self {
        let kept = self.entries.iter().filter(|entry| !gone(&entry.npi));
        Self::new(kept.cloned().chain(new).collect())
    }

    /// Answers a query; `scores` holds the hashes of the documents that its words match.
    pub(crate) fn near(
        &self,
        query: &NearQuery,
        scores: Option<&HashMap<u64, f32>>,
        engine: &'static str,
    ) -> NearHits {
        let mut found = Vec::new();
        if let Some(wanted) = self.codes.wanted(&query.filter) {
            let bounds = query.filter.bounds;
            let mut take = |square: f64, entry: u32| {
                let point = self.entries[entry as usize].point;
                if bounds.is_some_and(|bounds| !point.is_some_and(|point| bounds.hold(point))) {
                    return;
                }
                let score = match scores {
                    None => Some(0.0),
                    Some(scores) => scores.get(&self.entries[entry as usize].hash).copied(),
                };
                found.extend(score.map(|score| Found {
                    square,
                    score,
                    entry,
                }));
            };
            match query.within {
                Some(circle) => self.within(circle, wanted, &mut take),
                None => (0_u32..)
                    .zip(&self.traits)
                    .filter(|(_, traits)| wanted.fits(**traits))
                    .for_each(|(n, _)| take(0.0, n)),
            }
        }
        self.one_each(&mut found, query.within);
        let total = found.len() as u64;
        let by_score = query.sort == NearSort::Relevance && scores.is_some();
        let page = match query.sort {
            NearSort::Name => self.by_name(found, query),
            _ if by_score => self.by_score(found, query),
            _ => self.by_distance(found, query),
        };
        let items = page.into_iter().map(|(miles, one)| {
            let entry = &self.entries[one.entry as usize];
            NearHit {
                npi: entry.npi.to_string(),
                clinic_id: entry.clinic_id.to_string(),
                distance_miles: query.within.map(|_| miles),
            }
        });
        NearHits {
            items: items.collect(),
            total,
            engine,
        }
    }

    /// Leaves the nearest entry of each podiatrist; of equals, the first in the order. Most have
    /// but one.
    fn one_each(&self, found: &mut Vec<Found>, within: Option<Circle>) {
        let several = |one: &Found| self.traits[one.entry as usize] & SEVERAL != 0;
        let mut more: Vec<(u32, f64, Found)> = Vec::new();
        found.retain(|one| {
            if !several(one) {
                return true;
            }
            let miles = within.map_or(0.0, |circle| self.miles(circle, one.entry));
            more.push((self.podiatrist[one.entry as usize], miles, *one));
            false
        });
        more.sort_unstable_by(|(a, near, one), (b, far, other)| {
            a.cmp(b)
                .then(near.total_cmp(far))
                .then(one.entry.cmp(&other.entry))
        });
        more.dedup_by_key(|(podiatrist, ..)| *podiatrist);
        found.extend(more.into_iter().map(|(.., one)| one));
    }

    fn within(&self, circle: Circle, wanted: Wanted, take: &mut impl FnMut(f64, u32)) {
        let chord = chord(circle.radius_miles);
        // A little more than the chord, so that rounding never loses anyone; close to it the
        // exact distance decides.
        let sure = chord * chord * (1.0 - CLOSE) - CLOSE * CLOSE;
        let mut visit = |leaf: &Leaf, square: f64| {
            if wanted.fits(leaf.traits)
                && (square <= sure || self.miles(circle, leaf.entry) <= circle.radius_miles)
            {
                take(square, leaf.entry);
            }
        };
        let wide = chord * (1.0 + CLOSE) + CLOSE;
        self.tree.within(unit(circle.center), wide, &mut visit);
    }

    /// The exact distance of an entry that has a place.
    fn miles(&self, circle: Circle, entry: u32) -> f64 {
        let point = self.entries[entry as usize].point;
        point.map_or(f64::INFINITY, |point| distance_miles(circle.center, point))
    }

    /// The page of the nearest: chords say roughly which these are, distances in which order.
    fn by_distance(&self, mut found: Vec<Found>, query: &NearQuery) -> Vec<(f64, Found)> {
        let Some(circle) = query.within else {
            return self.by_name(found, query);
        };
        let end = end(query);
        if end < found.len() {
            let (_, last, _) =
                found.select_nth_unstable_by(end, |a, b| a.square.total_cmp(&b.square));
            let far = last.square * (1.0 + CLOSE) + CLOSE * CLOSE;
            found.retain(|one| one.square <= far);
        }
        let mut exact: Vec<(f64, Found)> = found
            .into_iter()
            .map(|one| (self.miles(circle, one.entry), one))
            .collect();
        exact.sort_unstable_by(|(a, one), (b, other)| {
            a.total_cmp(b).then(one.entry.cmp(&other.entry))
        });
        cut(exact.into_iter(), query)
    }

    fn by_score(&self, found: Vec<Found>, query: &NearQuery) -> Vec<(f64, Found)> {
        let mut all: Vec<(f64, Found)> =
            found.into_iter().map(|one| self.far(one, query)).collect();
        all.sort_unstable_by(|(a, one), (b, other)| {
            let best = other.score.total_cmp(&one.score);
            best.then(a.total_cmp(b)).then(one.entry.cmp(&other.entry))
        });
        cut(all.into_iter(), query)
    }

    fn by_name(&self, mut found: Vec<Found>, query: &NearQuery) -> Vec<(f64, Found)> {
        let order = |a: &Found, b: &Found| -> Ordering { a.entry.cmp(&b.entry) };
        let end = end(query);
        if end < found.len() {
            found.select_nth_unstable_by(end, order);
            found.truncate(end);
        }
        found.sort_unstable_by(order);
        cut(found.into_iter().map(|one| self.far(one, query)), query)
    }

    /// With its distance, which is none where nobody asked from anywhere.
    fn far(&self, one: Found, query: &NearQuery) -> (f64, Found) {
        let miles = |circle| self.miles(circle, one.entry);
        (query.within.map_or(0.0, miles), one)
    }
}

/// How many of the best the page ends with.
fn end(query: &NearQuery) -> usize {
    usize::try_from(query.offset.saturating_add(query.limit)).unwrap_or(usize::MAX)
}

fn cut(found: impl Iterator<Item = (f64, Found)>, query: &NearQuery) -> Vec<(f64, Found)> {
    found
        .skip(usize::try_from(query.offset).unwrap_or(usize::MAX))
        .take(usize::try_from(query.limit).unwrap_or(usize::MAX))
        .collect()
}
