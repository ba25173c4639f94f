//! How far an index has read the search log. The embedded index knows by itself; for a shared
//! server the database remembers, together with a lease, so that instances take turns.

use chrono::{DateTime, TimeDelta, Utc};
use footpath_entity::kernel::setting;
use footpath_search::Cursor;
use sea_orm::{EntityTrait, QuerySelect};
use serde::{Deserialize, Serialize};

use crate::{Ctx, Error, Result, store};

/// After this long without a sign an instance that has a turn is taken for dead.
const LEASE: TimeDelta = TimeDelta::minutes(2);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Shared {
    /// The last change that the server holds.
    seq: Option<i64>,
    feeder: Option<String>,
    until: Option<DateTime<Utc>>,
}

/// Where the index stands; `None` before its first filling.
pub(super) async fn position(ctx: &Ctx) -> Result<Option<i64>> {
    match ctx.search.engine().cursor().await? {
        Cursor::Here(seq) => Ok(seq),
        Cursor::Elsewhere { fresh: true } => Ok(None),
        Cursor::Elsewhere { fresh: false } => {
            let row = setting::Entity::find_by_id(Work::Feed.name(ctx))
                .one(ctx.store.read())
                .await?;
            Ok(row.map(read).transpose()?.and_then(|shared| shared.seq))
        }
    }
}

/// What only one instance may do with a shared server at a time.
#[derive(Clone, Copy)]
pub(super) enum Work {
    Feed,
    Rebuild,
}

impl Work {
    fn name(self, ctx: &Ctx) -> String {
        let place = ctx.search.engine().place();
        let name = match self {
            Self::Feed => format!("search.{place}"),
            Self::Rebuild => format!("search.rebuild.{place}"),
        };
        name.chars().take(80).collect()
    }
}

/// The right to work on a shared server; empty for an index of this process's own.
pub(super) struct Turn {
    work: Work,
    feeder: Option<String>,
}

impl Turn {
    /// `None` while another instance does that work.
    pub async fn take(ctx: &Ctx, work: Work) -> Result<Option<Self>> {
        if let Cursor::Here(_) = ctx.search.engine().cursor().await? {
            return Ok(Some(Self { work, feeder: None }));
        }
        let me = ctx.new_id::<uuid::Uuid>().to_string();
        let now = ctx.now();
        let taken = write(ctx, work, |shared| {
            let free = shared.until.is_none_or(|until| until < now);
            if free {
                shared.feeder = Some(me.clone());
                shared.until = Some(now + LEASE);
            }
            free
        });
        Ok(taken.await?.then_some(Self {
            work,
            feeder: Some(me),
        }))
    }

    /// Notes that we are alive. `false` when the turn was lost.
    pub async fn keep(&self, ctx: &Ctx) -> Result<bool> {
        self.change(ctx, |_| ()).await
    }

    /// Notes how far the server is now, and that we are alive. `false` when the turn was lost:
    /// somebody else goes on from where the cursor stands.
    pub async fn advance(&self, ctx: &Ctx, seq: i64) -> Result<bool> {
        self.stand_at(ctx, Some(seq)).await
    }

    /// Notes that nobody knows what the server holds: whoever comes next fills it anew.
    pub async fn forget(&self, ctx: &Ctx) -> Result<bool> {
        self.stand_at(ctx, None).await
    }

    async fn stand_at(&self, ctx: &Ctx, seq: Option<i64>) -> Result<bool> {
        self.change(ctx, |shared| shared.seq = seq).await
    }

    async fn change(&self, ctx: &Ctx, change: impl FnOnce(&mut Shared)) -> Result<bool> {
        let Some(me) = &self.feeder else {
            return Ok(true);
        };
        let until = ctx.now() + LEASE;
        let mine = write(ctx, self.work, |shared| {
            let mine = shared.feeder.as_ref() == Some(me);
            if mine {
                shared.until = Some(until);
                change(shared);
            }
            mine
        });
        mine.await
    }

    pub async fn give_back(self, ctx: &Ctx) -> Result<()> {
        let Some(me) = self.feeder else {
            return Ok(());
        };
        let given = write(ctx, self.work, |shared| {
            let mine = shared.feeder.as_ref() == Some(&me);
            if mine {
                shared.feeder = None;
                shared.until = None;
            }
            mine
        });
        given.await.map(|_| ())
    }
}

/// Changes the shared row in one transaction, if `change` wants to.
async fn write(ctx: &Ctx, work: Work, change: impl FnOnce(&mut Shared) -> bool) -> Result<bool> {
    let name = work.name(ctx);
    let tx = ctx.store.begin().await?;
    let row = setting::Entity::find_by_id(name.clone())
        .lock_exclusive()
        .one(&tx)
        .await?;
    let mut shared = row.map(read).transpose()?.unwrap_or_default();
    if !change(&mut shared) {
        return Ok(false);
    }
    let value = serde_json::to_string(&shared).map_err(Error::internal)?;
    store::note(&tx, name, value).await?;
    tx.commit().await?;
    Ok(true)
}

fn read(row: setting::Model) -> Result<Shared> {
    serde_json::from_str(&row.value).map_err(Error::internal)
}
