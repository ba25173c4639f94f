//! `footpath purge`: what was kept long enough goes now.

use super::{Failure, open};
use crate::settings::Settings;
use footpath_domain::{jobs, mail};

pub async fn run(settings: &Settings) -> Result<(), Failure> {
    let ctx = open(settings).await?;
    let erased = jobs::sweep(&ctx).await?;
    mail::purge(&ctx).await?;
    println!("assessments erased: {erased}");
    Ok(())
}
