//! What tests stand on: throw-away servers and whole sites of their own.

mod answer;
mod app;
mod database;
mod mailbox;
pub mod postgres;
mod process;

use std::io::Write;

pub use answer::{Answer, Ask};
pub use app::{App, PASSWORD, SYSTEM, Site};
pub use database::{SECRET_KEY, database_of, on_postgres};
pub use mailbox::{Mail, mails_in};
pub use process::{Process, command, spawn_process};

/// Says loudly that a test did not run, and why.
pub fn skip(what: &str, why: &str) {
    // Not `eprintln!`: of a test that passes nobody would see it.
    let _ = writeln!(std::io::stderr(), "\n!!! SKIPPED {what}: {why} !!!\n");
}
