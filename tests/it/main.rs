//! Black-box tests: through HTTP, on a port and a database of their own.
#![expect(clippy::unwrap_used, reason = "a test may panic, that is how it fails")]

mod account;
mod assessment;
mod backup;
mod bad_input;
mod catalog;
mod console;
mod content;
mod directory;
mod doctor;
mod faults;
mod fhir;
mod house;
mod keys;
mod listing;
mod metrics;
mod nul;
mod process;
mod referral;
mod registry;
mod schema;
mod search;
mod support;
