//! Rule sets that are worked on: draft, reviewed, live, retired.

mod begin;
mod change;
mod check;
mod compare;
mod discard;
mod edit;
mod effect;
mod file;
mod find;
mod publish;
mod review;
mod words;

pub use begin::begin;
pub use change::{change, describe};
pub use check::{Checks, ExampleRun, check};
pub use compare::{Change, Mark, Word, compare};
pub use discard::discard;
pub use edit::Edit;
pub use effect::{Effect, MOST, effect};
pub use file::{export, import};
pub use find::{Edition, Status, get, list, live};
pub use publish::publish;
pub use review::review;
