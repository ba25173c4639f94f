use std::{collections::BTreeMap, str::FromStr};

use footpath_entity::value::ParseError;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{Condition, GoTo, Tier};
use crate::{Error, Result};

/// A questionnaire with its rules: pure data, kept as JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    pub screens: Vec<Screen>,
    pub questions: Vec<Question>,
    /// In the order in which matches are listed.
    pub rules: Vec<Rule>,
    pub outcomes: Vec<Wording>,
    pub related_topics: Vec<RelatedTopic>,
    /// What every example answers unless it says otherwise.
    pub example_base: BTreeMap<String, Value>,
    pub examples: Vec<Example>,
}

/// Questions that are asked together. `id` counts from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Screen {
    pub id: u32,
    pub title: String,
    pub intro: String,
}

impl Screen {
    /// What its group is called in a FHIR questionnaire and in answers to it.
    pub fn link_id(&self) -> String {
        format!("screen-{}", self.id)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// `yes`, `no` or `not_sure`.
    Tri,
    /// A whole number.
    Int,
    /// One of the options.
    Choice,
    /// Any number of the options.
    Choices,
}

impl QuestionKind {
    pub const ALL: [Self; 4] = [Self::Tri, Self::Int, Self::Choice, Self::Choices];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tri => "tri",
            Self::Int => "int",
            Self::Choice => "choice",
            Self::Choices => "choices",
        }
    }
}

impl FromStr for QuestionKind {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let known = Self::ALL.into_iter().find(|known| known.as_str() == text);
        known.ok_or(ParseError("choose a kind"))
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub id: String,
    pub screen: u32,
    pub kind: QuestionKind,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    pub required: bool,
    /// For `choice` and `choices`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// For `int`, inclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
}

impl Question {
    /// What may be answered: of a `tri` its three values, of a choice its options.
    pub fn choices(&self) -> Vec<Choice> {
        if self.kind != QuestionKind::Tri {
            return self.options.clone();
        }
        [("yes", "Yes"), ("no", "No"), ("not_sure", "Not sure")]
            .map(|(value, text)| Choice {
                value: value.to_owned(),
                text: text.to_owned(),
            })
            .into()
    }
}

/// A value that can be chosen, with its wording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub value: String,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub tier: Tier,
    pub code: String,
    pub label: String,
    pub advice: String,
    pub go_to: GoTo,
    /// Where the rule comes from.
    pub source: String,
    pub when: Condition,
}

impl Rule {
    /// It matches where another rule might, if one only knew.
    pub fn is_about_doubt(&self) -> bool {
        matches!(self.when, Condition::Unsure(_))
    }
}

/// What a reader is told for a tier and a place to go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    pub tier: Tier,
    pub go_to: Option<GoTo>,
    pub headline: String,
    pub advice: Vec<String>,
}

/// A topic to read about, by an answer or by the rules that matched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelatedTopic {
    pub topic: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
}

/// Answers with what must come of them; a definition that fails one is not published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    pub answers: BTreeMap<String, Value>,
    pub tier: Tier,
    pub codes: Vec<String>,
}

impl Definition {
    /// The questionnaire that Footpath ships with.
    pub fn starter() -> Result<Self> {
        serde_json::from_str(include_str!("starter/ruleset.json")).map_err(Error::internal)
    }

    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    pub fn rule(&self, code: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.code == code)
    }

    /// The wording for an outcome; validation sees to it that there is one.
    pub fn wording(&self, tier: Tier, go_to: Option<GoTo>) -> Option<&Wording> {
        self.outcomes
            .iter()
            .find(|wording| wording.tier == tier && wording.go_to == go_to)
    }

    /// Questions that an urgent rule reads, in the order of the questionnaire.
    pub fn read_by_urgent_rules(&self) -> Vec<&Question> {
        let mut read = Vec::new();
        for rule in self.rules.iter().filter(|rule| rule.tier == Tier::Urgent) {
            rule.when.questions(&mut read);
        }
        self.questions
            .iter()
            .filter(|question| read.contains(&question.id.as_str()))
            .collect()
    }

    /// SHA-256 over the canonical JSON, in lower-case hex.
    pub fn hash(&self) -> Result<String> {
        let value = serde_json::to_value(self).map_err(Error::internal)?;
        let digest = Sha256::digest(canonical(&value).as_bytes());
        Ok(digest.iter().fold(String::new(), |mut hex, byte| {
            use std::fmt::Write;
            let _ = write!(hex, "{byte:02x}");
            hex
        }))
    }
}

/// JSON with sorted keys and no white space: one text for one meaning.
pub fn canonical(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<_> = map.iter().collect();
            keys.sort_by_key(|(key, _)| *key);
            let inner: Vec<_> = keys
                .into_iter()
                .map(|(key, value)| format!("{}:{}", Value::String(key.clone()), canonical(value)))
                .collect();
            format!("{{{}}}", inner.join(","))
        }
        Value::Array(items) => {
            let inner: Vec<_> = items.iter().map(canonical).collect();
            format!("[{}]", inner.join(","))
        }
        leaf => leaf.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_json_does_not_depend_on_the_order_of_keys() {
        let one: Value =
            serde_json::from_str(r#"{"b": [1, {"d":2,"c":"é\n"}], "a": null}"#).unwrap();
        let two: Value = serde_json::from_str(r#"{"a":null,"b":[1,{"c":"é\n","d":2}]}"#).unwrap();
        assert_eq!(canonical(&one), canonical(&two));
        assert_eq!(canonical(&one), r#"{"a":null,"b":[1,{"c":"é\n","d":2}]}"#);
    }

    #[test]
    fn the_hash_notices_a_changed_word() {
        let starter = Definition::starter().unwrap();
        let mut changed = starter.clone();
        changed.rules[0].label.push('!');
        assert_ne!(starter.hash().unwrap(), changed.hash().unwrap());
        assert_eq!(starter.hash().unwrap().len(), 64);
    }
}
