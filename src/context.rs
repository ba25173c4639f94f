//! Puts the `Ctx` together from the settings.

use std::{fs, os::unix::fs::DirBuilderExt, sync::Arc};

use footpath_domain::{
    Ctx, Error, Result, account::Hasher, clock::Clock, config::Config, mail::Mailer, store, triage,
};
use footpath_search::{MeiliSettings, Search};
use url::Url;

use crate::{migrate, secret_key, settings::Settings};

/// Opens database, keys, search and mail. The schema is brought up to date first.
pub async fn open(settings: &Settings, public_url: Url, clock: Arc<dyn Clock>) -> Result<Ctx> {
    make_data_dir(settings).map_err(Error::internal)?;
    let store = store::connect(&settings.database_url()).await?;
    migrate::run(settings, &store).await?;
    let keys = secret_key::load(settings, &store).await?;
    Ok(Ctx {
        store,
        clock,
        search: search(settings).await?,
        mailer: mailer(settings)?,
        hasher: Hasher::default(),
        listings: Arc::default(),
        triage: Arc::new(triage::Memory::new(settings.limits.evaluations_per_second)),
        keys: Arc::new(keys),
        config: Arc::new(config(settings, public_url)),
    })
}

/// Makes the data folder when it is missing, for nobody else to look into.
pub fn make_data_dir(settings: &Settings) -> std::io::Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&settings.data_dir)
}

/// What the domain needs to know of the settings.
fn config(settings: &Settings, public_url: Url) -> Config {
    Config {
        site_name: settings.site_name.clone(),
        data_dir: settings.data_dir.clone(),
        instance: instance(settings),
        public_url,
        mail_from: settings.mail_from.clone(),
        bounce_address: settings.bounce_address.clone(),
        dkim: settings.dkim.clone(),
        triage_inbox: settings.triage_inbox.clone(),
        retention_days: settings.retention_days,
        verify_days: settings.verify_days,
        limits: settings.limits.clone(),
    }
}

async fn search(settings: &Settings) -> Result<Search> {
    match &settings.meili {
        None => Ok(Search::embedded(settings.data_dir.join("search")).await?),
        Some(meili) => Ok(Search::meilisearch(&MeiliSettings {
            url: meili.url.as_str().trim_end_matches('/').to_owned(),
            key: meili.key.as_ref().map(|key| key.expose().to_owned()),
            prefix: meili.prefix.clone(),
        })?),
    }
}

fn mailer(settings: &Settings) -> Result<Mailer> {
    match &settings.smtp_url {
        None => Ok(Mailer::files(settings.data_dir.join("mail"))),
        Some(url) => Mailer::smtp(url.expose()),
    }
}

/// Tells this data folder from another one on the same database.
fn instance(settings: &Settings) -> String {
    let host = std::fs::read_to_string("/etc/hostname").unwrap_or_default();
    let folder =
        std::fs::canonicalize(&settings.data_dir).unwrap_or_else(|_| settings.data_dir.clone());
    format!("{}:{}", host.trim(), folder.display())
}
