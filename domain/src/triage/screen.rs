use std::{collections::BTreeSet, sync::Arc};

use footpath_templates::words;
use serde_json::{Map, Value};

use super::{Answers, Definition, RuleSet, emergency_is_met, ruleset};
use crate::{Ctx, Report, Result};

/// What to do after a screen of the page.
#[derive(Debug, PartialEq)]
pub enum Step {
    /// An emergency rule is met: show the result of these answers at once, whatever else is
    /// missing or wrong.
    Emergency(Map<String, Value>),
    /// Answers of this or an earlier screen are missing or wrong.
    Mend(Report),
    Onward,
}

/// The version that a reader began with; see `questionnaire.retired`.
pub async fn version(ctx: &Ctx, version: i32) -> Result<Arc<RuleSet>> {
    ruleset::answered(ctx, version).await
}

/// The questions that need an answer on the page. It asks for more than the API: of those that
/// may be left out, the ones that an urgent rule reads are needed here, since nobody should miss
/// a red flag by scrolling on.
pub fn needed(definition: &Definition) -> BTreeSet<&str> {
    let required = definition
        .questions
        .iter()
        .filter(|question| question.required);
    required
        .chain(definition.read_by_urgent_rules())
        .map(|question| question.id.as_str())
        .collect()
}

/// Looks at what was answered up to and with a screen. Pure.
pub fn after_screen(definition: &Definition, sent: &Map<String, Value>, screen: u32) -> Step {
    let (answers, wrong) = Answers::partial(definition, sent);
    if emergency_is_met(definition, &answers) {
        let good = sent
            .iter()
            .filter(|(id, _)| !answers.is_missing(id))
            .map(|(id, value)| (id.clone(), value.clone()));
        return Step::Emergency(good.collect());
    }
    let needed = needed(definition);
    let mut report = Report::new();
    for question in definition.questions.iter().filter(|q| q.screen <= screen) {
        let told = wrong.0.iter().filter(|error| error.field == question.id);
        report.0.extend(told.cloned());
        if needed.contains(question.id.as_str()) && !sent.contains_key(&question.id) {
            report.add(&question.id, words::NEEDS_ANSWER);
        }
    }
    if report.is_empty() {
        Step::Onward
    } else {
        Step::Mend(report)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn base(screen: u32) -> (Definition, Map<String, Value>) {
        let definition = Definition::starter().unwrap();
        let sent = definition
            .questions
            .iter()
            .filter(|question| question.screen <= screen && question.kind.as_str() == "tri")
            .map(|question| (question.id.clone(), json!("no")))
            .collect();
        (definition, sent)
    }

    fn missing(step: Step) -> Vec<String> {
        match step {
            Step::Mend(report) => report.0.into_iter().map(|error| error.field).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_emergency_is_told_at_once_and_nothing_else_matters() {
        let definition = Definition::starter().unwrap();
        let sent = json!({"chest_or_breathing": "yes", "age": "many"});
        let step = after_screen(&definition, sent.as_object().unwrap(), 1);
        let only = json!({"chest_or_breathing": "yes"});
        assert_eq!(step, Step::Emergency(only.as_object().cloned().unwrap()));
    }

    #[test]
    fn the_page_also_needs_what_an_urgent_rule_reads() {
        let (definition, mut sent) = base(2);
        sent.remove("pus");
        sent.remove("first_steps_worst");
        assert_eq!(
            missing(after_screen(&definition, &sent, 2)),
            ["pain_site", "pus"]
        );
        assert_eq!(after_screen(&definition, &sent, 1), Step::Onward);
    }

    #[test]
    fn an_earlier_screen_is_not_skipped() {
        let (definition, mut sent) = base(3);
        sent.remove("injury");
        let fields = missing(after_screen(&definition, &sent, 3));
        assert_eq!(
            fields,
            [
                "injury",
                "pain_site",
                "age",
                "severity",
                "duration_days",
                "trend"
            ]
        );
    }
}
