use std::str::FromStr;

use footpath_entity::value::ParseError;
use serde::{Deserialize, Serialize};

/// How urgent it is, from the mildest to the gravest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    SelfCare,
    Podiatrist,
    Urgent,
    Emergency,
}

impl Tier {
    pub const ALL: [Self; 4] = [
        Self::SelfCare,
        Self::Podiatrist,
        Self::Urgent,
        Self::Emergency,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::SelfCare => "self_care",
            Self::Podiatrist => "podiatrist",
            Self::Urgent => "urgent",
            Self::Emergency => "emergency",
        }
    }
}

/// Where to go, from the least to the most urgent place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum GoTo {
    #[serde(rename = "podiatrist")]
    Podiatrist,
    #[serde(rename = "same_day_medical")]
    SameDayMedical,
    #[serde(rename = "emergency_department")]
    EmergencyDepartment,
    #[serde(rename = "911")]
    Call911,
}

impl GoTo {
    pub const ALL: [Self; 4] = [
        Self::Podiatrist,
        Self::SameDayMedical,
        Self::EmergencyDepartment,
        Self::Call911,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Podiatrist => "podiatrist",
            Self::SameDayMedical => "same_day_medical",
            Self::EmergencyDepartment => "emergency_department",
            Self::Call911 => "911",
        }
    }
}

impl FromStr for Tier {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let known = Self::ALL.into_iter().find(|known| known.as_str() == text);
        known.ok_or(ParseError("choose a tier"))
    }
}

impl FromStr for GoTo {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let known = Self::ALL.into_iter().find(|known| known.as_str() == text);
        known.ok_or(ParseError("choose a place"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_graver_is_the_greater() {
        assert!(Tier::Emergency > Tier::Urgent && Tier::Urgent > Tier::Podiatrist);
        assert!(Tier::Podiatrist > Tier::SelfCare);
        assert!(GoTo::Call911 > GoTo::EmergencyDepartment);
        assert!(GoTo::EmergencyDepartment > GoTo::SameDayMedical);
        assert!(GoTo::SameDayMedical > GoTo::Podiatrist);
    }

    #[test]
    fn names_are_the_same_in_code_and_json() {
        for tier in Tier::ALL {
            assert_eq!(
                serde_json::to_value(tier).unwrap(),
                serde_json::json!(tier.as_str())
            );
        }
        assert_eq!(
            serde_json::to_value(GoTo::Call911).unwrap(),
            serde_json::json!("911")
        );
    }
}
