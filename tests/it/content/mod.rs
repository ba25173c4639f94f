//! Articles, questions, topics: as programs and readers see them.

mod page;
mod read;
mod rig;
mod safety;
