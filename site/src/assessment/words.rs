//! Names of tiers and places for people.

use footpath_domain::triage::{self, GoTo, Tier};
use footpath_templates::{page::ResultTier, part::RedFlag, words};

pub fn place(go_to: GoTo) -> &'static str {
    match go_to {
        GoTo::Call911 => words::CALL_911,
        GoTo::EmergencyDepartment => words::PLACE_EMERGENCY,
        GoTo::SameDayMedical => words::PLACE_TODAY,
        GoTo::Podiatrist => words::PLACE_PODIATRIST,
    }
}

/// An emergency has a page of its own and never comes here.
pub fn tier(tier: Tier) -> ResultTier {
    match tier {
        Tier::SelfCare => ResultTier::SelfCare,
        Tier::Podiatrist => ResultTier::Podiatrist,
        Tier::Urgent | Tier::Emergency => ResultTier::Urgent,
    }
}

pub fn red_flag(flag: &triage::RedFlag) -> RedFlag {
    RedFlag {
        label: flag.label.clone(),
        advice: flag.advice.clone(),
        go_to: place(flag.go_to).to_owned(),
        source: flag.source.clone(),
        emergency: flag.tier == Tier::Emergency,
    }
}
