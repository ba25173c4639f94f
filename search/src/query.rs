//! What can be asked of an engine, and what it answers.

use crate::{Kind, snippet::Snippet};

/// Narrows hits down to those with a value. Different names must all hold; of several values
/// with one name, one must.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Facet {
    /// A topic's slug.
    Topic(String),
    /// `shoe` or `insole`.
    ProductKind(String),
    Brand(String),
    Cushioning(String),
    Stability(String),
    ArchSupport(String),
}

impl Facet {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Topic(_) => "topic",
            Self::ProductKind(_) => "product_kind",
            Self::Brand(_) => "brand",
            Self::Cushioning(_) => "cushioning",
            Self::Stability(_) => "stability",
            Self::ArchSupport(_) => "arch_support",
        }
    }

    pub fn value(&self) -> &str {
        match self {
            Self::Topic(value)
            | Self::ProductKind(value)
            | Self::Brand(value)
            | Self::Cushioning(value)
            | Self::Stability(value)
            | Self::ArchSupport(value) => value,
        }
    }
}

/// Words to look for in everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextQuery {
    /// As typed; operators and quotes mean nothing.
    pub q: String,
    /// Empty means all.
    pub kinds: Vec<Kind>,
    pub facets: Vec<Facet>,
    pub offset: u64,
    pub limit: u64,
}

/// One thing found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub kind: Kind,
    /// The row's ID; a podiatrist's NPI.
    pub id: String,
    pub title: String,
    /// On this site, such as `/articles/heel-pain`.
    pub path: String,
    pub snippet: Snippet,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Hits {
    pub items: Vec<Hit>,
    pub total: u64,
    /// Which engine answered.
    pub engine: &'static str,
}

/// A place on the Earth, degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub lat: f64,
    pub lon: f64,
}

impl Point {
    /// `None` unless both are finite and within ± 90 and ± 180 degrees.
    pub fn new(lat: f64, lon: f64) -> Option<Self> {
        let on_earth = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
        on_earth.then_some(Self { lat, lon })
    }
}

/// All within a distance of a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Circle {
    pub center: Point,
    pub radius_miles: f64,
}

/// What lies between two parallels and two meridians, degrees. `west` above `east` spans the
/// antimeridian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

impl Bounds {
    pub fn hold(self, point: Point) -> bool {
        let between = if self.west <= self.east {
            (self.west..=self.east).contains(&point.lon)
        } else {
            point.lon >= self.west || point.lon <= self.east
        };
        between && (self.south..=self.north).contains(&point.lat)
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct NearFilter {
    /// Taxonomy codes, one of which must hold; empty means any.
    pub specialties: Vec<String>,
    pub accepting_new_patients: Option<bool>,
    pub telehealth: Option<bool>,
    pub accepts_referrals: Option<bool>,
    /// The clinic lies there.
    pub bounds: Option<Bounds>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NearSort {
    /// Nearest first; without a circle the same as `Name`.
    #[default]
    Distance,
    Name,
    /// Best match of `q` first; without `q` the same as `Distance`.
    Relevance,
}

/// Podiatrists, each once: at the nearest of its clinics that match, or without a circle at its
/// primary one where that matches. Ties go by name, then NPI.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NearQuery {
    pub within: Option<Circle>,
    pub filter: NearFilter,
    /// Words in the name, the clinic's name, the city, the specialty.
    pub q: Option<String>,
    pub sort: NearSort,
    pub offset: u64,
    pub limit: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct NearHit {
    pub npi: String,
    pub clinic_id: String,
    /// `None` without a circle.
    pub distance_miles: Option<f64>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct NearHits {
    pub items: Vec<NearHit>,
    pub total: u64,
    /// Which engine answered.
    pub engine: &'static str,
}
