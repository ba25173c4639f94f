//! Group commit on `SQLite`: writers that wait for each other anyway share one flush to the disk.
//!
//! The first writer of a group holds the transaction itself, each that was waiting behind it a
//! savepoint inside. Whoever is done stands in line again; the first whose turn comes round finds
//! everyone who was waiting done too, and commits for all. Nobody is told that a write is kept
//! before the disk has it, and one writer's roll-back leaves the others' work alone.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use tokio::sync::{OwnedMutexGuard, watch};

use super::tail::Tail;

/// How long a writer stands in line before it says that the database is busy.
const PATIENCE: Duration = Duration::from_secs(5);

/// The one turn to write.
#[derive(Clone, Default)]
pub(super) struct Turn(Arc<tokio::sync::Mutex<Option<Group>>>);

/// A transaction with finished work in it that is not committed yet.
struct Group {
    whole: DatabaseTransaction,
    end: watch::Sender<Option<End>>,
    /// Where the audit log ends in it, once somebody has written there.
    tail: Option<Tail>,
}

/// What became of the commit: the text of what went wrong, as each member has to be told.
type End = Result<(), Arc<str>>;

/// One writer's part of a group, while it is its turn.
pub(super) struct Part {
    // Dropped first: rolled back while it is still its turn.
    tx: DatabaseTransaction,
    held: OwnedMutexGuard<Option<Group>>,
    turn: Turn,
    tail: Mutex<Option<Tail>>,
}

impl Turn {
    pub(super) async fn take(&self, writer: &DatabaseConnection) -> Result<Part, DbErr> {
        let line = Arc::clone(&self.0).lock_owned();
        let mut held = tokio::time::timeout(PATIENCE, line)
            .await
            .map_err(|_| DbErr::Custom("database is busy".to_owned()))?;
        let tx = match &*held {
            None => writer.begin_with_options(immediate()).await?,
            Some(group) => match group.whole.begin().await {
                Ok(tx) => tx,
                Err(error) => {
                    give_up(&mut held, &error);
                    return Err(error);
                }
            },
        };
        let tail = held.as_ref().and_then(|group| group.tail.clone());
        Ok(Part {
            tx,
            held,
            turn: self.clone(),
            tail: Mutex::new(tail),
        })
    }

    /// Waits for the end of a group, or brings it about when it is this writer's turn again.
    async fn see_through(&self, mut end: watch::Receiver<Option<End>>) -> Result<(), DbErr> {
        let held = tokio::select! {
            biased;
            _ = end.wait_for(Option::is_some) => None,
            held = Arc::clone(&self.0).lock_owned() => Some(held),
        };
        if let Some(mut held) = held
            && end.borrow().is_none()
            && let Some(group) = held.take()
        {
            group.commit().await;
        }
        match end.borrow().clone() {
            Some(Ok(())) => Ok(()),
            Some(Err(why)) => Err(DbErr::Custom(why.to_string())),
            None => Err(DbErr::Custom("the group was never committed".to_owned())),
        }
    }
}

impl Part {
    pub(super) fn tx(&self) -> &DatabaseTransaction {
        &self.tx
    }

    /// Where the audit log ends now, if a writer of this group knows. Nobody else writes there
    /// meanwhile; what is rolled back is forgotten.
    pub(super) fn tail(&self) -> Option<Tail> {
        self.tail
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(super) fn set_tail(&self, tail: Tail) {
        *self.tail.lock().unwrap_or_else(PoisonError::into_inner) = Some(tail);
    }

    /// Answers when the work is on the disk, with that of everyone who was waiting. It goes on
    /// even if the caller does not stay to hear of it.
    pub(super) async fn commit(self) -> Result<(), DbErr> {
        tokio::spawn(self.finish())
            .await
            .unwrap_or_else(|error| Err(DbErr::Custom(error.to_string())))
    }

    async fn finish(self) -> Result<(), DbErr> {
        let Self {
            tx,
            mut held,
            turn,
            tail,
        } = self;
        let tail = tail.into_inner().unwrap_or_else(PoisonError::into_inner);
        let end = match &mut *held {
            None => {
                let (end, ended) = watch::channel(None);
                *held = Some(Group {
                    whole: tx,
                    end,
                    tail,
                });
                ended
            }
            Some(group) => {
                let ended = group.end.subscribe();
                if let Err(error) = tx.commit().await {
                    give_up(&mut held, &error);
                    return Err(error);
                }
                group.tail = tail;
                ended
            }
        };
        drop(held);
        turn.see_through(end).await
    }
}

impl Group {
    async fn commit(self) {
        let end = self.whole.commit().await.map_err(|error| told(&error));
        self.end.send_replace(Some(end));
    }
}

/// The database has lost the transaction, or may have: nobody in the group is told it was kept.
fn give_up(held: &mut Option<Group>, error: &DbErr) {
    if let Some(group) = held.take() {
        group.end.send_replace(Some(Err(told(error))));
    }
}

fn told(error: &DbErr) -> Arc<str> {
    error.to_string().into()
}

fn immediate() -> TransactionOptions {
    TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::ConnectionTrait;

    use crate::store::{Store, connect};

    async fn store() -> (tempfile::TempDir, Store) {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/t.db", dir.path().display());
        let store = connect(&url).await.unwrap();
        let tx = store.begin().await.unwrap();
        tx.execute_unprepared("CREATE TABLE t (n INTEGER PRIMARY KEY)")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        (dir, store)
    }

    async fn put(store: &Store, n: i32, keep: bool) -> crate::Result<()> {
        let tx = store.begin().await?;
        tx.execute_unprepared(&format!("INSERT INTO t VALUES ({n})"))
            .await?;
        // Lets others come and stand in line.
        tokio::task::yield_now().await;
        if keep { tx.commit().await } else { Ok(()) }
    }

    async fn kept(store: &Store) -> Vec<i32> {
        let all = store
            .read()
            .query_all_raw(sea_orm::Statement::from_string(
                store.backend(),
                "SELECT n FROM t ORDER BY n",
            ))
            .await
            .unwrap();
        all.iter()
            .map(|row| row.try_get_by_index(0).unwrap())
            .collect()
    }

    #[tokio::test]
    async fn what_is_kept_is_there_and_what_is_dropped_is_not() {
        let (_dir, store) = store().await;
        let writers = (0..60).map(|n| {
            let store = store.clone();
            tokio::spawn(async move {
                put(&store, n, n % 3 != 0).await.unwrap();
                // Told means readable by everyone.
                kept(&store).await.contains(&n)
            })
        });
        let told = futures::future::join_all(writers).await;
        for (n, there) in told.into_iter().enumerate() {
            assert_eq!(there.unwrap(), n % 3 != 0, "{n}");
        }
        assert_eq!(kept(&store).await.len(), 40);
    }

    #[tokio::test]
    async fn a_failing_writer_takes_nobody_along() {
        let (_dir, store) = store().await;
        let writers = (0..30).map(|n| {
            let store = store.clone();
            // Two of each: the second breaks the primary key.
            tokio::spawn(async move { put(&store, n / 2, true).await.is_ok() })
        });
        let done = futures::future::join_all(writers).await;
        let good = done.into_iter().filter(|ok| *ok.as_ref().unwrap()).count();
        assert_eq!(good, 15);
        assert_eq!(kept(&store).await, (0..15).collect::<Vec<_>>());
    }

    #[tokio::test]
    async fn a_writer_who_leaves_while_committing_holds_nobody_up() {
        let (_dir, store) = store().await;
        for n in 0..20 {
            let tx = store.begin().await.unwrap();
            tx.execute_unprepared(&format!("INSERT INTO t VALUES ({n})"))
                .await
                .unwrap();
            let mut commit = Box::pin(tx.commit());
            // Polled once, then dropped.
            let _ = futures::poll!(commit.as_mut());
            drop(commit);
        }
        put(&store, 99, true).await.unwrap();
        assert_eq!(kept(&store).await.len(), 21);
    }

    #[tokio::test]
    async fn when_the_whole_is_lost_nobody_is_told_it_was_kept() {
        let (_dir, store) = store().await;
        let first = store.begin().await.unwrap();
        first
            .execute_unprepared("INSERT INTO t VALUES (1)")
            .await
            .unwrap();
        let second = tokio::spawn({
            let store = store.clone();
            async move {
                let tx = store.begin().await?;
                // As SQLite does by itself when the disk is full.
                tx.execute_unprepared("ROLLBACK").await?;
                tx.commit().await
            }
        });
        tokio::task::yield_now().await;
        assert!(first.commit().await.is_err());
        assert!(second.await.unwrap().is_err());
        put(&store, 3, true).await.unwrap();
        assert_eq!(kept(&store).await, [3]);
    }
}
