//! Imports as staff see them.

use std::io::Read;

use chrono::{DateTime, Utc};
use flate2::read::GzDecoder;
use footpath_entity::{
    directory::import_run::{Column, Entity, Kind, Model, Phase, Status},
    id::ImportRunId,
};
use sea_orm::{
    DerivePartialModel, EntityTrait, PaginatorTrait, QueryOrder, QuerySelect, prelude::Json,
};

use super::{Progress, Report, lease::DIED};
use crate::{
    Actor, Ctx, Error, Result,
    paging::{Page, Paged},
    policy::{self, Action},
};

/// An import without the rows that it keeps.
#[derive(Clone, Debug, PartialEq, DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub struct Run {
    pub id: ImportRunId,
    pub kind: Kind,
    pub file_name: String,
    pub dry_run: bool,
    pub status: Status,
    pub phase: Phase,
    pub bytes_done: i64,
    pub bytes_total: i64,
    pub rows_done: i64,
    report: Option<Json>,
    pub problem: Option<String>,
    upload: Option<String>,
    lease_until: Option<DateTime<Utc>>,
    pub started_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
}

/// Which rows of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    Rejected,
    /// What a dry run would change.
    Changes,
}

impl Run {
    pub fn report(&self) -> Option<Report> {
        serde_json::from_value(self.report.clone()?).ok()
    }

    /// As it stands: a process that gives no sign of life any more has ended.
    fn seen_at(mut self, now: DateTime<Utc>) -> Self {
        let alive = self.lease_until.is_some_and(|until| until > now);
        if self.status != Status::Running || alive {
            return self;
        }
        if self.upload.is_some() {
            self.status = Status::Waiting;
        } else {
            self.status = Status::Failed;
            self.problem = Some(DIED.to_owned());
        }
        self
    }

    pub fn progress(&self) -> Progress {
        let number = |n: i64| u64::try_from(n).unwrap_or(0);
        Progress {
            phase: self.phase,
            done: number(self.bytes_done),
            total: number(self.bytes_total),
            rows: number(self.rows_done),
        }
    }
}

/// All imports, the newest first.
pub async fn runs(ctx: &Ctx, actor: &Actor, page: Page) -> Result<Paged<Run>> {
    policy::require(actor, Action::ConsoleView)?;
    let conn = ctx.store.read();
    let total = Entity::find().count(conn).await?;
    let items: Vec<Run> = Entity::find()
        .order_by_desc(Column::StartedAt)
        .order_by_desc(Column::Id)
        .offset(page.offset())
        .limit(page.per_page)
        .into_partial_model()
        .all(conn)
        .await?;
    let items = items
        .into_iter()
        .map(|run| run.seen_at(ctx.now()))
        .collect();
    Ok(Paged { items, page, total })
}

/// One import.
pub async fn run(ctx: &Ctx, actor: &Actor, id: ImportRunId) -> Result<Run> {
    policy::require(actor, Action::ConsoleView)?;
    let found: Option<Run> = Entity::find_by_id(id)
        .into_partial_model()
        .one(ctx.store.read())
        .await?;
    let found = found.ok_or(Error::not_found("import.not_found"))?;
    Ok(found.seen_at(ctx.now()))
}

/// Rows that an import keeps, as CSV; nothing where there are none.
pub async fn sheet(ctx: &Ctx, actor: &Actor, id: ImportRunId, which: Sheet) -> Result<Vec<u8>> {
    policy::require(actor, Action::ConsoleView)?;
    let row: Option<Model> = Entity::find_by_id(id).one(ctx.store.read()).await?;
    let row = row.ok_or(Error::not_found("import.not_found"))?;
    let packed = match which {
        Sheet::Rejected => row.rejected,
        Sheet::Changes => row.changes,
    };
    let mut csv = Vec::new();
    let Some(packed) = packed else { return Ok(csv) };
    GzDecoder::new(&*packed)
        .read_to_end(&mut csv)
        .map_err(Error::internal)?;
    Ok(csv)
}
