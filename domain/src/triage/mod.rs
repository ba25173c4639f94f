//! Triage: a versioned questionnaire with red-flag rules, evaluated without side effects, and
//! assessments kept sealed.

mod alarm;
mod answers;
mod assess;
mod assessed;
mod condition;
pub mod consent;
mod contact;
mod definition;
mod erase;
mod evaluate;
mod export;
mod gate;
mod idempotency;
mod look_up;
mod manage;
mod memory;
mod nearby;
mod products;
mod receipt;
mod record;
mod red_flag;
mod refer_later;
mod repeat;
mod reveal;
pub mod rules;
mod ruleset;
mod screen;
mod tally;
mod tier;
mod validate;

#[cfg(test)]
mod table_tests;

pub use alarm::{Alarm, alarms, alone};
pub use answers::{Answer, Answers};
pub use assess::{Answered, Assess, assess};
pub use assessed::Assessed;
pub use condition::Condition;
pub use consent::Consents;
pub use contact::{Contact, ContactInput, Identities};
pub use definition::{
    Choice, Definition, Example, Question, QuestionKind, RelatedTopic, Rule, Screen, Wording,
    canonical,
};
pub use erase::{erase, erase_on_request, purge, sweep};
pub use evaluate::{Outcome, emergency_is_met, evaluate};
pub use export::{Beside, Export, Seen, beside, export, finish_erasures};
pub use gate::Gate;
pub use idempotency::Once;
pub use look_up::{LookedUp, look_up};
pub use manage::{Kept, Managed, manage_list, managed, per_day, show};
pub use memory::Memory;
pub use red_flag::RedFlag;
pub use refer_later::{ReferLater, refer_later};
pub use repeat::repeats;
pub(crate) use repeat::{disown as disown_contact, forget as forget_contact};
pub use reveal::{Given, Revealed, WordedAnswer, reveal};
pub use ruleset::{RuleSet, live, published, seed};
pub use screen::{Step, after_screen, needed, version};
pub use tally::tiers;
pub use tier::{GoTo, Tier};
