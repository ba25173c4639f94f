//! The builder as a field of the form.

use footpath_domain::triage::{Definition, QuestionKind};
use footpath_templates::{
    admin::{ConditionField, ConditionLine},
    part::Choice,
};

use super::{Node, ROOT};

const KINDS: [(&str, &str); 3] = [
    ("all", "All of these"),
    ("any", "Any of these"),
    ("at_least", "At least so many of these"),
];

/// The field with everything that may be tested in this definition.
pub fn field(node: &Node, definition: &Definition, error: Option<String>) -> ConditionField {
    let mut lines = Vec::new();
    draw(node, ROOT, &tests(definition), &mut lines);
    ConditionField {
        label: "Matches when".to_owned(),
        help: Some(
            "A question that was left out makes nothing true. \u{201c}Not sure\u{201d} is read \
             as yes, one tier milder."
                .to_owned(),
        ),
        error,
        lines,
    }
}

/// Every test, by screen: its code and how it reads.
type Tests = Vec<(String, Vec<(String, String)>)>;

fn tests(definition: &Definition) -> Tests {
    let screens = definition.screens.iter().map(|screen| {
        let questions = definition.questions.iter();
        let mut tests = Vec::new();
        for question in questions.filter(|question| question.screen == screen.id) {
            let id = &question.id;
            match question.kind {
                QuestionKind::Tri => tests.push((format!("yes|{id}"), id.clone())),
                QuestionKind::Int => {
                    tests.push((
                        format!("number|{id}"),
                        format!("{id}: a number from \u{2026} to"),
                    ));
                }
                QuestionKind::Choice => {
                    for one in &question.options {
                        let value = &one.value;
                        tests.push((format!("is|{id}|{value}"), format!("{id} is {value}")));
                        let not = format!("{id} is not {value}");
                        tests.push((format!("is_not|{id}|{value}"), not));
                    }
                }
                QuestionKind::Choices => {
                    for one in &question.options {
                        let value = &one.value;
                        tests.push((format!("has|{id}|{value}"), format!("{id} has {value}")));
                    }
                }
            }
        }
        (screen.title.clone(), tests)
    });
    screens.collect()
}

fn draw(node: &Node, name: &str, tests: &Tests, lines: &mut Vec<ConditionLine>) {
    let outermost = name == ROOT;
    match node {
        Node::Group { kind, count, parts } => {
            let kinds = KINDS.map(|(value, label)| Choice::new(value, label, value == kind));
            lines.push(ConditionLine::Open {
                name: name.to_owned(),
                kinds: kinds.into(),
                count: (kind == "at_least").then(|| count.clone()),
                parts: parts.len(),
                outermost,
            });
            for (n, part) in parts.iter().enumerate() {
                draw(part, &format!("{name}.{n}"), tests, lines);
            }
            lines.push(ConditionLine::Close {
                name: name.to_owned(),
            });
        }
        Node::Test { code, from, to } => {
            let known = |tests: &Tests| {
                let mut all = tests.iter().flat_map(|(_, tests)| tests);
                all.any(|(known, _)| known == code)
            };
            let mut choices: Vec<_> = tests
                .iter()
                .map(|(screen, tests)| {
                    let tests = tests.iter().map(|(value, label)| {
                        Choice::new(value.clone(), label.clone(), value == code)
                    });
                    (screen.clone(), tests.collect())
                })
                .collect();
            if !code.is_empty() && !known(tests) {
                let gone = format!("{} (no such question)", code.replace('|', " "));
                let gone = vec![Choice::new(code.clone(), gone, true)];
                choices.insert(0, ("Unknown".to_owned(), gone));
            }
            let number = code.starts_with("number|");
            lines.push(ConditionLine::Test {
                name: name.to_owned(),
                choices,
                bounds: number.then(|| (from.clone(), to.clone())),
                outermost,
            });
        }
    }
}
