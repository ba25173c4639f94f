//! What tests stand on: throw-away servers and whole sites of their own.

pub mod postgres;

/// Says loudly that a test did not run, and why.
pub fn skip(what: &str, why: &str) {
    eprintln!("\n!!! SKIPPED {what}: {why} !!!\n");
}
