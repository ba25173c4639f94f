use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    Error, Report, Result,
    triage::{Definition, Example, Question, RelatedTopic, Rule, Screen, Wording},
};

/// A change of one part of a definition. What the parts mean together is judged by the checks,
/// so that a draft may be wrong for a while.
#[derive(Clone, Debug)]
pub enum Edit {
    /// `was` is the code that it had; none for a new rule, which comes last before the rules
    /// about not being sure.
    Rule {
        was: Option<String>,
        rule: Rule,
    },
    RemoveRule(String),
    /// One place up in the order in which matches are listed.
    RaiseRule(String),
    Question {
        was: Option<String>,
        question: Question,
    },
    RemoveQuestion(String),
    Outcomes(Vec<Wording>),
    Screens {
        screens: Vec<Screen>,
        topics: Vec<RelatedTopic>,
    },
    /// `was` is its number, from 1; none for a new one.
    Example {
        was: Option<usize>,
        example: Example,
    },
    RemoveExample(usize),
    /// What every example answers unless it says otherwise.
    ExampleBase(BTreeMap<String, Value>),
}

impl Edit {
    /// What it changes, for the audit log.
    pub(super) fn part(&self) -> String {
        match self {
            Self::Rule { rule, .. } => format!("rule {}", rule.code),
            Self::RemoveRule(code) | Self::RaiseRule(code) => format!("rule {code}"),
            Self::Question { question, .. } => format!("question {}", question.id),
            Self::RemoveQuestion(id) => format!("question {id}"),
            Self::Outcomes(_) => "outcomes".to_owned(),
            Self::Screens { .. } => "screens and topics".to_owned(),
            Self::Example { .. } | Self::RemoveExample(_) | Self::ExampleBase(_) => {
                "examples".to_owned()
            }
        }
    }

    pub(super) fn apply(self, to: &mut Definition) -> Result<()> {
        match self {
            Self::Rule { was, rule } => put_rule(to, was.as_deref(), rule)?,
            Self::RemoveRule(code) => {
                let at = rule_at(to, &code)?;
                to.rules.remove(at);
            }
            Self::RaiseRule(code) => {
                let at = rule_at(to, &code)?;
                if at > 0 {
                    to.rules.swap(at - 1, at);
                }
            }
            Self::Question { was, question } => put_question(to, was.as_deref(), question)?,
            Self::RemoveQuestion(id) => {
                let at = question_at(to, &id)?;
                to.questions.remove(at);
            }
            Self::Outcomes(outcomes) => to.outcomes = outcomes,
            Self::Screens { screens, topics } => {
                to.screens = screens;
                to.related_topics = topics;
            }
            Self::Example { was, example } => match was {
                Some(n) => {
                    let at = example_at(to, n)?;
                    to.examples[at] = example;
                }
                None => to.examples.push(example),
            },
            Self::RemoveExample(n) => {
                let at = example_at(to, n)?;
                to.examples.remove(at);
            }
            Self::ExampleBase(base) => to.example_base = base,
        }
        Ok(())
    }
}

fn put_rule(to: &mut Definition, was: Option<&str>, rule: Rule) -> Result<()> {
    let taken = to.rule(&rule.code).is_some();
    named("code", &rule.code, was, taken)?;
    if let Some(was) = was {
        let at = rule_at(to, was)?;
        to.rules[at] = rule;
        return Ok(());
    }
    // Within its own tier: the table goes from the gravest to the mildest, doubts last.
    let graver = |known: &Rule| !known.is_about_doubt() && known.tier >= rule.tier;
    let after = to.rules.iter().rposition(graver);
    to.rules.insert(after.map_or(0, |after| after + 1), rule);
    Ok(())
}

fn put_question(to: &mut Definition, was: Option<&str>, question: Question) -> Result<()> {
    let taken = to.question(&question.id).is_some();
    named("id", &question.id, was, taken)?;
    if let Some(was) = was {
        let at = question_at(to, was)?;
        to.questions[at] = question;
        return Ok(());
    }
    let before = |known: &Question| known.screen <= question.screen;
    let after = to.questions.iter().rposition(before);
    to.questions
        .insert(after.map_or(0, |after| after + 1), question);
    Ok(())
}

/// A part is found by its name, so that must be a good one and nobody else's.
fn named(field: &str, name: &str, was: Option<&str>, taken: bool) -> Result<()> {
    let mut report = Report::new();
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    if name.is_empty() || name.len() > 60 || !name.bytes().all(plain) {
        report.add(field, "must be 1 to 60 of a\u{2013}z, 0\u{2013}9 and _");
    } else if name == "new" {
        report.add(field, "cannot be \u{201c}new\u{201d}");
    } else if taken && was != Some(name) {
        report.add(field, "is taken");
    }
    report.into_result()
}

fn rule_at(definition: &Definition, code: &str) -> Result<usize> {
    let at = definition.rules.iter().position(|rule| rule.code == code);
    at.ok_or(Error::not_found("rule_set.rule_unknown"))
}

fn question_at(definition: &Definition, id: &str) -> Result<usize> {
    let at = definition.questions.iter().position(|known| known.id == id);
    at.ok_or(Error::not_found("rule_set.question_unknown"))
}

fn example_at(definition: &Definition, n: usize) -> Result<usize> {
    let at = n
        .checked_sub(1)
        .filter(|at| *at < definition.examples.len());
    at.ok_or(Error::not_found("rule_set.example_unknown"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::triage::Tier;

    #[test]
    fn a_new_rule_stands_last_of_its_tier() {
        let mut definition = Definition::starter().unwrap();
        for tier in [Tier::Emergency, Tier::Urgent, Tier::Podiatrist] {
            let mut rule = definition.rules[0].clone();
            rule.tier = tier;
            rule.code = format!("new_{}", tier.as_str());
            Edit::Rule { was: None, rule }
                .apply(&mut definition)
                .unwrap();
        }
        let before = |code: &str| {
            let at = rule_at(&definition, code).unwrap();
            definition.rules[at - 1].code.clone()
        };
        assert_eq!(before("new_emergency"), "compartment");
        assert_eq!(before("new_urgent"), "achilles_weakness");
        assert!(
            definition
                .rules
                .iter()
                .rev()
                .take(1)
                .all(Rule::is_about_doubt)
        );
    }

    #[test]
    fn a_name_is_plain_and_ones_own() {
        let definition = Definition::starter().unwrap();
        for (was, code, good) in [
            (None, "sepsis", false),
            (Some("sepsis"), "sepsis", true),
            (Some("pe"), "sepsis", false),
            (Some("pe"), "embolism", true),
            (None, "Bad name", false),
            (None, "new", false),
            (None, "", false),
        ] {
            let mut rule = definition.rules[0].clone();
            code.clone_into(&mut rule.code);
            let was = was.map(str::to_owned);
            let edit = Edit::Rule { was, rule };
            assert_eq!(
                edit.apply(&mut definition.clone()).is_ok(),
                good,
                "{code:?}"
            );
        }
    }
}
