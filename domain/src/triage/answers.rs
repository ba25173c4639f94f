use std::collections::{BTreeMap, BTreeSet};

use footpath_templates::words;
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::{Map, Value};

use super::{Definition, Question, QuestionKind, evaluate::emergency_is_met};
use crate::Report;

/// One answer that fits its question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    NotSure,
    Number(i64),
    Choice(String),
    Choices(BTreeSet<String>),
}

/// Answers that fit their questions, by question ID.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<String, Answer>);

/// Answers stay out of logs, whoever prints them.
impl std::fmt::Debug for Answers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Answers({} given)", self.0.len())
    }
}

impl Answers {
    pub fn get(&self, question: &str) -> Option<&Answer> {
        self.0.get(question)
    }

    pub fn is_missing(&self, question: &str) -> bool {
        !self.0.contains_key(question)
    }

    pub fn any_not_sure(&self) -> bool {
        self.0.values().any(|answer| *answer == Answer::NotSure)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.0.iter().map(|(id, answer)| (id.as_str(), answer))
    }

    /// Whether the person is known to be under 18.
    pub fn of_a_child(&self) -> bool {
        matches!(self.get("age"), Some(Answer::Number(age)) if *age < 18)
    }

    /// Reads what was sent and asks for what is required, collecting every error under the ID
    /// of its question. Where an emergency rule is met already, nothing more is required.
    pub fn complete(
        definition: &Definition,
        sent: &Map<String, Value>,
        report: &mut Report,
    ) -> Self {
        let (answers, wrong) = Self::partial(definition, sent);
        report.0.extend(wrong.0);
        if !emergency_is_met(definition, &answers) {
            for question in &definition.questions {
                if question.required && !sent.contains_key(&question.id) {
                    report.add(&question.id, words::NEEDS_ANSWER);
                }
            }
        }
        answers
    }

    /// Reads what was sent, whatever is missing.
    pub fn partial(definition: &Definition, sent: &Map<String, Value>) -> (Self, Report) {
        let mut report = Report::new();
        let mut answers = Self::default();
        for (id, value) in sent {
            match definition
                .question(id)
                .map(|question| read(question, value))
            {
                None => report.add(id, words::UNKNOWN_QUESTION),
                Some(Err(why)) => report.add(id, why),
                Some(Ok(answer)) => {
                    answers.0.insert(id.clone(), answer);
                }
            }
        }
        (answers, report)
    }
}

fn read(question: &Question, value: &Value) -> Result<Answer, String> {
    let offered = |chosen: &str| question.options.iter().any(|option| option.value == chosen);
    match question.kind {
        QuestionKind::Tri => match value.as_str() {
            Some("yes") => Ok(Answer::Yes),
            Some("no") => Ok(Answer::No),
            Some("not_sure") => Ok(Answer::NotSure),
            _ => Err(words::NOT_YES_OR_NO.to_owned()),
        },
        QuestionKind::Int => value
            .as_i64()
            .filter(|n| question.min.is_none_or(|min| *n >= min))
            .filter(|n| question.max.is_none_or(|max| *n <= max))
            .map(Answer::Number)
            .ok_or_else(|| words::whole_number(question.min, question.max)),
        QuestionKind::Choice => value
            .as_str()
            .filter(|chosen| offered(chosen))
            .map(|chosen| Answer::Choice(chosen.to_owned()))
            .ok_or_else(|| words::one_of(&listed(question))),
        QuestionKind::Choices => value
            .as_array()
            .and_then(|chosen| {
                chosen
                    .iter()
                    .map(|one| one.as_str().filter(|one| offered(one)).map(str::to_owned))
                    .collect()
            })
            .map(Answer::Choices)
            .ok_or_else(|| words::any_of(&listed(question))),
    }
}

fn listed(question: &Question) -> String {
    let values: Vec<_> = question
        .options
        .iter()
        .map(|option| option.value.as_str())
        .collect();
    values.join(", ")
}

/// As sent: what reading this again gives back.
impl Serialize for Answers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (id, answer) in &self.0 {
            match answer {
                Answer::Yes => map.serialize_entry(id, "yes")?,
                Answer::No => map.serialize_entry(id, "no")?,
                Answer::NotSure => map.serialize_entry(id, "not_sure")?,
                Answer::Number(n) => map.serialize_entry(id, n)?,
                Answer::Choice(chosen) => map.serialize_entry(id, chosen)?,
                Answer::Choices(chosen) => map.serialize_entry(id, chosen)?,
            }
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn sent(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap()
    }

    fn base() -> Map<String, Value> {
        Definition::starter()
            .unwrap()
            .example_base
            .into_iter()
            .collect()
    }

    fn fields(sent: &Map<String, Value>) -> Vec<String> {
        let mut report = Report::new();
        Answers::complete(&Definition::starter().unwrap(), sent, &mut report);
        report.0.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn every_wrong_answer_is_named_at_once() {
        let mut answers = base();
        for (id, wrong) in [
            ("injury", json!("maybe")),
            ("wound_or_break", json!(true)),
            ("pus", Value::Null),
            ("pain_site", json!(["under_heel", "ear"])),
            ("age", json!(0)),
            ("severity", json!("3")),
            ("duration_days", json!(-1)),
            ("home_care_days", json!(1.5)),
            ("trend", json!(["worse"])),
            ("shoe_size", json!(42)),
        ] {
            answers.insert(id.to_owned(), wrong);
        }
        answers.remove("both_legs_weak");
        let mut got = fields(&answers);
        got.sort();
        assert_eq!(
            got,
            [
                "age",
                "both_legs_weak",
                "duration_days",
                "home_care_days",
                "injury",
                "pain_site",
                "pus",
                "severity",
                "shoe_size",
                "trend",
                "wound_or_break"
            ]
        );
    }

    #[test]
    fn bounds_are_inclusive() {
        for (id, good, bad) in [("age", [1, 120], [0, 121]), ("severity", [0, 10], [-1, 11])] {
            for (n, ok) in good
                .map(|n| (n, true))
                .into_iter()
                .chain(bad.map(|n| (n, false)))
            {
                let mut answers = base();
                answers.insert(id.to_owned(), json!(n));
                assert_eq!(fields(&answers).is_empty(), ok, "{id} {n}");
            }
        }
    }

    #[test]
    fn nothing_more_is_required_in_an_emergency_but_a_wrong_answer_stays_wrong() {
        let mut answers = sent(json!({"chest_or_breathing": "yes"}));
        assert!(fields(&answers).is_empty());
        answers.insert("age".to_owned(), json!(999));
        assert_eq!(fields(&answers), ["age"]);
        let unsure = sent(json!({"chest_or_breathing": "not_sure"}));
        assert!(fields(&unsure).contains(&"age".to_owned()));
    }

    #[test]
    fn answers_survive_being_written_down() {
        let definition = Definition::starter().unwrap();
        let mut all = base();
        all.insert("pain_site".to_owned(), json!(["arch", "calf"]));
        all.insert("pus".to_owned(), json!("not_sure"));
        let (answers, wrong) = Answers::partial(&definition, &all);
        assert!(wrong.is_empty());
        let written = sent(serde_json::to_value(&answers).unwrap());
        assert_eq!(Answers::partial(&definition, &written).0, answers);
        assert_eq!(format!("{answers:?}"), "Answers(20 given)");
    }
}
