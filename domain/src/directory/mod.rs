//! The directory room: where podiatrists practise, how to reach them, who is near.

pub mod card;
pub mod clinic;
mod double_option;
pub mod exchange;
mod hiding;
pub mod json_ld;
mod near;
pub mod phone;
pub mod place;
pub mod podiatrist;
mod sample;
pub mod specialty;
mod text;

pub use near::{NearAnswer, NearFilter, RawNear, near};
pub use sample::sample;
