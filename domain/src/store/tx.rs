use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering::Relaxed},
};

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    TransactionTrait,
};
use tokio::sync::Notify;

use super::{Store, changes::Changes, group::Part, tail::Tail};
use crate::Result;

/// A write transaction. Dropped without `commit`, it never happened.
pub struct Tx {
    work: Work,
    committed: Arc<Notify>,
    changes: Arc<Changes>,
    findable: AtomicBool,
}

enum Work {
    /// `SQLite` has one writer at a time.
    InTurn(Part),
    Alone(DatabaseTransaction),
}

impl Store {
    /// Begins a write. On SQLite the writer is taken at once, so that a load inside the
    /// transaction is never stale; on PostgreSQL load with `.lock_exclusive()`.
    pub async fn begin(&self) -> Result<Tx> {
        let work = match self.backend() {
            DbBackend::Sqlite => Work::InTurn(self.turn.take(&self.write).await?),
            _ => Work::Alone(self.write.begin().await?),
        };
        Ok(Tx {
            work,
            committed: self.committed(),
            changes: Arc::clone(self.changes()),
            findable: AtomicBool::new(false),
        })
    }
}

impl Tx {
    /// Makes everything durable and wakes the workers.
    pub async fn commit(self) -> Result<()> {
        match self.work {
            Work::InTurn(part) => part.commit().await?,
            Work::Alone(tx) => tx.commit().await?,
        }
        if self.findable.load(Relaxed) {
            self.changes.happened();
        }
        self.committed.notify_waiters();
        Ok(())
    }

    /// Notes that readers will find something else once this is committed.
    pub(crate) fn touches_findable(&self) {
        self.findable.store(true, Relaxed);
    }

    /// Where the audit log ends, if this transaction can know without asking the database.
    pub(crate) fn audit_tail(&self) -> Option<Tail> {
        match &self.work {
            Work::InTurn(part) => part.tail(),
            Work::Alone(_) => None,
        }
    }

    pub(crate) fn set_audit_tail(&self, tail: Tail) {
        if let Work::InTurn(part) = &self.work {
            part.set_tail(tail);
        }
    }

    fn inner(&self) -> &DatabaseTransaction {
        match &self.work {
            Work::InTurn(part) => part.tx(),
            Work::Alone(tx) => tx,
        }
    }

    /// Makes writers of one thing wait for each other on PostgreSQL; SQLite has one writer anyway.
    pub async fn serialize_on(&self, name: &str) -> Result<()> {
        if self.get_database_backend() == DbBackend::Postgres {
            let lock = Statement::from_sql_and_values(
                DbBackend::Postgres,
                "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
                [name.into()],
            );
            self.execute_raw(lock).await?;
        }
        Ok(())
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        self.inner().get_database_backend()
    }
    async fn execute_raw(&self, stmt: Statement) -> Result<ExecResult, DbErr> {
        self.inner().execute_raw(stmt).await
    }
    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.inner().execute_unprepared(sql).await
    }
    async fn query_one_raw(&self, stmt: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.inner().query_one_raw(stmt).await
    }
    async fn query_all_raw(&self, stmt: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.inner().query_all_raw(stmt).await
    }
    fn support_returning(&self) -> bool {
        self.inner().support_returning()
    }
}
