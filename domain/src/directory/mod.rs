//! The directory room: where podiatrists practise, how to reach them, who is near.

pub mod card;
pub mod clinic;
mod double_option;
mod edited;
pub mod exchange;
mod hiding;
pub mod import;
pub mod json_ld;
mod language;
mod near;
mod opening_hours;
pub mod phone;
pub mod place;
pub mod podiatrist;
mod sample;
pub mod specialty;
mod text;
mod verified;

pub use near::{NearAnswer, NearFilter, RawNear, near};
pub use sample::sample;
pub use verified::Verified;
