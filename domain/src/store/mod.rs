//! The database: one writer and several readers on SQLite, a pool on PostgreSQL.

mod changes;
mod connect;
mod dump;
mod fingerprint;
mod group;
mod insert;
mod setting;
mod table;
mod tail;
mod tx;

use std::sync::Arc;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend};
use tokio::sync::Notify;

use changes::Changes;
pub(crate) use changes::Stamp;
pub use connect::connect;
pub use dump::{Snapshot, finish_load, load, load_if_new};
pub use fingerprint::{key_fingerprint, remember_key_fingerprint};
pub(crate) use insert::insert_all;
pub(crate) use setting::note;
pub use table::Table;
pub(crate) use tail::Tail;
pub use tx::Tx;

use crate::Error;

#[derive(Clone)]
pub struct Store {
    read: DatabaseConnection,
    write: DatabaseConnection,
    turn: group::Turn,
    committed: Arc<Notify>,
    changes: Arc<Changes>,
}

impl Store {
    /// For queries outside a transaction.
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// For whoever brings the schema up to date; everyone else begins a transaction.
    pub fn schema_connection(&self) -> &DatabaseConnection {
        &self.write
    }

    pub fn backend(&self) -> DbBackend {
        self.write.get_database_backend()
    }

    /// The name of the database server, for people.
    pub fn engine(&self) -> &'static str {
        match self.backend() {
            DbBackend::Sqlite => "SQLite",
            _ => "PostgreSQL",
        }
    }

    /// `Ok` when the database answers.
    pub async fn ping(&self) -> Result<(), Error> {
        Ok(self.read.ping().await?)
    }

    /// What this process knows of the last findable change.
    pub(crate) fn changes(&self) -> &Arc<Changes> {
        &self.changes
    }

    /// Wakes whoever works on what transactions leave behind, such as jobs.
    pub fn committed(&self) -> Arc<Notify> {
        Arc::clone(&self.committed)
    }

    /// Called after an erasure: empties the write-ahead log, in which pages as they were before
    /// would stay readable until it is overwritten. Deleted rows themselves are zeroed.
    pub async fn forget_deleted(&self) -> Result<(), Error> {
        if self.backend() == DbBackend::Sqlite {
            self.write
                .execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)")
                .await?;
        }
        Ok(())
    }

    /// Closes both pools; what was committed stays.
    pub async fn close(self) -> Result<(), Error> {
        self.read.close_by_ref().await?;
        Ok(self.write.close_by_ref().await?)
    }
}

/// A database error is `Unavailable` when waiting may help (busy, locked, full, away), else
/// internal: what the text of an error says never reaches a reader.
impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        use sea_orm::DbErr;
        let away = matches!(error, DbErr::ConnectionAcquire(_) | DbErr::Conn(_));
        let text = error.to_string();
        let passing = [
            "database is locked",
            "database is busy",
            "disk is full",
            "No space left",
            "disk I/O error",
            "terminating connection",
            "could not serialize",
            "deadlock detected",
            "Connection refused",
            "pool timed out",
            "the database system is",
        ];
        if away || passing.iter().any(|sign| text.contains(sign)) {
            Self::unavailable("store.unavailable", error)
        } else {
            Self::internal(error)
        }
    }
}

/// Whether a write failed because something unique was there already.
pub fn is_unique_violation(error: &sea_orm::DbErr) -> bool {
    matches!(
        error.sql_err(),
        Some(sea_orm::SqlErr::UniqueConstraintViolation(_))
    )
}
