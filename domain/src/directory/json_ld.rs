//! Podiatrists as schema.org describes them.

use serde_json::{Value, json};

use super::{clinic::Clinic, opening_hours, podiatrist::Profile};
use crate::Ctx;

/// A `Physician` with all places of work.
pub fn physician(ctx: &Ctx, profile: &Profile) -> Value {
    let listing = &profile.listing;
    let url = ctx.config.link(&format!("/podiatrists/{}", listing.npi));
    let services: Vec<&str> = listing.specialties.iter().map(|s| s.name).collect();
    let mut physician = json!({
        "@context": "https://schema.org",
        "@type": "Physician",
        "@id": url,
        "url": url,
        "name": listing.name,
        "usNPI": listing.npi,
        "identifier": {
            "@type": "PropertyValue",
            "propertyID": "NPI",
            "value": listing.npi,
        },
        "medicalSpecialty": "https://schema.org/Podiatric",
        "knowsAbout": services,
        "address": address(&listing.clinic),
        "location": profile.clinics.iter().map(clinic).collect::<Vec<_>>(),
    });
    if let Some(phone) = &listing.clinic.phone {
        physician["telephone"] = json!(phone);
    }
    if let Some(accepting) = listing.accepting_new_patients {
        physician["isAcceptingNewPatients"] = json!(accepting);
    }
    if let Some(website) = &listing.website {
        physician["url"] = json!(website);
    }
    if !listing.languages.is_empty() {
        let mut languages = vec!["English"];
        languages.extend(listing.languages.iter().map(String::as_str));
        physician["knowsLanguage"] = json!(languages);
    }
    physician
}

fn clinic(clinic: &Clinic) -> Value {
    let mut place = json!({
        "@type": "MedicalClinic",
        "name": clinic.name,
        "address": address(clinic),
    });
    if let Some(phone) = &clinic.phone {
        place["telephone"] = json!(phone);
    }
    if let Some(website) = &clinic.website {
        place["url"] = json!(website);
    }
    if let Some(hours) = clinic.hours.as_deref().and_then(opening_hours::schema_org) {
        place["openingHours"] = json!(hours);
    }
    if let Some(point) = clinic.point {
        place["geo"] = json!({
            "@type": "GeoCoordinates",
            "latitude": point.lat,
            "longitude": point.lon,
        });
    }
    place
}

fn address(clinic: &Clinic) -> Value {
    let mut address = json!({
        "@type": "PostalAddress",
        "streetAddress": clinic.address.join(", "),
        "addressLocality": clinic.city,
        "addressRegion": clinic.state,
        "addressCountry": "US",
    });
    if let Some(zip) = &clinic.postal_code {
        address["postalCode"] = json!(zip);
    }
    address
}
