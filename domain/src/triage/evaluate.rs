use chrono::{NaiveDate, TimeDelta};

use super::{Answers, Condition, Definition, GoTo, Rule, Tier, condition::Reading};

/// After how many days to take the assessment again, where nothing is urgent.
const RECHECK_AFTER: TimeDelta = TimeDelta::days(14);

/// What the answers come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The highest tier that matched.
    pub tier: Tier,
    /// The most urgent place that a matching rule names.
    pub go_to: Option<GoTo>,
    /// Codes of all matching rules, in the order of the table.
    pub codes: Vec<String>,
    /// Optional questions left out that an urgent rule reads.
    pub unanswered: Vec<String>,
    pub related_topics: Vec<String>,
    pub recheck_on: Option<NaiveDate>,
    /// Whether products may stand beside the result.
    pub show_products: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Match {
    No,
    /// Only when `not_sure` is read as `yes`.
    Unsure,
    Certain,
}

/// Evaluates answers: the same answers and date always come to the same outcome.
///
/// `not_sure` is read as `yes`, rule by rule. A podiatrist rule that matches so is listed like
/// any other, since the visit is what settles the doubt. An emergency or urgent rule that
/// matches only so is not claimed; the rule `unsure` of its tier matches in its stead, one tier
/// lower, and is listed once however many such rules there are.
pub fn evaluate(definition: &Definition, answers: &Answers, today: NaiveDate) -> Outcome {
    let certainty: Vec<Match> = definition
        .rules
        .iter()
        .map(|rule| certainty(rule, answers))
        .collect();
    let doubt_in = |tier: Tier| {
        definition
            .rules
            .iter()
            .zip(&certainty)
            .any(|(rule, certainty)| rule.tier == tier && *certainty == Match::Unsure)
    };
    let matches: Vec<&Rule> = definition
        .rules
        .iter()
        .zip(&certainty)
        .filter(|(rule, certainty)| match (&rule.when, certainty) {
            (Condition::Unsure(tier), _) => doubt_in(*tier),
            (_, Match::Certain) => true,
            (_, Match::Unsure) => rule.tier <= Tier::Podiatrist,
            (_, Match::No) => false,
        })
        .map(|(rule, _)| rule)
        .collect();
    let tier = matches
        .iter()
        .map(|rule| rule.tier)
        .max()
        .unwrap_or(Tier::SelfCare);
    let missing: Vec<_> = definition
        .read_by_urgent_rules()
        .into_iter()
        .filter(|question| answers.is_missing(&question.id))
        .collect();
    Outcome {
        tier,
        go_to: matches.iter().map(|rule| rule.go_to).max(),
        show_products: tier == Tier::SelfCare && missing.is_empty() && !answers.any_not_sure(),
        unanswered: missing
            .into_iter()
            .filter(|question| !question.required)
            .map(|question| question.id.clone())
            .collect(),
        related_topics: related_topics(definition, answers, &matches),
        recheck_on: (tier <= Tier::Podiatrist)
            .then(|| today.checked_add_signed(RECHECK_AFTER))
            .flatten(),
        codes: matches.iter().map(|rule| rule.code.clone()).collect(),
    }
}

/// Whether an emergency rule matches for certain, so that nothing more need be asked.
pub fn emergency_is_met(definition: &Definition, answers: &Answers) -> bool {
    definition
        .rules
        .iter()
        .any(|rule| rule.tier == Tier::Emergency && certainty(rule, answers) == Match::Certain)
}

fn certainty(rule: &Rule, answers: &Answers) -> Match {
    if rule.when.holds(answers, Reading::AsItStands) {
        Match::Certain
    } else if rule.when.holds(answers, Reading::NotSureIsYes) {
        Match::Unsure
    } else {
        Match::No
    }
}

fn related_topics(definition: &Definition, answers: &Answers, matches: &[&Rule]) -> Vec<String> {
    let mut topics: Vec<String> = Vec::new();
    for related in &definition.related_topics {
        let by_answer = related
            .when
            .as_ref()
            .is_some_and(|when| when.holds(answers, Reading::AsItStands));
        let by_rule = matches
            .iter()
            .any(|rule| related.rules.contains(&rule.code));
        if (by_answer || by_rule) && !topics.contains(&related.topic) {
            topics.push(related.topic.clone());
        }
    }
    topics
}
