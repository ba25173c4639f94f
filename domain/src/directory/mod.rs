//! The directory room: where podiatrists practise, how to reach them, who is near.

pub mod card;
pub mod clinic;
mod double_option;
mod hiding;
pub mod json_ld;
pub mod listing;
mod message;
mod near;
pub mod phone;
pub mod place;
pub mod podiatrist;
pub mod quality;
pub mod report;
mod sample;
pub mod specialty;
mod text;
mod throttle;

pub use near::{NearAnswer, NearFilter, RawNear, near};
pub use sample::sample;
