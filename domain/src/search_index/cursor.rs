//! How far an index has read the search log. The embedded index knows by itself; for a shared
//! server the database remembers, together with a lease, so that instances take turns.

use chrono::{DateTime, TimeDelta, Utc};
use footpath_entity::kernel::setting;
use footpath_search::Cursor;
use sea_orm::{ActiveValue::Set, EntityTrait, QuerySelect, sea_query::OnConflict};
use serde::{Deserialize, Serialize};

use crate::{Ctx, Error, Result};

/// After this long without a sign an instance that feeds is taken for dead.
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
            let row = setting::Entity::find_by_id(name(ctx))
                .one(ctx.store.read())
                .await?;
            Ok(row.map(read).transpose()?.and_then(|shared| shared.seq))
        }
    }
}

/// The right to feed a shared server; empty for an index of this process's own.
pub(super) struct Turn {
    feeder: Option<String>,
}

impl Turn {
    /// `None` while another instance feeds.
    pub async fn take(ctx: &Ctx) -> Result<Option<Self>> {
        if let Cursor::Here(_) = ctx.search.engine().cursor().await? {
            return Ok(Some(Self { feeder: None }));
        }
        let me = ctx.new_id::<uuid::Uuid>().to_string();
        let now = ctx.now();
        let taken = write(ctx, |shared| {
            let free = shared.until.is_none_or(|until| until < now);
            if free {
                shared.feeder = Some(me.clone());
                shared.until = Some(now + LEASE);
            }
            free
        });
        Ok(taken.await?.then_some(Self { feeder: Some(me) }))
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
        let Some(me) = &self.feeder else {
            return Ok(true);
        };
        let until = ctx.now() + LEASE;
        let mine = write(ctx, |shared| {
            let mine = shared.feeder.as_ref() == Some(me);
            if mine {
                shared.seq = seq;
                shared.until = Some(until);
            }
            mine
        });
        mine.await
    }

    pub async fn give_back(self, ctx: &Ctx) -> Result<()> {
        let Some(me) = self.feeder else {
            return Ok(());
        };
        let given = write(ctx, |shared| {
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
async fn write(ctx: &Ctx, change: impl FnOnce(&mut Shared) -> bool) -> Result<bool> {
    let name = name(ctx);
    let tx = ctx.store.begin().await?;
    let row = setting::Entity::find_by_id(name.clone())
        .lock_exclusive()
        .one(&tx)
        .await?;
    let mut shared = row.map(read).transpose()?.unwrap_or_default();
    if !change(&mut shared) {
        return Ok(false);
    }
    let row = setting::ActiveModel {
        name: Set(name),
        value: Set(serde_json::to_string(&shared).map_err(Error::internal)?),
    };
    let replace = OnConflict::column(setting::Column::Name)
        .update_column(setting::Column::Value)
        .to_owned();
    setting::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(&tx)
        .await?;
    tx.commit().await?;
    Ok(true)
}

fn name(ctx: &Ctx) -> String {
    let name = format!("search.{}", ctx.search.engine().place());
    name.chars().take(80).collect()
}

fn read(row: setting::Model) -> Result<Shared> {
    serde_json::from_str(&row.value).map_err(Error::internal)
}
