//! `footpath purge`: what was kept long enough goes now.

use super::{Failure, open};
use crate::settings::Settings;
use footpath_domain::{mail, triage};

pub async fn run(settings: &Settings) -> Result<(), Failure> {
    let ctx = open(settings).await?;
    let erased = triage::purge(&ctx).await?;
    mail::purge(&ctx).await?;
    println!("assessments erased: {erased}");
    Ok(())
}
