//! The commands. Exit code 0 done, 1 failed, 2 wrong usage.

mod archive;
mod backup;
mod bounce;
mod demo;
mod doctor;
mod import;
mod keys;
mod openapi;
mod purge;
mod reindex;
mod restore;
mod schema;
mod serve;
mod user;

use std::{process::ExitCode, sync::Arc};

use clap::{Parser, Subcommand};
use footpath_domain::{Ctx, Error, clock::SystemClock};
use url::Url;

use crate::{
    context,
    settings::{Raw, Settings, SettingsError},
    telemetry,
};

/// Clinic referral and content management for foot-health publishers.
#[derive(Parser)]
#[command(
    name = "footpath",
    version,
    after_help = "Settings come from FOOTPATH_* and footpath.toml; see docs/settings.md."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve a site with starter content and sample clinics, to look around in
    Demo(demo::Args),
    /// Serve the site; bring the schema up to date first
    Serve(serve::Args),
    /// Run the workers alone: mail, reminders, search
    Worker,
    /// Bring the schema up to date
    Migrate,
    /// Load the starter content; what is there already stays
    Seed,
    /// Check settings, database, audit log, search, mail, clock and disk; say how to mend each
    Doctor,
    /// Read the national registry (NPPES) into the directory
    #[command(subcommand)]
    Import(import::Command),
    /// Staff accounts
    #[command(subcommand)]
    User(user::Command),
    /// Build the search index anew beside the live one and swap
    Reindex(reindex::Args),
    /// Write one archive of the database; keys only where you ask for them
    Backup(backup::Args),
    /// Fill an empty site from a backup
    Restore(restore::Args),
    /// The keys that seal health data
    #[command(subcommand)]
    Keys(keys::Command),
    /// Erase what was kept long enough, now
    Purge,
    /// Take a delivery report on standard input: the address is written to no more
    Bounce,
    /// Print the OpenAPI document
    Openapi,
}

/// Why a command ended without doing its work.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{0}")]
    Usage(#[from] SettingsError),
    #[error("{0}")]
    Domain(#[from] Error),
    #[error("{0}")]
    Other(String),
}

impl From<std::io::Error> for Failure {
    fn from(why: std::io::Error) -> Self {
        Self::Other(why.to_string())
    }
}

/// Runs the command named on the command line.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(why) => return report(&why.into()),
    };
    match runtime.block_on(run(cli.command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => report(&failure),
    }
}

async fn run(command: Command) -> Result<(), Failure> {
    let settings = settings()?;
    if matches!(command, Command::Openapi) {
        return openapi::run();
    }
    telemetry::init(&settings)?;
    match command {
        Command::Demo(args) => demo::run(settings, args).await,
        Command::Serve(args) => serve::run(settings, args).await,
        Command::Worker => serve::work(settings).await,
        Command::Migrate => schema::migrate(&settings).await,
        Command::Seed => schema::seed(&settings).await,
        Command::Doctor => doctor::run(&settings).await,
        Command::Import(command) => import::run(&settings, command).await,
        Command::User(command) => user::run(&settings, command).await,
        Command::Reindex(args) => reindex::run(&settings, args).await,
        Command::Backup(args) => backup::run(&settings, args).await,
        Command::Restore(args) => restore::run(&settings, args).await,
        Command::Keys(command) => keys::run(&settings, command).await,
        Command::Purge => purge::run(&settings).await,
        Command::Bounce => bounce::run(&settings).await,
        Command::Openapi => openapi::run(),
    }
}

fn report(failure: &Failure) -> ExitCode {
    match failure {
        Failure::Domain(Error::Invalid(report)) => {
            for wrong in &report.0 {
                eprintln!("error: {} {}", wrong.field, wrong.message);
            }
        }
        Failure::Domain(error) => {
            eprintln!("error: {error}");
            let mut source = std::error::Error::source(error);
            while let Some(cause) = source {
                eprintln!("  because {cause}");
                source = cause.source();
            }
        }
        Failure::Usage(wrong) => {
            for line in &wrong.0 {
                eprintln!("error: {line}");
            }
        }
        Failure::Other(why) => eprintln!("error: {why}"),
    }
    if matches!(failure, Failure::Usage(_)) {
        ExitCode::from(2)
    } else {
        ExitCode::FAILURE
    }
}

/// Reads the environment and `footpath.toml` (or the file that `FOOTPATH_CONFIG` names).
fn settings() -> Result<Settings, Failure> {
    let named = std::env::vars()
        .find(|(name, _)| name == "FOOTPATH_CONFIG")
        .map(|(_, path)| path);
    let path = named.as_deref().unwrap_or("footpath.toml");
    let file = match std::fs::read_to_string(path) {
        Ok(text) => Some(text),
        Err(why) if why.kind() == std::io::ErrorKind::NotFound && named.is_none() => None,
        Err(why) => return Err(SettingsError::one(format!("{path} cannot be read: {why}")).into()),
    };
    let env = std::env::vars().filter(|(name, _)| name != "FOOTPATH_CONFIG");
    Ok(Settings::parse(Raw::read(env, file.as_deref())?)?)
}

/// Everything that a command other than `serve` needs.
async fn open(settings: &Settings) -> Result<Ctx, Failure> {
    let public_url = settings
        .public_url
        .clone()
        .unwrap_or_else(|| address(settings.listen));
    Ok(context::open(settings, public_url, Arc::new(SystemClock)).await?)
}

/// The address of a listener as a link.
#[expect(
    clippy::expect_used,
    reason = "a socket address is always a valid authority"
)]
fn address(listen: std::net::SocketAddr) -> Url {
    format!("http://{listen}")
        .parse()
        .expect("a socket address makes an address")
}
