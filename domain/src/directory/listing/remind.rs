use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use footpath_entity::{
    directory::{
        listing_claim::{self, State},
        podiatrist::{Column, Entity, Model},
    },
    value::{Email, Npi},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, sea_query::Expr,
};
use serde_json::json;

use super::link::{self, Occasion};
use crate::{
    Actor, Ctx, Result,
    audit::{self, Event},
};

/// Reminders of one run.
pub const MOST: u64 = 200;
/// Nobody is reminded of one listing twice in this time.
const PAUSE: TimeDelta = TimeDelta::days(30);

/// Asks those who look after a listing to check it again when nobody has for long, at most `MOST`
/// of them; answers how many that were.
pub async fn remind(ctx: &Ctx) -> Result<usize> {
    let due = Due::at(ctx.now(), ctx.config.verify_days);
    let npis: Vec<Npi> = Entity::find()
        .select_only()
        .column(Column::Npi)
        .filter(due.condition())
        .order_by_asc(Column::VerifiedOn)
        .order_by_asc(Column::Npi)
        .limit(MOST)
        .into_tuple()
        .all(ctx.store.read())
        .await?;
    let mut reminded = 0;
    for npi in npis {
        reminded += usize::from(one(ctx, &due, npi).await?);
    }
    Ok(reminded)
}

/// What makes a listing due.
struct Due {
    verified_before: NaiveDate,
    reminded_before: DateTime<Utc>,
}

impl Due {
    fn at(now: DateTime<Utc>, days: u32) -> Self {
        Self {
            verified_before: now.date_naive() - TimeDelta::days(days.into()),
            reminded_before: now - PAUSE,
        }
    }

    fn condition(&self) -> Condition {
        let unless = |column: Column| Condition::any().add(column.is_null());
        Condition::all()
            .add(Column::Contact.is_not_null())
            .add(Column::Hidden.eq(false))
            .add(Column::DeactivatedOn.is_null())
            .add(unless(Column::VerifiedOn).add(Column::VerifiedOn.lt(self.verified_before)))
            .add(unless(Column::RemindedAt).add(Column::RemindedAt.lt(self.reminded_before)))
    }

    /// The same, of a row that is locked. Whom to write to, when it is due.
    fn of(&self, row: &Model) -> Option<Email> {
        let verified = row.verified_on.is_some_and(|on| on >= self.verified_before);
        let reminded = row.reminded_at.is_some_and(|at| at >= self.reminded_before);
        let shown = !row.hidden && row.deactivated_on.is_none();
        row.contact
            .clone()
            .filter(|_| shown && !verified && !reminded)
    }
}

async fn one(ctx: &Ctx, due: &Due, npi: Npi) -> Result<bool> {
    let tx = ctx.store.begin().await?;
    let row = Entity::find_by_id(npi).lock_exclusive().one(&tx).await?;
    let Some((row, email)) = row.and_then(|row| due.of(&row).map(|email| (row, email))) else {
        return Ok(false);
    };
    let mut claim = listing_claim::Model {
        id: ctx.new_id(),
        npi: row.npi.clone(),
        email,
        message: String::new(),
        state: State::Mailed,
        token_hash: None,
        created_at: ctx.now(),
        settled_at: None,
        expires_at: None,
    };
    link::send(ctx, &tx, &mut claim, Occasion::Reminder).await?;
    listing_claim::Entity::insert(claim.into_active_model().reset_all())
        .exec_without_returning(&tx)
        .await?;
    Entity::update_many()
        .col_expr(Column::RemindedAt, Expr::value(Some(ctx.now())))
        .filter(Column::Npi.eq(row.npi.as_str()))
        .exec(&tx)
        .await?;
    let event = Event {
        action: "listing.reminded",
        object_kind: "podiatrist",
        object_id: &row.npi,
        detail: json!({}),
    };
    audit::record(ctx, &tx, &Actor::System("remind-listings"), event).await?;
    tx.commit().await?;
    Ok(true)
}
