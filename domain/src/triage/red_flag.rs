use serde::{Deserialize, Serialize};

use super::{Definition, GoTo, Tier};

/// A rule that matched, worded for the reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedFlag {
    pub tier: Tier,
    pub code: String,
    pub label: String,
    pub advice: String,
    pub go_to: GoTo,
    pub source: String,
}

impl RedFlag {
    /// The rules of these codes, in the order of the codes.
    pub(super) fn of(definition: &Definition, codes: &[String]) -> Vec<Self> {
        codes
            .iter()
            .filter_map(|code| definition.rule(code))
            .map(|rule| Self {
                tier: rule.tier,
                code: rule.code.clone(),
                label: rule.label.clone(),
                advice: rule.advice.clone(),
                go_to: rule.go_to,
                source: rule.source.clone(),
            })
            .collect()
    }
}
