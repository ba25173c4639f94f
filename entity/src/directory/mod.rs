//! Tables of the directory room: clinics, podiatrists, what they do and where they practise.

pub mod clinic;
pub mod clinic_handling;
pub mod hiding;
pub mod inbox_confirmation;
pub mod podiatrist;
pub mod podiatrist_specialty;
pub mod practice;
mod word;

pub use word::{EditedFields, Precision, Source};
