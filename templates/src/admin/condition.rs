//! A condition that is put together from tests and groups, without scripts: each button sends
//! the form, and the page comes back with the change.

use crate::{
    part::Choice,
    sample::{Sample, Sampler},
};

/// Lines as they stand below each other; groups open and close.
#[derive(Clone)]
pub struct ConditionField {
    pub label: String,
    pub help: Option<String>,
    pub error: Option<String>,
    pub lines: Vec<ConditionLine>,
}

#[derive(Clone)]
pub enum ConditionLine {
    Open {
        /// Where it stands, such as `when.0`.
        name: String,
        kinds: Vec<Choice>,
        /// How many of its parts are needed, where that is a number.
        count: Option<String>,
        parts: usize,
        /// The outermost one stays.
        outermost: bool,
    },
    Test {
        name: String,
        /// Groups of tests, one a screen of the questionnaire.
        choices: Vec<(String, Vec<Choice>)>,
        /// Bounds, where a number is tested.
        bounds: Option<(String, String)>,
        outermost: bool,
    },
    Close {
        name: String,
    },
}

impl Sample for ConditionField {
    fn sample(s: &Sampler) -> Self {
        let kinds = ["all", "any", "at_least"]
            .map(|kind| Choice::new(kind, s.text(kind), kind == "at_least"));
        let test = |name: &str, bounds| ConditionLine::Test {
            name: name.to_owned(),
            choices: vec![(
                s.text("Emergency check"),
                vec![Choice::new("yes|pus", s.text("pus: yes"), true)],
            )],
            bounds,
            outermost: false,
        };
        Self {
            label: s.text("Matches when"),
            help: s.some("A question left out makes nothing true."),
            error: s.some("choose a question"),
            lines: vec![
                ConditionLine::Open {
                    name: "when".to_owned(),
                    kinds: kinds.into(),
                    count: s.some("2"),
                    parts: 2,
                    outermost: true,
                },
                test("when.0", None),
                test("when.1", Some((s.text("8"), s.text("14")))),
                ConditionLine::Close {
                    name: "when".to_owned(),
                },
            ],
        }
    }
}
