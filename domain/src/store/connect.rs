use std::{sync::Arc, time::Duration};

use sea_orm::{
    ConnectOptions, Database, DbBackend,
    sqlx::sqlite::{SqliteAutoVacuum, SqliteJournalMode, SqliteSynchronous},
};
use tokio::sync::Notify;

use super::{Store, group::Turn};
use crate::{Error, Result};

/// How long a writer waits for another before it says that the database is busy.
const BUSY: Duration = Duration::from_secs(5);
const SQLITE_READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;

/// Opens the database at `url`, `sqlite:///path/to/file.db` or `postgres://…`.
pub async fn connect(url: &str) -> Result<Store> {
    let committed = Arc::new(Notify::new());
    if url.starts_with("sqlite:") {
        let write = Database::connect(sqlite(url, false)).await?;
        let read = Database::connect(sqlite(url, true)).await?;
        Ok(Store {
            read,
            write,
            turn: Turn::default(),
            committed,
            changes: Arc::default(),
        })
    } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        let pool = Database::connect(postgres(url)).await?;
        debug_assert_eq!(pool.get_database_backend(), DbBackend::Postgres);
        Ok(Store {
            read: pool.clone(),
            write: pool,
            turn: Turn::default(),
            committed,
            changes: Arc::default(),
        })
    } else {
        Err(Error::invalid(
            "FOOTPATH_DATABASE_URL",
            "must start with sqlite:// or postgres://",
        ))
    }
}

fn sqlite(url: &str, readers: bool) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(if readers { SQLITE_READERS } else { 1 })
        .min_connections(1)
        .acquire_timeout(BUSY)
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |sqlite| {
            let sqlite = sqlite
                .foreign_keys(true)
                .busy_timeout(BUSY)
                .pragma("temp_store", "MEMORY")
                .pragma("cache_size", "-8192");
            if readers {
                return sqlite.read_only(true);
            }
            sqlite
                .create_if_missing(true)
                .auto_vacuum(SqliteAutoVacuum::Incremental)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .pragma("secure_delete", "ON")
        });
    options
}

fn postgres(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(BUSY)
        .sqlx_logging(false);
    options
}
