use super::{Condition, Definition, Tier};

/// One published version of the questionnaire.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleSet {
    pub version: i32,
    /// SHA-256 of the definition.
    pub hash: String,
    /// Whether a clinical reviewer has signed it off.
    pub clinically_reviewed: bool,
    pub definition: Definition,
}

impl RuleSet {
    /// The labels of emergency and urgent rules, gravest first, for an article's list of red
    /// flags. Rules about not being sure are left out: they are no signs of anything.
    pub fn red_flag_labels(&self) -> Vec<(Tier, &str)> {
        let mut flags: Vec<_> = self
            .definition
            .rules
            .iter()
            .filter(|rule| rule.tier >= Tier::Urgent)
            .filter(|rule| !matches!(rule.when, Condition::Unsure(_)))
            .map(|rule| (rule.tier, rule.label.as_str()))
            .collect();
        flags.sort_by_key(|(tier, _)| std::cmp::Reverse(*tier));
        flags
    }
}
