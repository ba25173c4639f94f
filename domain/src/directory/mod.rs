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
pub mod listing;
mod message;
mod near;
mod opening_hours;
pub mod phone;
pub mod place;
pub mod podiatrist;
pub mod quality;
pub mod report;
mod sample;
pub mod specialty;
mod text;
mod throttle;
mod verified;

pub use near::{NearAnswer, NearFilter, Nearby, RawNear, Shelf, near};
pub use sample::sample;
pub use verified::Verified;
