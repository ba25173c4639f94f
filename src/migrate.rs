//! Brings the schema up to date, one process at a time.

use std::fs::File;

use footpath_domain::{Error, Result, store::Store};
use footpath_migration::{Migrator, MigratorTrait};

use crate::settings::Settings;

/// Runs the steps that are missing and tells how many there were.
pub async fn run(settings: &Settings, store: &Store) -> Result<usize> {
    // Two processes that start at once on an empty folder must not both create the tables.
    let lock = File::create(settings.data_dir.join("migrate.lock")).map_err(Error::internal)?;
    let _lock = tokio::task::spawn_blocking(move || lock.lock().map(|()| lock))
        .await
        .map_err(Error::internal)?
        .map_err(Error::internal)?;
    // On PostgreSQL the other process may be on another machine.
    let turn = if settings.on_postgres() {
        Some(store.begin().await?)
    } else {
        None
    };
    if let Some(turn) = &turn {
        turn.serialize_on("migrate").await?;
    }
    let connection = store.schema_connection();
    let missing = Migrator::get_pending_migrations(connection).await?.len();
    Migrator::up(connection, None).await?;
    Ok(missing)
}

/// How many steps the schema lacks.
pub async fn pending(store: &Store) -> Result<usize> {
    Ok(Migrator::get_pending_migrations(store.schema_connection())
        .await?
        .len())
}
