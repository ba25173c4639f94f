//! Triage: a versioned questionnaire with red-flag rules, evaluated without side effects, and
//! assessments kept sealed.

mod contact;
mod gate;
mod memory;
mod tier;

pub use contact::{Contact, ContactInput};
pub use gate::Gate;
pub use memory::Memory;
pub use tier::{GoTo, Tier};
