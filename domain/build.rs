//! Turns the ZIP codes of the `zipcodes` crate into tables that are compiled in and searched as
//! they lie, so that start-up costs nothing. `src/directory/place/table.rs` reads them.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    error::Error,
    fs,
    path::Path,
};

use zipcodes::Zipcode;

#[path = "src/directory/place/fold.rs"]
mod fold;

/// Latitude and longitude, degrees.
type Point = (f64, f64);

/// Kinds of names, the best first: what the post calls a place, what it accepts, what it only
/// knows.
const PRIMARY: u8 = 0;
const ACCEPTED: u8 = 1;
const KNOWN: u8 = 2;

/// Marks a point that is only the mean of a three-digit prefix.
const BY_PREFIX: u32 = 1 << 31;
/// Marks a ZIP code with streets and doors.
const STANDARD: u32 = 1 << 30;

#[expect(
    clippy::disallowed_methods,
    reason = "cargo tells a build script by the environment where to write"
)]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/directory/place/fold.rs");
    let out = std::env::var("OUT_DIR")?;
    let out = Path::new(&out);

    let located = located();
    let cities = cities(&located);
    let mut pool = Pool::default();
    let mut city_table = Vec::new();
    let mut number = HashMap::new();
    for (n, ((key, state), city)) in (0_u32..).zip(&cities) {
        number.insert((key.as_str(), state.as_str()), n);
        write_city(&mut city_table, &mut pool, key, state, city)?;
    }
    let mut zip_table = Vec::new();
    for zip in &located {
        let key = fold::key(&zip.record.city);
        let city = number[&(key.as_str(), zip.record.state.as_str())];
        let mut flag = if zip.by_prefix { BY_PREFIX } else { 0 };
        if zip.record.zip_code_type == "STANDARD" {
            flag |= STANDARD;
        }
        zip_table.extend(zip.record.zip_code.parse::<u32>()?.to_le_bytes());
        write_point(&mut zip_table, zip.point);
        zip_table.extend((city | flag).to_le_bytes());
    }
    fs::write(out.join("places_zips.bin"), zip_table)?;
    fs::write(out.join("places_cities.bin"), city_table)?;
    fs::write(out.join("places_prefixes.bin"), prefixes(&located))?;
    fs::write(out.join("places_names.txt"), pool.text)?;
    Ok(())
}

/// A ZIP code whose place is known, at least roughly.
struct Located<'a> {
    record: &'a Zipcode,
    point: Point,
    by_prefix: bool,
}

/// All ZIP codes with a place, sorted. Military mail has none: its records sit at 0, 0 or at
/// some place on the way. Other records at 0, 0 get the mean of their neighbors: the same first
/// three digits, the same state.
fn located() -> Vec<Located<'static>> {
    let civil = |record: &&Zipcode| {
        record.zip_code_type != "MILITARY"
            && !matches!(record.state.as_str(), "AA" | "AE" | "AP")
            && record.zip_code.len() == 5
    };
    let records: Vec<&Zipcode> = zipcodes::database().iter().filter(civil).collect();
    let mut neighbors: HashMap<(&str, &str), Vec<Point>> = HashMap::new();
    for record in &records {
        if let Some(point) = own_point(record) {
            let prefix = (&record.zip_code[..3], record.state.as_str());
            neighbors.entry(prefix).or_default().push(point);
        }
    }
    let locate = |record: &'static Zipcode| {
        if let Some(point) = own_point(record) {
            return Some(Located {
                record,
                point,
                by_prefix: false,
            });
        }
        let around = neighbors.get(&(&record.zip_code[..3], record.state.as_str()))?;
        Some(Located {
            record,
            point: mean(around),
            by_prefix: true,
        })
    };
    let mut located: Vec<Located<'static>> = records.iter().filter_map(|r| locate(r)).collect();
    located.sort_unstable_by(|a, b| a.record.zip_code.cmp(&b.record.zip_code));
    located.dedup_by(|a, b| a.record.zip_code == b.record.zip_code);
    located
}

fn own_point(record: &Zipcode) -> Option<Point> {
    let lat: f64 = record.lat.parse().ok()?;
    let lon: f64 = record.long.parse().ok()?;
    let missing = lat.abs() < 1e-6 && lon.abs() < 1e-6;
    (!missing && lat.abs() <= 90.0 && lon.abs() <= 180.0).then_some((lat, lon))
}

/// The mean on the sphere: the antimeridian is no edge there.
fn mean(points: &[Point]) -> Point {
    let (mut x, mut y, mut z) = (0.0, 0.0, 0.0);
    for (lat, lon) in points {
        let (sin_lat, cos_lat) = lat.to_radians().sin_cos();
        let (sin_lon, cos_lon) = lon.to_radians().sin_cos();
        x += cos_lat * cos_lon;
        y += cos_lat * sin_lon;
        z += sin_lat;
    }
    (z.atan2(x.hypot(y)).to_degrees(), y.atan2(x).to_degrees())
}

#[derive(Default)]
struct City {
    kind: u8,
    /// How often each spelling stands in the source.
    names: BTreeMap<String, u32>,
    /// Points of standard ZIP codes; of post boxes and big receivers, which often carry no more
    /// than the middle of the county; of those located by prefix.
    standard: Vec<Point>,
    special: Vec<Point>,
    rough: Vec<Point>,
    zips: u16,
}

impl City {
    fn add(&mut self, name: &str, zip: &Located) {
        *self.names.entry(name.to_owned()).or_default() += 1;
        self.zips = self.zips.saturating_add(1);
        if zip.by_prefix {
            self.rough.push(zip.point);
        } else if zip.record.zip_code_type == "STANDARD" {
            self.standard.push(zip.point);
        } else {
            self.special.push(zip.point);
        }
    }

    fn point(&self) -> (Point, bool) {
        let best = [&self.standard, &self.special];
        match best.into_iter().find(|points| !points.is_empty()) {
            Some(points) => (mean(points), false),
            None => (mean(&self.rough), true),
        }
    }

    fn name(&self) -> &str {
        let usual = self.names.iter().max_by_key(|(name, n)| (**n, name.len()));
        usual.map_or("", |(name, _)| name.as_str())
    }
}

/// Every name of a place, by folded name and state. An alternate name that is also the proper
/// name of a place in that state means that place.
fn cities(located: &[Located]) -> BTreeMap<(String, String), City> {
    let mut cities: BTreeMap<(String, String), City> = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for kind in [PRIMARY, ACCEPTED, KNOWN] {
        for zip in located {
            let names = match kind {
                PRIMARY => std::slice::from_ref(&zip.record.city),
                ACCEPTED => zip.record.acceptable_cities.as_slice(),
                _ => zip.record.unacceptable_cities.as_slice(),
            };
            for name in names {
                let at = (fold::key(name), zip.record.state.clone());
                let odd = kind == KNOWN && name.chars().any(|c| c.is_ascii_digit());
                if !at.0.is_empty() && name.len() < 200 && !odd && !taken.contains(&at) {
                    let city = cities.entry(at).or_default();
                    city.kind = kind;
                    city.add(name, zip);
                }
            }
        }
        taken.extend(cities.keys().cloned());
    }
    cities
}

#[derive(Default)]
struct Pool {
    text: String,
    at: HashMap<String, u32>,
}

impl Pool {
    fn put(&mut self, text: &str) -> Result<u32, Box<dyn Error>> {
        if let Some(at) = self.at.get(text) {
            return Ok(*at);
        }
        let at = u32::try_from(self.text.len())?;
        self.text.push_str(text);
        self.at.insert(text.to_owned(), at);
        Ok(at)
    }
}

fn write_city(
    table: &mut Vec<u8>,
    pool: &mut Pool,
    key: &str,
    state: &str,
    city: &City,
) -> Result<(), Box<dyn Error>> {
    let name = city.name();
    let (point, by_prefix) = city.point();
    table.extend(pool.put(key)?.to_le_bytes());
    table.extend(pool.put(name)?.to_le_bytes());
    table.extend([u8::try_from(key.len())?, u8::try_from(name.len())?]);
    table.extend(<[u8; 2]>::try_from(state.as_bytes())?);
    write_point(table, point);
    table.extend(city.zips.to_le_bytes());
    table.extend([city.kind, u8::from(by_prefix)]);
    Ok(())
}

/// The mean of each three-digit prefix, for ZIP codes newer than the table; 0, 0 where there
/// is none.
fn prefixes(located: &[Located]) -> Vec<u8> {
    let mut points: BTreeMap<usize, Vec<Point>> = BTreeMap::new();
    for zip in located.iter().filter(|zip| !zip.by_prefix) {
        let prefix = zip.record.zip_code[..3].parse().unwrap_or(0);
        points.entry(prefix).or_default().push(zip.point);
    }
    let mut table = Vec::new();
    for prefix in 0..1000 {
        let point = points.get(&prefix).map_or((0.0, 0.0), |some| mean(some));
        write_point(&mut table, point);
    }
    table
}

/// Micro-degrees, as the table holds them.
fn write_point(table: &mut Vec<u8>, (lat, lon): Point) {
    for degrees in [lat, lon] {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "at most 180 million micro-degrees"
        )]
        let micro = (degrees * 1e6).round() as i32;
        table.extend(micro.to_le_bytes());
    }
}
