//! Logs: to stderr, pretty for people or JSON for machines.

use std::io::IsTerminal;

use tracing_subscriber::{EnvFilter, fmt, prelude::*};

use crate::settings::{LogFormat, Settings, SettingsError};

/// What our dependencies may say however loud the log is: at `trace` some of them print what
/// they carry, and that can be a person's answers.
const QUIET: [&str; 12] = [
    "sqlx=warn",
    "sea_orm=warn",
    "lettre=warn",
    // Warns of each index that is not there yet.
    "meilisearch_sdk=error",
    "hyper=info",
    "hyper_util=info",
    "h2=info",
    "actix_http=info",
    "actix_server=warn",
    "mio=info",
    "rustls=info",
    "tantivy=warn",
];

/// Starts logging; once a process.
pub fn init(settings: &Settings) -> Result<(), SettingsError> {
    let wrong = |why: &dyn std::fmt::Display| SettingsError::one(format!("FOOTPATH_LOG {why}"));
    let mut filter = EnvFilter::try_new(&settings.log).map_err(|why| wrong(&why))?;
    for directive in QUIET {
        filter = filter.add_directive(directive.parse().map_err(|why| wrong(&why))?);
    }
    let registry = tracing_subscriber::registry().with(filter);
    let started = match settings.log_format {
        LogFormat::Pretty => registry
            .with(
                fmt::layer()
                    .with_writer(std::io::stderr)
                    .with_ansi(std::io::stderr().is_terminal())
                    .with_target(false),
            )
            .try_init(),
        LogFormat::Json => registry
            .with(
                fmt::layer()
                    .json()
                    .flatten_event(true)
                    .with_writer(std::io::stderr),
            )
            .try_init(),
    };
    started.map_err(|why| wrong(&why))
}
