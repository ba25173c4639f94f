use footpath_search::{Bounds, NearSort};
use serde::Deserialize;

use crate::{
    Report, Result,
    directory::{
        place::{self, Place, Point},
        specialty::{self, Specialty},
    },
};

/// What is asked for, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawNear {
    pub near: Option<String>,
    pub radius_miles: Option<String>,
    pub specialty: Option<String>,
    pub accepting_new_patients: Option<String>,
    pub telehealth: Option<String>,
    pub accepts_referrals: Option<String>,
    pub bbox: Option<String>,
    pub q: Option<String>,
    pub sort: Option<String>,
}

/// Which podiatrists to list, and in which order.
#[derive(Clone, Debug, PartialEq)]
pub struct NearFilter {
    /// `None`: everywhere.
    pub center: Option<Place>,
    /// From 1 to 200.
    pub radius_miles: f64,
    /// One of which must hold; empty means any.
    pub specialties: Vec<Specialty>,
    pub accepting_new_patients: Option<bool>,
    /// Sees patients by video or telephone.
    pub telehealth: Option<bool>,
    pub accepts_referrals: Option<bool>,
    /// What a map shows.
    pub bounds: Option<Bounds>,
    pub q: Option<String>,
    pub sort: NearSort,
}

impl Default for NearFilter {
    fn default() -> Self {
        Self {
            center: None,
            radius_miles: Self::DEFAULT_RADIUS,
            specialties: Vec::new(),
            accepting_new_patients: None,
            telehealth: None,
            accepts_referrals: None,
            bounds: None,
            q: None,
            sort: NearSort::Distance,
        }
    }
}

impl NearFilter {
    /// Miles.
    pub const DEFAULT_RADIUS: f64 = 25.0;
    const MAX_RADIUS: f64 = 200.0;
    const MAX_Q: usize = 200;

    /// Everybody around a place.
    pub fn around(center: Place) -> Self {
        Self {
            center: Some(center),
            ..Self::default()
        }
    }
}

impl RawNear {
    /// A form sends every field, also those left alone; these ask for nothing.
    #[must_use]
    pub fn without_blanks(self) -> Self {
        let kept = |field: Option<String>| field.filter(|text| !text.trim().is_empty());
        Self {
            near: kept(self.near),
            radius_miles: kept(self.radius_miles),
            specialty: kept(self.specialty),
            accepting_new_patients: kept(self.accepting_new_patients),
            telehealth: kept(self.telehealth),
            accepts_referrals: kept(self.accepts_referrals),
            bbox: kept(self.bbox),
            q: kept(self.q),
            sort: kept(self.sort),
        }
    }

    /// Whether anything but the place, the usual distance and the order is asked for.
    #[must_use]
    pub fn narrows(&self) -> bool {
        let place_and_order = Self {
            near: self.near.clone(),
            radius_miles: self.radius_miles.clone().filter(|miles| miles == "25"),
            sort: self.sort.clone(),
            ..Self::default()
        };
        *self != place_and_order
    }

    /// Reads every field; names each one that cannot be read, and for a place that is not known
    /// those that may have been meant.
    pub fn parse(&self) -> Result<NearFilter> {
        let mut report = Report::new();
        let filter = NearFilter {
            center: self
                .near
                .as_deref()
                .and_then(|near| center(&mut report, near)),
            radius_miles: radius(&mut report, self.radius_miles.as_deref()),
            specialties: specialties(&mut report, self.specialty.as_deref()),
            accepting_new_patients: truth(
                &mut report,
                "accepting_new_patients",
                self.accepting_new_patients.as_deref(),
            ),
            telehealth: truth(&mut report, "telehealth", self.telehealth.as_deref()),
            accepts_referrals: truth(
                &mut report,
                "accepts_referrals",
                self.accepts_referrals.as_deref(),
            ),
            bounds: bounds(&mut report, self.bbox.as_deref()),
            q: words(&mut report, self.q.as_deref()),
            sort: sort(&mut report, self.sort.as_deref()),
        };
        report.into_result()?;
        Ok(filter)
    }
}

fn center(report: &mut Report, near: &str) -> Option<Place> {
    if near.trim().is_empty() {
        report.add(
            "near",
            "must be a ZIP code, a city and state, or a position",
        );
        return None;
    }
    match place::resolve(near) {
        Ok(place) => Some(place),
        Err(unknown) => {
            report.suggest("near", unknown.message, unknown.suggestions);
            None
        }
    }
}

fn radius(report: &mut Report, text: Option<&str>) -> f64 {
    let Some(text) = text else {
        return NearFilter::DEFAULT_RADIUS;
    };
    match text.trim().parse::<f64>() {
        Ok(miles) if (1.0..=NearFilter::MAX_RADIUS).contains(&miles) => miles,
        _ => {
            report.add("radius_miles", "must be a number from 1 to 200");
            NearFilter::DEFAULT_RADIUS
        }
    }
}

fn specialties(report: &mut Report, code: Option<&str>) -> Vec<Specialty> {
    let Some(code) = code else { return Vec::new() };
    let known = specialty::by_code(code.trim());
    if known.is_none() {
        let codes: Vec<&str> = specialty::ALL.iter().map(|s| s.code).collect();
        report.add("specialty", format!("must be one of {}", codes.join(", ")));
    }
    known.into_iter().collect()
}

fn truth(report: &mut Report, field: &str, text: Option<&str>) -> Option<bool> {
    match text? {
        "true" => Some(true),
        "false" => Some(false),
        _ => {
            report.add(field, "must be true or false");
            None
        }
    }
}

/// West, south, east and north, as in RFC 7946.
fn bounds(report: &mut Report, text: Option<&str>) -> Option<Bounds> {
    let degrees: Option<Vec<f64>> = text?.split(',').map(|n| n.trim().parse().ok()).collect();
    let bounds = match degrees.as_deref() {
        Some(&[west, south, east, north]) => Some(Bounds {
            west,
            south,
            east,
            north,
        }),
        _ => None,
    };
    let on_earth = |bounds: &Bounds| {
        Point::new(bounds.south, bounds.west).is_some()
            && Point::new(bounds.north, bounds.east).is_some()
            && bounds.south <= bounds.north
    };
    let bounds = bounds.filter(on_earth);
    if bounds.is_none() {
        report.add(
            "bbox",
            "must be west,south,east,north in degrees, such as -117,43,-116,44",
        );
    }
    bounds
}

fn words(report: &mut Report, text: Option<&str>) -> Option<String> {
    let text = text?.trim();
    if text.chars().any(char::is_control) {
        report.add("q", "must not hold control characters");
    }
    if text.chars().count() > NearFilter::MAX_Q {
        report.add(
            "q",
            format!("must have at most {} characters", NearFilter::MAX_Q),
        );
    }
    (!text.is_empty()).then(|| text.to_owned())
}

fn sort(report: &mut Report, text: Option<&str>) -> NearSort {
    match text {
        None | Some("distance") => NearSort::Distance,
        Some("name") => NearSort::Name,
        Some("relevance") => NearSort::Relevance,
        Some(_) => {
            report.add("sort", "must be one of distance, name, relevance");
            NearSort::Distance
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[expect(clippy::unnecessary_wraps, reason = "a field that was sent")]
    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn everything_wrong_is_named_at_once() {
        let raw = RawNear {
            near: some("Bosie, ID"),
            radius_miles: some("NaN"),
            specialty: some("211D00000X"),
            accepting_new_patients: some("maybe"),
            telehealth: some("1"),
            accepts_referrals: some(""),
            bbox: some("1,2,3"),
            q: some("a\0b"),
            sort: some("price"),
        };
        let Err(Error::Invalid(report)) = raw.parse() else {
            panic!("it passed")
        };
        let fields: Vec<&str> = report.0.iter().map(|e| e.field.as_str()).collect();
        let all = [
            "near",
            "radius_miles",
            "specialty",
            "accepting_new_patients",
            "telehealth",
            "accepts_referrals",
            "bbox",
            "q",
            "sort",
        ];
        assert_eq!(fields, all);
        assert_eq!(report.0[0].suggestions.as_ref().unwrap()[0], "Boise, ID");
    }

    #[test]
    fn a_radius_is_from_one_to_two_hundred_miles() {
        for bad in ["0", "0.99", "201", "-1", "inf", "x", "", "1e3"] {
            let raw = RawNear {
                radius_miles: some(bad),
                ..RawNear::default()
            };
            assert!(raw.parse().is_err(), "{bad}");
        }
        for (good, miles) in [("1", 1.0), ("200", 200.0), ("12.5", 12.5)] {
            let raw = RawNear {
                radius_miles: some(good),
                ..RawNear::default()
            };
            assert!((raw.parse().unwrap().radius_miles - miles).abs() < 1e-9);
        }
    }

    #[test]
    fn a_form_left_alone_asks_for_everybody() {
        let blank = || some(" ");
        let raw = RawNear {
            near: blank(),
            radius_miles: blank(),
            specialty: blank(),
            accepting_new_patients: blank(),
            telehealth: blank(),
            accepts_referrals: blank(),
            bbox: blank(),
            q: blank(),
            sort: blank(),
        };
        assert_eq!(raw.without_blanks().parse().unwrap(), NearFilter::default());
    }
}
