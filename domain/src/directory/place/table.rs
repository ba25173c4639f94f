//! The tables that the build script writes, read where they lie: fixed-width records in order,
//! little-endian, with their names in one string.

use std::cmp::Ordering;

use super::Point;

static ZIPS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places_zips.bin"));
static CITIES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places_cities.bin"));
static PREFIXES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places_prefixes.bin"));
static NAMES: &str = include_str!(concat!(env!("OUT_DIR"), "/places_names.txt"));

const ZIP_WIDTH: usize = 16;
const CITY_WIDTH: usize = 24;
const POINT_WIDTH: usize = 8;
const BY_PREFIX: u32 = 1 << 31;
const STANDARD: u32 = 1 << 30;

/// How the post stands to a name; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// What it calls the place.
    Primary,
    /// Another name that it accepts.
    Accepted,
    /// A name that it knows but does not want.
    Known,
}

#[derive(Clone, Copy, Debug)]
pub struct City {
    /// Folded; see `fold::key`.
    pub key: &'static str,
    pub name: &'static str,
    /// Two letters; also AS, FM, GU, MH, MP, PR, PW, VI.
    pub state: &'static str,
    pub point: Point,
    /// How many ZIP codes carry the name.
    pub zips: u16,
    pub kind: NameKind,
    /// The point is no better than the mean of a three-digit ZIP prefix.
    pub by_prefix: bool,
}

#[derive(Clone, Copy, Debug)]
pub struct Zip {
    pub code: u32,
    pub point: Point,
    pub by_prefix: bool,
    /// Streets and doors, rather than post boxes or one big receiver.
    pub standard: bool,
    city: usize,
}

impl Zip {
    pub fn city(&self) -> City {
        city(self.city)
    }
}

fn bytes<const N: usize>(table: &[u8], at: usize) -> [u8; N] {
    let mut bytes = [0; N];
    bytes.copy_from_slice(&table[at..at + N]);
    bytes
}

fn u32_at(table: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes(table, at))
}

fn point_at(table: &[u8], at: usize) -> Point {
    let degrees = |at| f64::from(i32::from_le_bytes(bytes(table, at))) / 1e6;
    Point {
        lat: degrees(at),
        lon: degrees(at + 4),
    }
}

fn name_at(at: usize, len: u8) -> &'static str {
    let from = u32_at(CITIES, at) as usize;
    &NAMES[from..from + usize::from(len)]
}

fn city(n: usize) -> City {
    let at = n * CITY_WIDTH;
    let state = std::str::from_utf8(&CITIES[at + 10..at + 12]).unwrap_or_default();
    City {
        key: name_at(at, CITIES[at + 8]),
        name: name_at(at + 4, CITIES[at + 9]),
        state,
        point: point_at(CITIES, at + 12),
        zips: u16::from_le_bytes(bytes(CITIES, at + 20)),
        kind: match CITIES[at + 22] {
            0 => NameKind::Primary,
            1 => NameKind::Accepted,
            _ => NameKind::Known,
        },
        by_prefix: CITIES[at + 23] != 0,
    }
}

fn zip(n: usize) -> Zip {
    let at = n * ZIP_WIDTH;
    let city = u32_at(ZIPS, at + 12);
    Zip {
        code: u32_at(ZIPS, at),
        point: point_at(ZIPS, at + 4),
        by_prefix: city & BY_PREFIX != 0,
        standard: city & STANDARD != 0,
        city: (city & !(BY_PREFIX | STANDARD)) as usize,
    }
}

/// The number of the first record for which `before` does not hold.
fn partition(len: usize, before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = low.midpoint(high);
        if before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// All names of places, by key, then state.
pub fn all_cities() -> impl Iterator<Item = City> {
    (0..CITIES.len() / CITY_WIDTH).map(city)
}

/// Names whose key starts so, in order.
pub fn cities_from(prefix: &str) -> impl Iterator<Item = City> {
    let len = CITIES.len() / CITY_WIDTH;
    let first = partition(len, |n| city(n).key < prefix);
    (first..len)
        .map(city)
        .take_while(move |city| city.key.starts_with(prefix))
}

/// Places of exactly this name, by state.
pub fn cities_named(key: &str) -> impl Iterator<Item = City> {
    cities_from(key).take_while(move |city| city.key.cmp(key) == Ordering::Equal)
}

pub fn zip_code(code: u32) -> Option<Zip> {
    zips_from(code, code).next()
}

/// ZIP codes from one to another, both included.
pub fn zips_from(first: u32, last: u32) -> impl Iterator<Item = Zip> {
    let len = ZIPS.len() / ZIP_WIDTH;
    let from = partition(len, |n| u32_at(ZIPS, n * ZIP_WIDTH) < first);
    (from..len).map(zip).take_while(move |zip| zip.code <= last)
}

/// The mean of the ZIP codes that start with these three digits.
pub fn prefix(three: u32) -> Option<Point> {
    let at = three as usize * POINT_WIDTH;
    let point = (at + POINT_WIDTH <= PREFIXES.len()).then(|| point_at(PREFIXES, at))?;
    (point.lat != 0.0 || point.lon != 0.0).then_some(point)
}
