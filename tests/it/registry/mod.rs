//! The national registry, read into the directory.

mod again;
mod bad;
mod bad_archive;
mod bomb;
mod cli;
mod console;
mod dry;
mod first;
mod interrupted;
mod kept;
mod odd;
mod out_of_use;
pub mod rig;
mod table;
