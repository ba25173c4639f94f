use footpath_entity::{
    directory::{Precision, clinic},
    value::{PostalCode, State},
};
use serde::{Deserialize, Serialize};

use super::SetInbox;
use crate::{
    Error, Report, Result,
    directory::{
        double_option, edited, phone,
        place::{self, Point},
        text,
    },
    policy::Action,
};

/// A clinic as somebody typed it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClinicDraft {
    pub name: String,
    pub address_1: String,
    /// Suite or floor; blank: none.
    pub address_2: String,
    pub city: String,
    /// Two letters.
    pub state: String,
    pub postal_code: String,
    /// Blank: none.
    pub phone: String,
    /// Degrees, where the address itself is; without them the ZIP code says where.
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    /// An absolute address; blank: none.
    pub website: String,
    /// Opening hours in words, one line each; blank: not known.
    pub hours: String,
    /// Which insurance is taken, in words; blank: not known.
    pub insurance: String,
    /// The referral inbox, for those who may set it; later, see `set_inbox`.
    pub inbox: Option<SetInbox>,
}

/// A change to a clinic: what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClinicEdit {
    pub name: Option<String>,
    pub address_1: Option<String>,
    pub address_2: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub postal_code: Option<String>,
    pub phone: Option<String>,
    /// `null` takes the position away.
    #[serde(with = "double_option")]
    pub lat: Option<Option<f64>>,
    #[serde(with = "double_option")]
    pub lon: Option<Option<f64>>,
    pub website: Option<String>,
    pub hours: Option<String>,
    pub insurance: Option<String>,
    /// The referral inbox, for those who may set it; blank: none.
    pub inbox: Option<String>,
    pub accepts_referrals: Option<bool>,
}

/// A clinic that is right in itself, and placed.
#[derive(Debug, PartialEq)]
pub(super) struct Checked {
    name: String,
    address_1: String,
    address_2: Option<String>,
    city: String,
    pub state: State,
    pub postal_code: Option<PostalCode>,
    phone: Option<String>,
    position: Option<(Point, Precision)>,
    website: Option<String>,
    hours: Option<String>,
    insurance: Option<String>,
}

/// Whether a clinic may do without a ZIP code.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Zip {
    Needed,
    MayBeBlank,
}

impl ClinicDraft {
    /// The draft that would make this row.
    pub fn of(row: &clinic::Model) -> Self {
        let exact = row.precision == Some(Precision::Address);
        Self {
            name: row.name.clone(),
            address_1: row.address_1.clone(),
            address_2: row.address_2.clone().unwrap_or_default(),
            city: row.city.clone(),
            state: row.state.to_string(),
            postal_code: row
                .postal_code
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            phone: row.phone.clone().unwrap_or_default(),
            lat: row.lat.filter(|_| exact),
            lon: row.lon.filter(|_| exact),
            website: row.website.clone().unwrap_or_default(),
            hours: row.hours.clone().unwrap_or_default(),
            insurance: row.insurance.clone().unwrap_or_default(),
            inbox: None,
        }
    }

    /// A position belongs to its address: a new address without a new position is placed anew,
    /// and a form that was sent with the old position beside the new address too.
    pub(super) fn edited(self, edit: ClinicEdit) -> Self {
        let other = |new: &Option<String>, old: &str| new.as_ref().is_some_and(|new| new != old);
        let moved = other(&edit.address_1, &self.address_1)
            || other(&edit.city, &self.city)
            || other(&edit.postal_code, &self.postal_code);
        let untouched = edit.lat.is_none_or(|lat| lat == self.lat)
            && edit.lon.is_none_or(|lon| lon == self.lon);
        let (lat, lon) = if moved && untouched {
            (None, None)
        } else {
            (edit.lat.unwrap_or(self.lat), edit.lon.unwrap_or(self.lon))
        };
        Self {
            name: edit.name.unwrap_or(self.name),
            address_1: edit.address_1.unwrap_or(self.address_1),
            address_2: edit.address_2.unwrap_or(self.address_2),
            city: edit.city.unwrap_or(self.city),
            state: edit.state.unwrap_or(self.state),
            postal_code: edit.postal_code.unwrap_or(self.postal_code),
            phone: edit.phone.unwrap_or(self.phone),
            lat,
            lon,
            website: edit.website.unwrap_or(self.website),
            hours: edit.hours.unwrap_or(self.hours),
            insurance: edit.insurance.unwrap_or(self.insurance),
            inbox: None,
        }
    }

    /// As a new clinic: it needs a ZIP code.
    pub(super) fn check(&self) -> Result<Checked> {
        self.checked(Zip::Needed)
    }

    /// In place of this row. A ZIP code that the registry does not know need not be made up, but
    /// one that is there is not taken away.
    pub(super) fn check_over(&self, row: &clinic::Model) -> Result<Checked> {
        match row.postal_code {
            Some(_) => self.checked(Zip::Needed),
            None => self.checked(Zip::MayBeBlank),
        }
    }

    fn checked(&self, zip: Zip) -> Result<Checked> {
        let mut report = Report::new();
        let name = text::needed(&mut report, "name", &self.name, 200);
        let address_1 = text::needed(&mut report, "address_1", &self.address_1, 120);
        let address_2 = text::optional(&mut report, "address_2", &self.address_2, 120);
        let city = text::needed(&mut report, "city", &self.city, 80);
        let state = report.parse("state", &self.state);
        let blank = zip == Zip::MayBeBlank && self.postal_code.trim().is_empty();
        let postal_code = if blank {
            None
        } else {
            report.parse("postal_code", &self.postal_code)
        };
        let phone = phone(&mut report, &self.phone);
        let exact = self.exact(&mut report);
        let website = text::website(&mut report, "website", &self.website);
        let hours = text::lines(&mut report, "hours", &self.hours, 500);
        let insurance = text::lines(&mut report, "insurance", &self.insurance, 500);
        report.into_result()?;
        // What is missing here has been reported above.
        let missing = || Error::invalid("", "is not a whole clinic");
        let state = state.ok_or_else(missing)?;
        Ok(Checked {
            position: exact.or_else(|| locate(postal_code.as_ref(), &city, &state)),
            name,
            address_1,
            address_2,
            city,
            state,
            postal_code,
            phone,
            website,
            hours,
            insurance,
        })
    }

    fn exact(&self, report: &mut Report) -> Option<(Point, Precision)> {
        match (self.lat, self.lon) {
            (None, None) => None,
            (Some(lat), Some(lon)) => {
                let point = Point::new(lat, lon);
                if point.is_none() {
                    report.add("lat", "must be from -90 to 90, and lon from -180 to 180");
                }
                Some((point?, Precision::Address))
            }
            (Some(_), None) => {
                report.add("lon", "must come with lat");
                None
            }
            (None, Some(_)) => {
                report.add("lat", "must come with lon");
                None
            }
        }
    }
}

impl ClinicEdit {
    /// What one must be allowed to do for this change.
    pub(super) fn needs(&self) -> Vec<Action> {
        let inbox = self.inbox.is_some() || self.accepts_referrals.is_some();
        let rest = Self {
            inbox: None,
            accepts_referrals: None,
            ..self.clone()
        };
        let mut needs = Vec::new();
        if inbox {
            needs.push(Action::InboxManage);
        }
        if rest != Self::default() || !inbox {
            needs.push(Action::DirectoryManage);
        }
        needs
    }

    /// The inbox as it will be, if this change is about it.
    pub(super) fn inbox(&self, row: &clinic::Model) -> Option<SetInbox> {
        let old = SetInbox::of(row);
        (self.inbox.is_some() || self.accepts_referrals.is_some()).then(|| SetInbox {
            inbox: self.inbox.clone().unwrap_or(old.inbox),
            accepts_referrals: self.accepts_referrals.unwrap_or(old.accepts_referrals),
        })
    }
}

impl Checked {
    /// Writes everything into a row.
    pub(super) fn put(self, row: &mut clinic::Model) {
        row.name = self.name;
        row.address_1 = self.address_1;
        row.address_2 = self.address_2;
        row.city = self.city;
        row.state = self.state;
        row.postal_code = self.postal_code;
        row.phone = self.phone;
        row.lat = self.position.map(|(point, _)| point.lat);
        row.lon = self.position.map(|(point, _)| point.lon);
        row.precision = self.position.map(|(_, precision)| precision);
        row.website = self.website;
        row.hours = self.hours;
        row.insurance = self.insurance;
    }
}

/// Adds the names of the columns that differ to those that an import leaves alone.
pub(super) fn note_edits(before: &clinic::Model, after: &mut clinic::Model) {
    let changes = [
        ("name", before.name != after.name),
        (
            "address",
            before.address_1 != after.address_1
                || before.address_2 != after.address_2
                || before.city != after.city
                || before.state != after.state
                || before.postal_code != after.postal_code,
        ),
        ("phone", before.phone != after.phone),
        (
            "position",
            (before.lat, before.lon, before.precision) != (after.lat, after.lon, after.precision),
        ),
        ("website", before.website != after.website),
        ("hours", before.hours != after.hours),
        ("insurance", before.insurance != after.insurance),
    ];
    edited::note(&mut after.edited, changes);
}

/// Where an address is, by its ZIP code first, then by its city.
pub(in crate::directory) fn locate(
    postal_code: Option<&PostalCode>,
    city: &str,
    state: &State,
) -> Option<(Point, Precision)> {
    let by_zip = postal_code.and_then(place::by_postal_code);
    let exact = by_zip
        .as_ref()
        .filter(|place| place.precision == Precision::PostalCode)
        .cloned();
    let found = exact
        .or_else(|| place::by_city(city, state.as_str()))
        .or(by_zip)?;
    Some((found.point, found.precision))
}

fn phone(report: &mut Report, text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let number = phone::parse(text);
    if number.is_none() {
        report.add(
            "phone",
            "must be a U.S. phone number such as (208) 555-0100",
        );
    }
    number
}

#[cfg(test)]
mod tests;
