use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Map, Value};

use crate::{
    Error,
    error::FieldError,
    triage::{Answers, Definition, Example, Tier, evaluate},
};

/// Whether a definition may go into use, and why not.
#[derive(Clone, Debug, PartialEq)]
pub struct Checks {
    /// By the part that each concerns; empty when it may.
    pub problems: Vec<FieldError>,
    /// Every example case, run now.
    pub examples: Vec<ExampleRun>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ExampleRun {
    /// From 1.
    pub n: usize,
    /// What it answers beside the base.
    pub answers: BTreeMap<String, Value>,
    pub wanted: (Tier, Vec<String>),
    pub got: (Tier, Vec<String>),
    /// Answers that do not fit their questions.
    pub wrong: Vec<FieldError>,
}

impl ExampleRun {
    pub fn passes(&self) -> bool {
        self.wrong.is_empty() && self.wanted == self.got
    }
}

/// Checks a definition as publishing does, and runs its examples.
pub fn check(definition: &Definition) -> Checks {
    let problems = match definition.validate() {
        Ok(()) => Vec::new(),
        Err(Error::Invalid(report)) => report.0,
        Err(other) => vec![FieldError {
            field: String::new(),
            message: other.to_string(),
            suggestions: None,
        }],
    };
    let examples = (1..).zip(&definition.examples);
    Checks {
        problems,
        examples: examples
            .map(|(n, example)| run(definition, n, example))
            .collect(),
    }
}

fn run(definition: &Definition, n: usize, example: &Example) -> ExampleRun {
    let mut sent: Map<String, Value> = definition.example_base.clone().into_iter().collect();
    sent.extend(example.answers.clone());
    let (answers, wrong) = Answers::partial(definition, &sent);
    let outcome = evaluate(definition, &answers, NaiveDate::default());
    ExampleRun {
        n,
        answers: example.answers.clone(),
        wanted: (example.tier, example.codes.clone()),
        got: (outcome.tier, outcome.codes),
        wrong: wrong.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_starter_passes_and_a_changed_rule_shows_in_its_examples() {
        let mut definition = Definition::starter().unwrap();
        let checks = check(&definition);
        assert!(checks.problems.is_empty());
        assert!(checks.examples.iter().all(ExampleRun::passes));
        definition.rules.retain(|rule| rule.code != "pe");
        let checks = check(&definition);
        assert!(!checks.problems.is_empty());
        let failed: Vec<_> = checks.examples.iter().filter(|run| !run.passes()).collect();
        assert!(failed.iter().any(|run| run.wanted.1 == ["pe"]));
    }
}
