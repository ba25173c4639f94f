use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Document, Hit, Kind, Point, geo::is_on_earth, snippet::quote, words::Wanted};

/// A document as Meilisearch holds it.
#[derive(Serialize)]
pub(super) struct Row<'a> {
    key: String,
    object: String,
    kind: Kind,
    id: String,
    path: String,
    title: &'a str,
    text: String,
    #[serde(flatten)]
    facets: BTreeMap<&'static str, Vec<&'a str>>,
    #[serde(flatten)]
    place: Option<AtClinic<'a>>,
}

#[derive(Serialize)]
struct AtClinic<'a> {
    clinic_id: &'a str,
    sort_name: &'a str,
    specialty: &'a [String],
    accepting_new_patients: Option<bool>,
    telehealth: Option<bool>,
    accepts_referrals: bool,
    /// 0 for the primary clinic, 1 for the others, to sort by.
    clinic_rank: u8,
    /// Left out where unknown: one bad position would fail the whole batch.
    #[serde(rename = "_geo", skip_serializing_if = "Option::is_none")]
    geo: Option<Geo>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) struct Geo {
    pub lat: f64,
    pub lng: f64,
}

impl<'a> Row<'a> {
    pub fn of(document: &'a Document) -> Self {
        let object = document.object();
        let mut facets: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (name, value) in document.facets() {
            facets.entry(name).or_default().push(value);
        }
        let place = if let Document::Podiatrist(doc) = document {
            let point = doc.lat.zip(doc.lon).map(|(lat, lon)| Point { lat, lon });
            Some(AtClinic {
                clinic_id: &doc.clinic_id,
                sort_name: &doc.sort_name,
                specialty: &doc.specialties,
                accepting_new_patients: doc.accepting_new_patients,
                telehealth: doc.telehealth,
                accepts_referrals: doc.accepts_referrals,
                clinic_rank: u8::from(!doc.primary),
                geo: point.filter(|point| is_on_earth(*point)).map(|point| Geo {
                    lat: point.lat,
                    lng: point.lon,
                }),
            })
        } else {
            None
        };
        Self {
            key: document.key(),
            object: object.to_string(),
            kind: object.kind,
            id: object.id,
            path: document.path(),
            title: document.title(),
            text: document.text(),
            facets,
            place,
        }
    }
}

/// What a text query asks back.
#[derive(Deserialize)]
pub(super) struct Found {
    kind: Kind,
    id: String,
    path: String,
    title: String,
    text: String,
}

pub(super) const FOUND: [&str; 5] = ["kind", "id", "path", "title", "text"];

impl Found {
    pub fn into_hit(self, wanted: &Wanted) -> Hit {
        Hit {
            snippet: quote(&self.text, wanted),
            kind: self.kind,
            id: self.id,
            title: self.title,
            path: self.path,
        }
    }
}

/// What a query for podiatrists asks back.
#[derive(Deserialize)]
pub(super) struct FoundClinic {
    pub id: String,
    pub clinic_id: String,
    #[serde(rename = "_geo")]
    pub geo: Option<Geo>,
}

pub(super) const FOUND_CLINIC: [&str; 3] = ["id", "clinic_id", "_geo"];

#[derive(Deserialize)]
pub(super) struct OnlyObject {
    pub object: String,
}
