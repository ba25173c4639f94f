use footpath_entity::{
    directory::{Precision, Source, clinic},
    id::ClinicId,
    value::{PostalCode, State},
};

use crate::directory::place::Point;

/// A clinic as readers see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Clinic {
    pub id: ClinicId,
    pub name: String,
    /// Street and suite; the city is apart.
    pub address: Vec<String>,
    pub city: String,
    pub state: State,
    /// `None` where the registry does not know it.
    pub postal_code: Option<PostalCode>,
    /// E.164.
    pub phone: Option<String>,
    pub point: Option<Point>,
    /// How well `point` is known; absent without one.
    pub precision: Option<Precision>,
    /// It takes referrals now: it says so, and its inbox is confirmed.
    pub accepts_referrals: bool,
    pub source: Source,
    pub website: Option<String>,
    /// Opening hours in words, one line each.
    pub hours: Option<String>,
    pub insurance: Option<String>,
}

impl Clinic {
    /// The last line of its address, such as `Boise, ID 83702`.
    pub fn city_line(&self) -> String {
        city_line(&self.city, &self.state, self.postal_code.as_ref())
    }
}

/// Such as `Boise, ID 83702`, or without a ZIP code that nobody knows.
pub fn city_line(city: &str, state: &State, postal_code: Option<&PostalCode>) -> String {
    let zip = postal_code.map(|zip| format!(" {zip}")).unwrap_or_default();
    format!("{city}, {state}{zip}")
}

impl From<clinic::Model> for Clinic {
    fn from(row: clinic::Model) -> Self {
        let point = row
            .lat
            .zip(row.lon)
            .and_then(|(lat, lon)| Point::new(lat, lon));
        Self {
            accepts_referrals: takes_referrals(&row),
            id: row.id,
            name: row.name,
            address: std::iter::once(row.address_1)
                .chain(row.address_2)
                .filter(|line| !line.is_empty())
                .collect(),
            city: row.city,
            state: row.state,
            postal_code: row.postal_code,
            phone: row.phone,
            precision: row.precision.filter(|_| point.is_some()),
            point,
            source: row.source,
            website: row.website,
            hours: row.hours,
            insurance: row.insurance,
        }
    }
}

/// The same rule as that of the query in `accepting`.
pub(in crate::directory) fn takes_referrals(row: &clinic::Model) -> bool {
    !row.hidden && row.accepts_referrals && row.inbox.is_some() && row.inbox_confirmed_at.is_some()
}
