//! `footpath keys`: the keys that seal what is kept of people.

use footpath_domain::{Actor, seal};

use super::{Failure, open};
use crate::settings::Settings;

#[derive(clap::Subcommand)]
pub enum Command {
    /// Make a new sealing key and seal everything anew with it; the site may go on serving
    Rotate,
}

pub async fn run(settings: &Settings, command: Command) -> Result<(), Failure> {
    let Command::Rotate = command;
    let ctx = open(settings).await?;
    let sealed = seal::rotate(&ctx, &Actor::System("keys")).await?;
    println!("values sealed anew: {sealed}");
    ctx.store.close().await?;
    Ok(())
}
