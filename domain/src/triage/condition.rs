use serde::{Deserialize, Serialize};

use super::{Answer, Answers, Tier};

/// When a rule matches. A question that was left out makes nothing true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    AtLeast {
        count: usize,
        of: Vec<Condition>,
    },
    /// A `tri` question answered yes.
    Yes(String),
    Is {
        question: String,
        value: String,
    },
    /// Answered, and with something else.
    IsNot {
        question: String,
        value: String,
    },
    /// A `choices` question whose answer includes the value.
    Has {
        question: String,
        value: String,
    },
    /// An `int` question within the bounds, both inclusive.
    Number {
        question: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<i64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<i64>,
    },
    /// Some rule of this tier matches only when `not_sure` is read as `yes`.
    Unsure(Tier),
}

/// How to read `not_sure`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    AsItStands,
    NotSureIsYes,
}

impl Condition {
    pub(super) fn holds(&self, answers: &Answers, reading: Reading) -> bool {
        self.holds_without(answers, reading, None)
    }

    /// As if the part `without` (told by its address) could never be true.
    pub(super) fn holds_without(
        &self,
        answers: &Answers,
        reading: Reading,
        without: Option<&Self>,
    ) -> bool {
        if without.is_some_and(|part| std::ptr::eq(part, self)) {
            return false;
        }
        let holds = |part: &Self| part.holds_without(answers, reading, without);
        match self {
            Self::All(parts) => parts.iter().all(holds),
            Self::Any(parts) => parts.iter().any(holds),
            Self::AtLeast { count, of } => of.iter().filter(|part| holds(part)).count() >= *count,
            Self::Yes(question) => match answers.get(question) {
                Some(Answer::Yes) => true,
                Some(Answer::NotSure) => reading == Reading::NotSureIsYes,
                _ => false,
            },
            Self::Is { question, value } => {
                matches!(answers.get(question), Some(Answer::Choice(chosen)) if chosen == value)
            }
            Self::IsNot { question, value } => {
                matches!(answers.get(question), Some(Answer::Choice(chosen)) if chosen != value)
            }
            Self::Has { question, value } => {
                matches!(answers.get(question), Some(Answer::Choices(chosen)) if chosen.contains(value))
            }
            Self::Number { question, from, to } => match answers.get(question) {
                Some(Answer::Number(n)) => {
                    from.is_none_or(|from| *n >= from) && to.is_none_or(|to| *n <= to)
                }
                _ => false,
            },
            // Decided by the evaluation, which sees all rules.
            Self::Unsure(_) => false,
        }
    }

    /// The IDs of all questions that this reads.
    pub fn questions<'a>(&'a self, into: &mut Vec<&'a str>) {
        match self {
            Self::All(parts) | Self::Any(parts) | Self::AtLeast { of: parts, .. } => {
                for part in parts {
                    part.questions(into);
                }
            }
            Self::Yes(question)
            | Self::Is { question, .. }
            | Self::IsNot { question, .. }
            | Self::Has { question, .. }
            | Self::Number { question, .. } => into.push(question),
            Self::Unsure(_) => {}
        }
    }

    /// Every branch of every `or`: the parts of `any` and `at_least`, at any depth.
    pub(super) fn or_branches<'a>(&'a self, into: &mut Vec<&'a Self>) {
        let (parts, or) = match self {
            Self::All(parts) => (parts, false),
            Self::Any(parts) | Self::AtLeast { of: parts, .. } => (parts, true),
            _ => return,
        };
        for part in parts {
            if or {
                into.push(part);
            }
            part.or_branches(into);
        }
    }
}
