//! Articles, questions, topics: as programs and readers see them.

mod manage;
mod page;
mod read;
mod rig;
mod safety;
