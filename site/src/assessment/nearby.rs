use footpath_domain::{
    directory::{self, card, phone, place},
    triage::Assessed,
};
use footpath_entity::{directory::Source, value::PostalCode};
use footpath_templates::{page::Nearby, part::PodiatristCard, words};

/// Podiatrists beside a result; absent when there are none, or no place was given.
pub fn nearby(found: &Assessed, postal_code: Option<String>) -> Option<Nearby> {
    let code: PostalCode = postal_code?.parse().ok()?;
    let place = place::by_postal_code(&code).filter(|_| !found.nearby.is_empty())?;
    let listings = (1_u32..).zip(&found.nearby);
    Some(Nearby {
        heading: words::near(&place.label),
        podiatrists: listings.map(|(n, found)| shown(n, found)).collect(),
        all_href: format!("/find-a-podiatrist?near={code}"),
    })
}

fn shown(number: u32, found: &directory::Nearby) -> PodiatristCard {
    let listing = &found.listing;
    let clinic = &listing.clinic;
    let city = clinic.city_line();
    let phone = clinic.phone.as_ref();
    PodiatristCard {
        number: number.to_string(),
        name: listing.name.clone(),
        href: format!("/podiatrists/{}", listing.npi),
        clinic: clinic.name.clone(),
        address: clinic.address.iter().cloned().chain([city]).collect(),
        distance: found.distance_miles.map(words::miles),
        specialties: listing
            .specialties
            .iter()
            .map(|known| known.name.to_owned())
            .collect(),
        accepting_new_patients: listing.accepting_new_patients,
        accepts_referrals: listing.accepts_referrals,
        telehealth: listing.telehealth == Some(true),
        languages: card::languages(listing),
        phone: phone.map(|e164| (phone::spoken(e164), format!("tel:{e164}"))),
        directions_href: None,
        precision: None,
        source_note: (listing.source == Source::Sample).then(|| words::SAMPLE_LISTING.to_owned()),
        verified: card::verified(listing),
    }
}
