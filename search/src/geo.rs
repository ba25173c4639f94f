//! Distances on the Earth, and clinics by distance.
//!
//! Points are kept as unit vectors in a k-d tree: there is no antimeridian and no pole in three
//! dimensions, and a straight chord grows with the arc that it spans.

use std::{cmp::Ordering, collections::HashMap};

use crate::{
    Circle, NearFilter, NearHit, NearHits, NearQuery, NearSort, PodiatristDoc, Point,
    words::stable_hash,
};

/// The Earth's mean radius by the IUGG, kilometers.
pub const EARTH_RADIUS_KM: f64 = 6371.0088;
/// The international mile, kilometers, exact.
pub const KM_PER_MILE: f64 = 1.609_344;

/// Great-circle distance by the haversine formula, miles.
pub fn distance_miles(a: Point, b: Point) -> f64 {
    let (lat_a, lat_b) = (a.lat.to_radians(), b.lat.to_radians());
    let half_lat = ((lat_b - lat_a) / 2.0).sin();
    let half_lon = ((b.lon - a.lon).to_radians() / 2.0).sin();
    let h = half_lat * half_lat + lat_a.cos() * lat_b.cos() * half_lon * half_lon;
    2.0 * EARTH_RADIUS_KM * h.clamp(0.0, 1.0).sqrt().asin() / KM_PER_MILE
}

/// What the geo index needs of a document.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    npi: Box<str>,
    clinic_id: Box<str>,
    sort_name: Box<str>,
    specialties: Box<[Box<str>]>,
    point: Option<Point>,
    accepting_new_patients: Option<bool>,
    telehealth: Option<bool>,
    accepts_referrals: bool,
    primary: bool,
    /// The hash of the document's key, to meet what a text query found.
    hash: u64,
}

impl Entry {
    pub(crate) fn of(doc: &PodiatristDoc, key: &str) -> Self {
        let point = doc.lat.zip(doc.lon).map(|(lat, lon)| Point { lat, lon });
        Self {
            npi: doc.npi.as_str().into(),
            clinic_id: doc.clinic_id.as_str().into(),
            sort_name: doc.sort_name.as_str().into(),
            specialties: doc
                .specialties
                .iter()
                .map(|code| code.as_str().into())
                .collect(),
            point: point.filter(|point| is_on_earth(*point)),
            accepting_new_patients: doc.accepting_new_patients,
            telehealth: doc.telehealth,
            accepts_referrals: doc.accepts_referrals,
            primary: doc.primary,
            hash: stable_hash(key),
        }
    }

    fn matches(&self, filter: &NearFilter) -> bool {
        let accepting = filter.accepting_new_patients;
        let referrals = filter.accepts_referrals;
        (accepting.is_none() || accepting == self.accepting_new_patients)
            && (filter.telehealth.is_none() || filter.telehealth == self.telehealth)
            && referrals.is_none_or(|want| want == self.accepts_referrals)
            && (filter.specialties.is_empty()
                || filter
                    .specialties
                    .iter()
                    .any(|want| self.specialties.iter().any(|code| **code == **want)))
    }
}

/// Whether both are finite and within ± 90 and ± 180 degrees.
pub(crate) fn is_on_earth(point: Point) -> bool {
    point.lat.abs() <= 90.0 && point.lon.abs() <= 180.0
}

/// Every podiatrist at every clinic, in the order of names.
#[derive(Default)]
pub(crate) struct Geo {
    /// By name, NPI, primary first, clinic.
    entries: Vec<Entry>,
    /// The podiatrist that an entry belongs to, numbered.
    podiatrist: Vec<u32>,
    /// A balanced k-d tree: the middle of each range is its root, the axes take turns.
    tree: Vec<Node>,
}

#[derive(Clone, Copy)]
struct Node {
    at: [f64; 3],
    entry: u32,
}

/// A candidate: how far, how well it matches, and which entry.
#[derive(Clone, Copy)]
struct Found {
    miles: f64,
    score: f32,
    entry: u32,
}

impl Geo {
    pub(crate) fn new(mut entries: Vec<Entry>) -> Self {
        entries.sort_unstable_by(|a, b| {
            (&a.sort_name, &a.npi, !a.primary, &a.clinic_id).cmp(&(
                &b.sort_name,
                &b.npi,
                !b.primary,
                &b.clinic_id,
            ))
        });
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut podiatrist = Vec::with_capacity(entries.len());
        let mut tree = Vec::with_capacity(entries.len());
        for (entry, n) in entries.iter().zip(0_u32..) {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            podiatrist.push(*numbers.entry(&entry.npi).or_insert(next));
            if let Some(point) = entry.point {
                tree.push(Node {
                    at: unit(point),
                    entry: n,
                });
            }
        }
        balance(&mut tree, 0);
        Self {
            entries,
            podiatrist,
            tree,
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
        let mut consider = |n: u32, miles: f64| {
            let entry = &self.entries[n as usize];
            let score = match scores {
                None => Some(0.0),
                Some(scores) => scores.get(&entry.hash).copied(),
            };
            if let Some(score) = score
                && entry.matches(&query.filter)
            {
                let entry = n;
                found.push(Found {
                    miles,
                    score,
                    entry,
                });
            }
        };
        match query.within {
            Some(circle) => self.within(circle, &mut consider),
            None => (0_u32..)
                .zip(&self.entries)
                .for_each(|(n, _)| consider(n, 0.0)),
        }
        self.one_each(&mut found);

        let total = found.len() as u64;
        let by_score = query.sort == NearSort::Relevance && scores.is_some();
        let by_name = query.sort == NearSort::Name;
        // An entry's number is its place in the order of names, so it breaks every tie.
        let order = |a: &Found, b: &Found| {
            let first = if by_name {
                Ordering::Equal
            } else if by_score {
                b.score
                    .total_cmp(&a.score)
                    .then(a.miles.total_cmp(&b.miles))
            } else {
                a.miles.total_cmp(&b.miles)
            };
            first.then(a.entry.cmp(&b.entry))
        };
        let offset = usize::try_from(query.offset).unwrap_or(usize::MAX);
        let end = offset.saturating_add(usize::try_from(query.limit).unwrap_or(usize::MAX));
        if end > 0 && end < found.len() {
            found.select_nth_unstable_by(end, order);
            found.truncate(end);
        }
        found.sort_unstable_by(order);
        let items = found.get(offset..).unwrap_or_default().iter();
        let items = items.take(end.saturating_sub(offset)).map(|found| {
            let entry = &self.entries[found.entry as usize];
            NearHit {
                npi: entry.npi.to_string(),
                clinic_id: entry.clinic_id.to_string(),
                distance_miles: query.within.map(|_| found.miles),
            }
        });
        NearHits {
            items: items.collect(),
            total,
            engine,
        }
    }

    /// Leaves the nearest entry of each podiatrist; of equals, the first in the order.
    fn one_each(&self, found: &mut Vec<Found>) {
        let number = |found: &Found| self.podiatrist[found.entry as usize];
        found.sort_unstable_by(|a, b| {
            number(a)
                .cmp(&number(b))
                .then(a.miles.total_cmp(&b.miles))
                .then(a.entry.cmp(&b.entry))
        });
        found.dedup_by(|later, first| number(later) == number(first));
    }

    fn within(&self, circle: Circle, consider: &mut impl FnMut(u32, f64)) {
        let angle = circle.radius_miles * KM_PER_MILE / EARTH_RADIUS_KM;
        // A little more than the chord, so that rounding never loses anyone; the exact
        // distance decides.
        let chord = if angle >= std::f64::consts::PI {
            2.1
        } else {
            2.0 * (angle / 2.0).sin() + 1e-9
        };
        let center = unit(circle.center);
        let mut visit = |n: u32| {
            if let Some(point) = self.entries[n as usize].point {
                let miles = distance_miles(circle.center, point);
                if miles <= circle.radius_miles {
                    consider(n, miles);
                }
            }
        };
        ball(&self.tree, 0, center, chord, &mut visit);
    }
}

fn unit(point: Point) -> [f64; 3] {
    let (sin_lat, cos_lat) = point.lat.to_radians().sin_cos();
    let (sin_lon, cos_lon) = point.lon.to_radians().sin_cos();
    [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]
}

fn balance(nodes: &mut [Node], axis: usize) {
    if nodes.len() < 2 {
        return;
    }
    let middle = nodes.len() / 2;
    nodes.select_nth_unstable_by(middle, |a, b| a.at[axis].total_cmp(&b.at[axis]));
    let (left, right) = nodes.split_at_mut(middle);
    balance(left, (axis + 1) % 3);
    balance(&mut right[1..], (axis + 1) % 3);
}

fn ball(nodes: &[Node], axis: usize, center: [f64; 3], chord: f64, visit: &mut impl FnMut(u32)) {
    let middle = nodes.len() / 2;
    let Some(node) = nodes.get(middle) else {
        return;
    };
    let square: f64 = (0..3).map(|i| (node.at[i] - center[i]).powi(2)).sum();
    if square <= chord * chord {
        visit(node.entry);
    }
    let beyond = center[axis] - node.at[axis];
    let next = (axis + 1) % 3;
    if beyond <= chord {
        ball(&nodes[..middle], next, center, chord, visit);
    }
    if -beyond <= chord {
        ball(&nodes[middle + 1..], next, center, chord, visit);
    }
}

#[cfg(test)]
#[path = "geo_tests.rs"]
mod tests;
