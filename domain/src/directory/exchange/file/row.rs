use footpath_entity::directory::Precision;
use serde_json::{Map, Value, json};

use super::Format;
use crate::{
    directory::{clinic::Clinic, exchange::Person, phone},
    spreadsheet::csv_cell,
};

/// A podiatrist at one of its clinics.
pub(super) struct Row<'a> {
    pub person: &'a Person,
    pub clinic: &'a Clinic,
    pub primary: bool,
    /// Its page on this site.
    pub url: &'a str,
}

type Column = (&'static str, fn(&Row) -> Value);

const PERSON: [Column; 17] = [
    ("npi", |row| json!(row.person.npi.as_str())),
    ("name", |row| json!(row.person.name)),
    ("first_name", |row| json!(row.person.first_name)),
    ("middle_name", |row| json!(row.person.middle_name)),
    ("last_name", |row| json!(row.person.last_name)),
    ("suffix", |row| json!(row.person.suffix)),
    ("credential", |row| json!(row.person.credential)),
    ("specialty_codes", |row| {
        json!(each(row, |specialty| specialty.code))
    }),
    ("specialties", |row| {
        json!(each(row, |specialty| specialty.name))
    }),
    ("accepting_new_patients", |row| {
        json!(row.person.accepting_new_patients)
    }),
    ("telehealth", |row| json!(row.person.telehealth)),
    ("languages", |row| json!(row.person.languages)),
    ("website", |row| json!(row.person.website)),
    ("insurance", |row| json!(row.person.insurance)),
    ("url", |row| json!(row.url)),
    ("source", |row| json!(row.person.source.as_str())),
    ("verified_on", |row| json!(row.person.verified_on)),
];

const CLINIC: [Column; 13] = [
    ("clinic_id", |row| json!(row.clinic.id.0)),
    ("clinic_name", |row| json!(row.clinic.name)),
    ("primary", |row| json!(row.primary)),
    ("address_1", |row| json!(row.clinic.address.first())),
    ("address_2", |row| json!(row.clinic.address.get(1))),
    ("city", |row| json!(row.clinic.city)),
    ("state", |row| json!(row.clinic.state.as_str())),
    ("postal_code", |row| json!(row.clinic.postal_code)),
    ("accepts_referrals", |row| {
        json!(row.clinic.accepts_referrals)
    }),
    ("clinic_website", |row| json!(row.clinic.website)),
    ("clinic_hours", |row| json!(row.clinic.hours)),
    ("clinic_insurance", |row| json!(row.clinic.insurance)),
    ("precision", |row| {
        json!(row.clinic.precision.map(Precision::as_str))
    }),
];

/// As programs want it.
const PLAIN: [Column; 3] = [
    ("phone", |row| json!(row.clinic.phone)),
    ("lat", |row| json!(row.clinic.point.map(|point| point.lat))),
    ("lon", |row| json!(row.clinic.point.map(|point| point.lon))),
];

/// The same so that a cell begins neither with `+` nor with `-`, which would cost it an
/// apostrophe: `(208) 555-0100`, `geo:43.6,-116.2` (RFC 5870).
const SAFE: [Column; 2] = [
    ("phone", |row| {
        json!(row.clinic.phone.as_deref().map(phone::spoken))
    }),
    ("position", |row| {
        let point = row.clinic.point;
        json!(point.map(|point| format!("geo:{},{}", point.lat, point.lon)))
    }),
];

const UPDATED: Column = ("updated_on", |row| json!(row.person.updated_on));

fn each<'a>(
    row: &'a Row,
    of: impl Fn(&crate::directory::specialty::Specialty) -> &'static str + 'a,
) -> Vec<&'static str> {
    row.person.specialties.iter().map(of).collect()
}

fn columns(format: Format) -> impl Iterator<Item = Column> {
    let where_it_is: &[Column] = match format {
        Format::Csv => &SAFE,
        Format::JsonLines => &PLAIN,
    };
    PERSON
        .iter()
        .chain(&CLINIC)
        .chain(where_it_is)
        .chain([&UPDATED])
        .copied()
}

/// The line of names, where there is one.
pub(super) fn head(format: Format) -> String {
    match format {
        Format::Csv => {
            let names: Vec<&str> = columns(format).map(|(name, _)| name).collect();
            names.join(",") + "\r\n"
        }
        Format::JsonLines => String::new(),
    }
}

impl Row<'_> {
    pub(super) fn write(&self, format: Format, out: &mut String) {
        match format {
            Format::Csv => {
                let cells = columns(format).map(|(_, of)| csv_cell(&words(&of(self))));
                out.push_str(&cells.collect::<Vec<_>>().join(","));
                out.push_str("\r\n");
            }
            Format::JsonLines => {
                let fields = columns(format).map(|(name, of)| (name.to_owned(), of(self)));
                out.push_str(&Value::Object(fields.collect::<Map<_, _>>()).to_string());
                out.push('\n');
            }
        }
    }
}

/// A value in one cell.
fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.lines().collect::<Vec<_>>().join("; "),
        Value::Array(values) => {
            let each: Vec<String> = values.iter().map(words).collect();
            each.join("; ")
        }
        other => other.to_string(),
    }
}
