use footpath_domain::{starter, store};

use super::{Failure, open};
use crate::{context, migrate, settings::Settings};

pub async fn migrate(settings: &Settings) -> Result<(), Failure> {
    context::make_data_dir(settings)?;
    let store = store::connect(&settings.database_url()).await?;
    let steps = migrate::run(settings, &store).await?;
    eprintln!(
        "{steps} step{} run; the schema is up to date",
        if steps == 1 { "" } else { "s" }
    );
    store.close().await?;
    Ok(())
}

pub async fn seed(settings: &Settings) -> Result<(), Failure> {
    let ctx = open(settings).await?;
    starter::seed(&ctx).await?;
    eprintln!("the starter content is there");
    Ok(())
}
