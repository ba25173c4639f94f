use chrono::{DateTime, Utc};
pub use footpath_entity::triage::rule_set::Status;
use footpath_entity::{account::user, id::RuleSetId, triage::rule_set};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::{
    Actor, Ctx, Error, Result,
    paging::{Page, Paged},
    policy::{self, Action},
    store::Tx,
    triage::Definition,
};

/// One version of the questionnaire with its rules, whatever its state.
#[derive(Clone, Debug, PartialEq)]
pub struct Edition {
    pub id: RuleSetId,
    pub version: i32,
    pub hash: String,
    pub status: Status,
    pub clinically_reviewed: bool,
    pub note: String,
    /// Counts changes; a form made from an older one is stale.
    pub lock_version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub live_from: Option<DateTime<Utc>>,
    pub retired_at: Option<DateTime<Utc>>,
    pub reviewed_at: Option<DateTime<Utc>>,
    pub reviewed_by: Option<String>,
    pub definition: Definition,
}

impl Edition {
    /// Only what was never used may change.
    pub fn is_open(&self) -> bool {
        matches!(self.status, Status::Draft | Status::Reviewed)
    }
}

/// Every version, newest first.
pub async fn list(ctx: &Ctx, actor: &Actor, page: Page) -> Result<Paged<Edition>> {
    policy::require(actor, Action::ClinicalReview)?;
    let conn = ctx.store.read();
    let total = rule_set::Entity::find().count(conn).await?;
    let rows = rule_set::Entity::find()
        .order_by_desc(rule_set::Column::Version)
        .offset(page.offset())
        .limit(page.per_page)
        .all(conn)
        .await?;
    let mut items = Vec::new();
    for row in rows {
        items.push(edition(conn, row).await?);
    }
    Ok(Paged { items, page, total })
}

/// One version. `rule_set.unknown` when there is none.
pub async fn get(ctx: &Ctx, actor: &Actor, id: RuleSetId) -> Result<Edition> {
    policy::require(actor, Action::ClinicalReview)?;
    let conn = ctx.store.read();
    let row = rule_set::Entity::find_by_id(id).one(conn).await?;
    edition(conn, row.ok_or_else(unknown)?).await
}

/// The version that is in use, if any is.
pub async fn live(ctx: &Ctx, actor: &Actor) -> Result<Option<Edition>> {
    policy::require(actor, Action::ClinicalReview)?;
    let conn = ctx.store.read();
    match live_row(conn).await? {
        Some(row) => edition(conn, row).await.map(Some),
        None => Ok(None),
    }
}

pub(super) async fn live_row(conn: &impl ConnectionTrait) -> Result<Option<rule_set::Model>> {
    let live = rule_set::Entity::find().filter(rule_set::Column::Status.eq(Status::Live));
    Ok(live.one(conn).await?)
}

/// Loads one to be changed; versions change one at a time.
pub(super) async fn enter(tx: &Tx, id: RuleSetId) -> Result<rule_set::Model> {
    tx.serialize_on("rule_set").await?;
    let row = rule_set::Entity::find_by_id(id).one(tx).await?;
    row.ok_or_else(unknown)
}

/// The same, of a version that may still change, and that nobody changed since `seen`.
pub(super) async fn enter_open(
    tx: &Tx,
    id: RuleSetId,
    seen: Option<i64>,
) -> Result<rule_set::Model> {
    let row = enter(tx, id).await?;
    if !matches!(row.status, Status::Draft | Status::Reviewed) {
        return Err(Error::conflict(
            "rule_set.closed",
            "This version is or was in use, so it stays as it is. Begin a new draft.",
        ));
    }
    if seen.is_some_and(|seen| seen != i64::from(row.lock_version)) {
        return Err(Error::Stale {
            code: "rule_set.stale",
        });
    }
    Ok(row)
}

pub(super) fn definition_of(row: &rule_set::Model) -> Result<Definition> {
    serde_json::from_value(row.body.clone()).map_err(Error::internal)
}

fn unknown() -> Error {
    Error::not_found("rule_set.unknown")
}

async fn edition(conn: &impl ConnectionTrait, row: rule_set::Model) -> Result<Edition> {
    let reviewer = match row.reviewed_by {
        Some(id) => user::Entity::find_by_id(id).one(conn).await?,
        None => None,
    };
    Ok(Edition {
        definition: definition_of(&row)?,
        id: row.id,
        version: row.version,
        hash: row.hash,
        status: row.status,
        clinically_reviewed: row.clinically_reviewed,
        note: row.note,
        lock_version: row.lock_version,
        created_at: row.created_at,
        updated_at: row.updated_at.unwrap_or(row.created_at),
        live_from: row.live_from,
        retired_at: row.retired_at,
        reviewed_at: row.reviewed_at,
        reviewed_by: reviewer.map(|user| user.name),
    })
}
