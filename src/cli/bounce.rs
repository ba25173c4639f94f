//! `footpath bounce`: takes a delivery report on standard input, as a mail server pipes it.

use std::io::Read;

use footpath_domain::mail;

use super::{Failure, open};
use crate::settings::Settings;

/// No report is larger; what is, is cut off and read all the same.
const MOST: u64 = 1024 * 1024;

pub async fn run(settings: &Settings) -> Result<(), Failure> {
    let mut report = Vec::new();
    std::io::stdin().take(MOST).read_to_end(&mut report)?;
    let Some(message_id) = mail::original(&report) else {
        println!("not a report of a final failure: nothing to do");
        return Ok(());
    };
    let ctx = open(settings).await?;
    if mail::bounced(&ctx, &message_id).await? {
        println!("noted: {message_id} came back");
    } else {
        println!("no mail of this site waits for an answer as {message_id}");
    }
    Ok(())
}
