//! The binary's parts: settings, wiring, commands. Tests build the same application from here.

pub mod application;
pub mod cli;
pub mod context;
pub mod health;
pub mod metrics;
pub mod migrate;
pub mod secret_key;
pub mod settings;
pub mod telemetry;
pub mod worker;
