use super::*;
use crate::Error;

fn complaints(change: impl FnOnce(&mut Definition)) -> Vec<(String, String)> {
    let mut definition = Definition::starter().unwrap();
    change(&mut definition);
    match definition.validate() {
        Ok(()) => Vec::new(),
        Err(Error::Invalid(report)) => report
            .0
            .into_iter()
            .map(|error| (error.field, error.message))
            .collect(),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn the_starter_may_be_published() {
    assert_eq!(complaints(|_| {}), []);
}

#[test]
fn every_example_is_needed_by_what_it_alone_reaches() {
    let all = Definition::starter().unwrap();
    for code in all.rules.iter().map(|rule| rule.code.clone()) {
        let found = complaints(|d| d.examples.retain(|e| !e.codes.contains(&code)));
        assert!(
            found
                .iter()
                .any(|(place, _)| *place == format!("rules.{code}")),
            "{code}: {found:?}"
        );
    }
}

#[test]
fn an_or_branch_that_no_example_needs_is_told() {
    let found = complaints(|d| {
        d.examples
            .retain(|e| !e.answers.contains_key("both_legs_weak"));
    });
    assert_eq!(
        found,
        [(
            "rules.cauda_equina".to_owned(),
            "no example needs its branch on both_legs_weak".to_owned()
        )]
    );
}

#[test]
fn a_changed_rule_fails_its_examples() {
    let found = complaints(|d| {
        let severe = d
            .rules
            .iter_mut()
            .find(|rule| rule.code == "severe")
            .unwrap();
        severe.when = Condition::Yes("stops_activity".to_owned());
    });
    assert!(
        found
            .iter()
            .any(|(place, _)| place.starts_with("examples.")),
        "{found:?}"
    );
}

#[test]
fn names_that_do_not_exist_are_told() {
    let yes = |id: &str| Condition::Yes(id.to_owned());
    let is = |question: &str, value: &str| Condition::Is {
        question: question.to_owned(),
        value: value.to_owned(),
    };
    for broken in [
        yes("wings"),
        yes("age"),
        is("trend", "sideways"),
        is("pain_site", "arch"),
        Condition::Any(Vec::new()),
        Condition::All(vec![Condition::Unsure(Tier::Emergency)]),
        Condition::AtLeast {
            count: 2,
            of: vec![yes("pus")],
        },
        Condition::Number {
            question: "age".to_owned(),
            from: Some(121),
            to: None,
        },
        Condition::Number {
            question: "age".to_owned(),
            from: None,
            to: None,
        },
    ] {
        let found = complaints(|d| d.rules[0].when = broken.clone());
        assert!(
            found.iter().all(|(place, _)| place == "rules.pe") && !found.is_empty(),
            "{broken:?}: {found:?}"
        );
    }
    let found = complaints(|d| d.rules[1].code = "pe".to_owned());
    assert!(found.contains(&("rules.pe".to_owned(), "is there twice".to_owned())));
    let found = complaints(|d| d.questions.retain(|question| question.id != "age"));
    assert!(found.iter().any(|(place, _)| place == "questions.age"));
    let found = complaints(|d| d.outcomes.retain(|wording| wording.go_to.is_some()));
    assert_eq!(found.len(), 1);
}
