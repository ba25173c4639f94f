//! Tables of the directory room: clinics, podiatrists, what they do and where they practise.

pub mod clinic;
pub mod clinic_handling;
pub mod hiding;
pub mod import_run;
pub mod inbox_confirmation;
pub mod listing_claim;
pub mod listing_report;
pub mod podiatrist;
pub mod podiatrist_specialty;
pub mod practice;
mod word;

pub use word::{EditedFields, Languages, Precision, Source};
