//! How tiers, places and states of a version are called.

use footpath_domain::triage::{GoTo, Tier, rules::Status};
use footpath_templates::admin::{Badge, Tone};

pub fn badge(status: Status) -> Badge {
    match status {
        Status::Draft => Badge::new("Draft", Tone::Amber),
        Status::Reviewed => Badge::new("Reviewed", Tone::Info),
        Status::Live => Badge::new("In use", Tone::Green),
        Status::Retired => Badge::new("Retired", Tone::Quiet),
    }
}

pub fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Emergency => "Emergency",
        Tier::Urgent => "Urgent",
        Tier::Podiatrist => "Podiatrist",
        Tier::SelfCare => "Self-care",
    }
}

pub fn place(go_to: GoTo) -> &'static str {
    match go_to {
        GoTo::Call911 => "911",
        GoTo::EmergencyDepartment => "an emergency department",
        GoTo::SameDayMedical => "medical care the same day",
        GoTo::Podiatrist => "a podiatrist",
    }
}

/// The gravest first.
pub fn tiers() -> impl Iterator<Item = (String, String)> {
    let tiers = Tier::ALL.into_iter().rev();
    tiers.map(|one| (one.as_str().to_owned(), tier(one).to_owned()))
}

/// The most urgent first.
pub fn places() -> impl Iterator<Item = (String, String)> {
    let places = GoTo::ALL.into_iter().rev();
    places.map(|one| (one.as_str().to_owned(), place(one).to_owned()))
}

/// What answers come to: a tier, and the rules that matched.
pub fn outcome((found, codes): &(Tier, Vec<String>)) -> String {
    if codes.is_empty() {
        return tier(*found).to_owned();
    }
    format!("{}: {}", tier(*found), codes.join(", "))
}
