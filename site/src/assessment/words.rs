//! Names of tiers and places for people.

use footpath_domain::triage::{self, GoTo, Tier};
use footpath_templates::{page::ResultTier, part::RedFlag};

pub fn place(go_to: GoTo) -> &'static str {
    match go_to {
        GoTo::Call911 => "Call 911",
        GoTo::EmergencyDepartment => "Emergency department",
        GoTo::SameDayMedical => "Medical care today",
        GoTo::Podiatrist => "Podiatrist",
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
