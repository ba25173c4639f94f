//! Triage: a versioned questionnaire with red-flag rules, evaluated without side effects, and
//! assessments kept sealed.

mod answers;
mod condition;
mod contact;
mod definition;
mod evaluate;
mod gate;
mod memory;
mod record;
mod red_flag;
mod reveal;
mod ruleset;
mod tier;
mod validate;

#[cfg(test)]
mod table_tests;

pub use answers::{Answer, Answers};
pub use condition::Condition;
pub use contact::{Contact, ContactInput};
pub use definition::{
    Choice, Definition, Example, Question, QuestionKind, RelatedTopic, Rule, Screen, Wording,
    canonical,
};
pub use evaluate::{Outcome, emergency_is_met, evaluate};
pub use gate::Gate;
pub use memory::Memory;
pub use red_flag::RedFlag;
pub use reveal::{Revealed, WordedAnswer, reveal};
pub use ruleset::{RuleSet, live, seed};
pub use tier::{GoTo, Tier};
