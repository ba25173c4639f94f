//! Pieces that several resources have.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use footpath_domain::{Ctx, directory::clinic::Clinic};
use footpath_entity::directory::Source;
use serde_json::{Value, json};

/// Sets what is there: nothing in FHIR is null or empty.
pub fn put(resource: &mut Value, field: &str, value: impl Into<Option<Value>>) {
    if let Some(value) = value.into()
        && !is_empty(&value)
    {
        resource[field] = value;
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Texts that are there, in a list.
pub fn texts<'a>(texts: impl IntoIterator<Item = Option<&'a str>>) -> Value {
    let there = texts.into_iter().flatten();
    let there = there.filter(|text| !text.trim().is_empty());
    Value::Array(there.map(Value::from).collect())
}

/// When it changed and where it comes from; what is made up says so.
pub fn meta(updated_at: DateTime<Utc>, source: Source) -> Value {
    let mut meta = json!({
        "lastUpdated": updated_at.to_rfc3339_opts(SecondsFormat::Millis, true),
    });
    match source {
        Source::Nppes => meta["source"] = json!("https://nppes.cms.hhs.gov"),
        Source::Sample => {
            meta["tag"] = json!([{
                "system": "http://terminology.hl7.org/CodeSystem/v3-ActReason",
                "code": "HTEST",
                "display": "test health data",
            }]);
        }
        Source::Editor => {}
    }
    meta
}

/// An extension of this site's own.
pub fn extension(ctx: &Ctx, name: &str, kind: &str, value: Value) -> Value {
    let url = ctx
        .config
        .link(&format!("/fhir/StructureDefinition/{name}"));
    let mut extension = json!({ "url": url });
    extension[kind] = value;
    extension
}

/// When somebody last made sure that a listing is right.
pub fn verified(ctx: &Ctx, on: Option<NaiveDate>) -> Option<Value> {
    Some(extension(ctx, "verified-on", "valueDate", json!(on?)))
}

pub fn telecom(phone: Option<&str>, website: Option<&str>) -> Value {
    let phone = phone.map(|value| json!({ "system": "phone", "value": value, "use": "work" }));
    let website = website.map(|value| json!({ "system": "url", "value": value, "use": "work" }));
    Value::Array(phone.into_iter().chain(website).collect())
}

pub fn address(clinic: &Clinic) -> Value {
    let mut address = json!({
        "use": "work",
        "type": "both",
        "state": clinic.state.as_str(),
        "country": "US",
    });
    let lines = clinic.address.iter().map(|line| Some(line.as_str()));
    put(&mut address, "line", texts(lines));
    put(&mut address, "city", json!(clinic.city));
    put(&mut address, "postalCode", json!(clinic.postal_code));
    address
}

pub fn reference(kind: &str, id: impl std::fmt::Display, display: &str) -> Value {
    let mut reference = json!({ "reference": format!("{kind}/{id}") });
    put(&mut reference, "display", json!(display));
    reference
}
