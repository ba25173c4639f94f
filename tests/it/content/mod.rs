//! Articles, questions, topics: as programs and readers see them.

mod manage;
mod page;
mod read;
pub mod rig;
mod safety;
