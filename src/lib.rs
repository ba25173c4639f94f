//! The binary's parts: settings, wiring, commands. Tests build the same application from here.

pub mod migrate;
pub mod secret_key;
pub mod settings;
pub mod telemetry;
