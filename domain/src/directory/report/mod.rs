//! Errors that readers report in listings. Nothing is kept of who reported them.

mod file;
mod list;
mod settle;

pub(in crate::directory) use file::add;
pub use file::{FileReport, file};
pub use footpath_entity::directory::listing_report::{State, What};
pub use list::{Reported, list, one, open};
pub use settle::{Settle, settle};
