//! Listings in the words of a page.

use chrono::NaiveDate;
use footpath_entity::directory::{Precision, Source};
use footpath_templates::part::PodiatristCard;
use url::form_urlencoded::byte_serialize;

use super::{Nearby, clinic::Clinic, phone, podiatrist::Listing};

/// The card of a listing; `number` is its place in the list.
pub fn card(found: &Nearby, number: u64) -> PodiatristCard {
    let listing = &found.listing;
    let clinic = &listing.clinic;
    PodiatristCard {
        number: number.to_string(),
        name: listing.name.clone(),
        href: format!("/podiatrists/{}", listing.npi),
        clinic: clinic.name.clone(),
        address: address(clinic),
        distance: found
            .distance_miles
            .map(|miles| format!("{miles:.1} miles")),
        specialties: listing
            .specialties
            .iter()
            .map(|s| s.name.to_owned())
            .collect(),
        accepting_new_patients: listing.accepting_new_patients,
        accepts_referrals: listing.accepts_referrals,
        telehealth: listing.telehealth == Some(true),
        languages: languages(listing),
        phone: telephone(clinic),
        directions_href: directions(clinic),
        precision: precision(clinic),
        source_note: (listing.source == Source::Sample)
            .then(|| "Sample listing: made up".to_owned()),
        verified: verified(listing),
    }
}

/// Such as `Speaks Spanish, Tagalog`; English goes without saying.
pub fn languages(listing: &Listing) -> Option<String> {
    let names = listing.languages.join(", ");
    (!names.is_empty()).then(|| format!("Speaks {names}"))
}

/// When somebody of the staff looked whether it is right.
pub fn verified(listing: &Listing) -> String {
    match listing.verified_on {
        Some(date) => format!("Checked {}", day(date)),
        None => "Not verified yet".to_owned(),
    }
}

/// The lines of an address, the city last.
pub fn address(clinic: &Clinic) -> Vec<String> {
    let city = clinic.city_line();
    clinic.address.iter().cloned().chain([city]).collect()
}

/// As people write it, and as a `tel:` address.
pub fn telephone(clinic: &Clinic) -> Option<(String, String)> {
    let number = clinic.phone.as_ref()?;
    Some((phone::spoken(number), format!("tel:{number}")))
}

/// Where to be shown the way: to the address, or to the middle of its area when the address is
/// made up.
pub fn directions(clinic: &Clinic) -> Option<String> {
    let to = match (clinic.source, clinic.point) {
        (Source::Sample, Some(point)) => format!("{},{}", point.lat, point.lon),
        (Source::Sample, None) => return None,
        _ => address(clinic).join(", "),
    };
    let to: String = byte_serialize(to.as_bytes()).collect();
    Some(format!("https://www.openstreetmap.org/directions?to={to}"))
}

/// Says so when the position is not that of the address.
pub fn precision(clinic: &Clinic) -> Option<String> {
    let by = match clinic.precision? {
        Precision::Address | Precision::Position => return None,
        Precision::PostalCode => "ZIP code",
        Precision::City => "city",
        Precision::Zip3 => "ZIP code area",
    };
    Some(format!("Position by {by}"))
}

/// Such as `November 1, 2026`.
pub fn day(date: NaiveDate) -> String {
    date.format("%B %-d, %Y").to_string()
}
