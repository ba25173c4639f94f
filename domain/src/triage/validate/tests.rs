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
fn what_readers_would_see_empty_is_told() {
    type Change = fn(&mut Definition);
    let cases: [(Change, &str); 6] = [
        (|d| d.rules[0].label = String::new(), "rules.pe"),
        (|d| d.rules[0].advice = " ".to_owned(), "rules.pe"),
        (|d| d.outcomes[0].headline = String::new(), "outcomes"),
        (|d| d.outcomes[0].advice.clear(), "outcomes"),
        (|d| d.outcomes[0].advice.push(String::new()), "outcomes"),
        (|d| d.screens[0].title = " ".to_owned(), "screens"),
    ];
    for (change, place) in cases {
        let found = complaints(change);
        assert!(
            found.len() == 1 && found[0].0 == place,
            "{place}: {found:?}"
        );
    }
    let id = Definition::starter().unwrap().questions[0].id.clone();
    let found = complaints(|d| d.questions[0].text = " ".to_owned());
    assert_eq!(found[0].0, format!("questions.{id}"));
    let found = complaints(|d| {
        let chosen = d.questions.iter_mut().find(|q| q.id == "pain_site");
        chosen.unwrap().options[0].text = " ".to_owned();
    });
    assert_eq!(found[0].0, "questions.pain_site");
}

#[test]
fn names_that_the_pages_use_themselves_are_told() {
    for id in ["_version", "_screen", "_go", "postal_code"] {
        let found = complaints(|d| {
            let mut extra = d.questions[0].clone();
            extra.id = id.to_owned();
            extra.required = false;
            d.questions.push(extra);
        });
        assert_eq!(
            found,
            [(
                format!("questions.{id}"),
                "has a name that the pages use themselves".to_owned()
            )]
        );
    }
    let found = complaints(|d| {
        let sites = d.questions.iter_mut().find(|q| q.id == "pain_site");
        let options = &mut sites.unwrap().options;
        let mut none = options[0].clone();
        none.value = "none".to_owned();
        options.push(none);
    });
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, "questions.pain_site");
}

#[test]
fn a_screen_without_questions_is_told() {
    let found = complaints(|d| {
        let mut empty = d.screens[0].clone();
        empty.id = u32::try_from(d.screens.len()).unwrap() + 1;
        d.screens.push(empty);
    });
    assert_eq!(
        found,
        [("screens".to_owned(), "screen 4 has no questions".to_owned())]
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
