//! What readers would see empty, and names that the pages use themselves.

use super::Definition;
use crate::Report;

/// Fields of the questionnaire's forms that are no questions.
const RESERVED: [&str; 4] = ["_version", "_screen", "_go", "postal_code"];
/// What the form sends for "none of these".
const NONE_OF_THESE: &str = "none";

pub(super) fn words(definition: &Definition, report: &mut Report) {
    for screen in &definition.screens {
        if blank(&screen.title) {
            report.add("screens", format!("screen {} has no title", screen.id));
        }
        let asked = definition.questions.iter();
        if !asked
            .into_iter()
            .any(|question| question.screen == screen.id)
        {
            report.add("screens", format!("screen {} has no questions", screen.id));
        }
    }
    for question in &definition.questions {
        let place = format!("questions.{}", question.id);
        if RESERVED.contains(&&*question.id) {
            report.add(&place, "has a name that the pages use themselves");
        }
        let options = &question.options;
        if blank(&question.text) || options.iter().any(|one| blank(&one.text)) {
            report.add(&place, "has no words to be read");
        }
        if options.iter().any(|one| one.value == NONE_OF_THESE) {
            report.add(
                &place,
                "has an option none, which means that none was chosen",
            );
        }
    }
    for rule in &definition.rules {
        if blank(&rule.label) || blank(&rule.advice) {
            report.add(format!("rules.{}", rule.code), "needs a label and advice");
        }
    }
    for wording in &definition.outcomes {
        let advice = &wording.advice;
        if blank(&wording.headline) || advice.is_empty() || advice.iter().any(|one| blank(one)) {
            let tier = wording.tier.as_str();
            report.add("outcomes", format!("{tier} needs a headline and advice"));
        }
    }
}

fn blank(text: &str) -> bool {
    text.trim().is_empty()
}
