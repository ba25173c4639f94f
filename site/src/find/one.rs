use footpath_domain::{
    Ctx,
    directory::{
        card::{self, day},
        clinic::Clinic,
        json_ld,
        podiatrist::Profile,
    },
};
use footpath_entity::directory::Source;
use footpath_templates::{
    JsonLd,
    page::{ClinicView, PodiatristPage},
    part::{Crumb, Frame, Link},
};

/// The page of one podiatrist. One that is made up stays out of search engines.
pub(super) fn page(ctx: &Ctx, profile: &Profile) -> PodiatristPage {
    let listing = &profile.listing;
    let path = format!("/podiatrists/{}", listing.npi);
    let is_sample = listing.source == Source::Sample;
    let city = format!("{}, {}", listing.clinic.city, listing.clinic.state);
    let frame = Frame::new(&ctx.config.site_name, &listing.name, &path)
        .described(format!("{}, podiatrist in {city}", listing.name))
        .canonical(ctx.config.link(&path))
        .with_json_ld(JsonLd::new(&json_ld::physician(ctx, profile)));
    PodiatristPage {
        frame: if is_sample { frame.hidden() } else { frame },
        crumbs: vec![
            Crumb::new("Home", "/"),
            Crumb::new("Find a podiatrist", "/find-a-podiatrist"),
        ],
        name: listing.name.clone(),
        npi: listing.npi.to_string(),
        specialties: listing
            .specialties
            .iter()
            .map(|specialty| specialty.name.to_owned())
            .collect(),
        accepting_new_patients: listing.accepting_new_patients,
        accepts_referrals: listing.accepts_referrals,
        telehealth: listing.telehealth,
        languages: Some(listing.languages.join(", ")).filter(|names| !names.is_empty()),
        website: listing.website.as_deref().map(website),
        insurance: lines(listing.insurance.as_deref()),
        clinics: profile.clinics.iter().map(clinic).collect(),
        source: source(profile),
        verified: listing.verified_on.map_or_else(
            || "Not verified by us yet".to_owned(),
            |date| format!("Checked by us on {}", day(date)),
        ),
        sample_note: is_sample
            .then(|| "Sample listing: this person and this clinic are made up.".to_owned()),
    }
}

fn clinic(clinic: &Clinic) -> ClinicView {
    ClinicView {
        name: clinic.name.clone(),
        address: card::address(clinic),
        phone: card::telephone(clinic),
        directions_href: card::directions(clinic),
        precision: card::precision(clinic),
        accepts_referrals: clinic.accepts_referrals,
        hours: lines(clinic.hours.as_deref()),
        insurance: lines(clinic.insurance.as_deref()),
        website: clinic.website.as_deref().map(website),
    }
}

fn lines(text: Option<&str>) -> Vec<String> {
    let lines = text.unwrap_or_default().lines();
    lines.map(str::to_owned).collect()
}

/// By the name of its host, which says whose it is.
fn website(address: &str) -> Link {
    let (_, rest) = address.split_once("://").unwrap_or(("", address));
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    Link::new(host, address)
}

fn source(profile: &Profile) -> String {
    let updated = day(profile.listing.updated_on);
    match profile.listing.source {
        Source::Nppes => format!("Listed from the national registry (NPPES), updated {updated}"),
        Source::Editor => format!("Entered by our editors, updated {updated}"),
        Source::Sample => format!("Made up as an example, {updated}"),
    }
}
