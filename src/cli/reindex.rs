use std::time::Duration;

use footpath_domain::search_index::{self, Progress, Rebuilt};

use super::{Failure, open};
use crate::settings::Settings;

#[derive(clap::Args)]
pub struct Args {
    /// Compare the index with the database and change nothing
    #[arg(long)]
    check: bool,
}

/// Rebuilds here, or asks the instance that serves this data folder to and waits for it.
pub async fn run(settings: &Settings, args: Args) -> Result<(), Failure> {
    let ctx = open(settings).await?;
    if args.check {
        return check(&ctx).await;
    }
    match search_index::rebuild_or_request(&ctx).await? {
        Rebuilt::Done(objects) => eprintln!("the index holds {objects} things"),
        Rebuilt::Requested(since) => {
            eprintln!("the instance that runs here rebuilds it");
            loop {
                tokio::time::sleep(Duration::from_millis(200)).await;
                match search_index::progress(&ctx, since).await? {
                    Progress::Waiting | Progress::Running => {}
                    Progress::Done => break eprintln!("done"),
                    Progress::Dead(why) => {
                        return Err(Failure::Other(format!("the rebuild failed: {why}")));
                    }
                }
            }
        }
    }
    ctx.store.close().await?;
    Ok(())
}

async fn check(ctx: &footpath_domain::Ctx) -> Result<(), Failure> {
    let drift = search_index::check(ctx).await?;
    println!(
        "indexed {}, missing {}, surplus {}",
        drift.indexed,
        drift.missing.len(),
        drift.surplus.len()
    );
    for (what, objects) in [("missing", &drift.missing), ("surplus", &drift.surplus)] {
        for object in objects.iter().take(20) {
            println!("{what} {object:?}");
        }
    }
    if drift.behind {
        println!("changes wait to be applied; an instance that serves will do it");
    }
    if drift.is_none() {
        Ok(())
    } else {
        Err(Failure::Other(
            "the index differs from the database".to_owned(),
        ))
    }
}
