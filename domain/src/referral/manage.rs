//! Referrals as the coordinator sees them. Who the patient is and what the matter is stays
//! sealed.

use std::{collections::HashMap, str::FromStr};

use chrono::{DateTime, NaiveDate, Utc};
use footpath_entity::{
    account::user,
    directory::clinic,
    id::{AssessmentId, AttemptId, ClinicId, ReferralId, UserId},
    referral::{
        attempt, mail, note,
        record::{self, Status},
    },
    value::ParseError,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
    sea_query::{CaseStatement, Expr, ExprTrait, Query, SelectStatement},
};

use super::{appointment, note::place, reading};
use crate::{
    Actor, Ctx, Error, Result,
    paging::{Page, Paged},
    policy::{self, Action},
    seal::SubjectKey,
    triage,
};

/// How far referrals have come, as a list is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Everything that is not closed.
    Open,
    /// Above a limit, or without a recipient: waits for a coordinator.
    Stuck,
    /// With a recipient that should have looked by now, and has not answered.
    Overdue,
    /// With a recipient that has not answered.
    Asked,
    /// Accepted or scheduled.
    Taken,
    Closed,
}

impl Stage {
    pub const ALL: [Self; 6] = [
        Self::Open,
        Self::Stuck,
        Self::Overdue,
        Self::Asked,
        Self::Taken,
        Self::Closed,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Stuck => "stuck",
            Self::Overdue => "overdue",
            Self::Asked => "asked",
            Self::Taken => "taken",
            Self::Closed => "closed",
        }
    }

    fn statuses(self) -> &'static [Status] {
        use Status as S;
        match self {
            Self::Open => &[
                S::Held,
                S::Unrouted,
                S::Queued,
                S::Sent,
                S::Viewed,
                S::Accepted,
                S::Scheduled,
            ],
            Self::Stuck => &[S::Held, S::Unrouted],
            Self::Overdue | Self::Asked => &[S::Queued, S::Sent, S::Viewed],
            Self::Taken => &[S::Accepted, S::Scheduled],
            Self::Closed => &[S::Completed, S::Withdrawn, S::Expired],
        }
    }

    fn condition(self, now: DateTime<Utc>) -> Condition {
        let mut all = Condition::all();
        all = all.add(record::Column::Status.is_in(self.statuses().iter().copied()));
        if self == Self::Overdue {
            let late = Query::select()
                .column(attempt::Column::Id)
                .from(attempt::Entity)
                .and_where(attempt::Column::DueAt.lt(now))
                .to_owned();
            all = all.add(record::Column::AttemptId.in_subquery(late));
        }
        all
    }
}

impl FromStr for Stage {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let known = Self::ALL.into_iter().find(|known| known.as_str() == text);
        known.ok_or(ParseError(
            "must be one of open, stuck, overdue, asked, taken, closed",
        ))
    }
}

/// What a list is asked for.
#[derive(Clone, Debug, Default)]
pub struct ManageFilter {
    pub stage: Option<Stage>,
}

/// A referral of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    pub row: record::Model,
    /// Whoever has it now.
    pub attempt: Option<attempt::Model>,
    pub overdue: bool,
}

/// A referral with everything that is known of it in clear.
#[derive(Clone, Debug, PartialEq)]
pub struct Managed {
    pub row: record::Model,
    pub overdue: bool,
    /// Whoever was asked, the last one first.
    pub attempts: Vec<attempt::Model>,
    /// Newest first.
    pub mails: Vec<mail::Model>,
    /// The clinic that the reader asked for.
    pub asked_for: Option<(ClinicId, String)>,
    /// Newest first; gone with the person.
    pub notes: Vec<Note>,
    /// The day of the appointment, if the clinic told it.
    pub scheduled_for: Option<NaiveDate>,
    /// What else came from the same contact within two weeks, newest first.
    pub repeats: Vec<(AssessmentId, DateTime<Utc>)>,
    /// The person was erased.
    pub erased: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub who: String,
    pub text: String,
    pub at: DateTime<Utc>,
}

/// Referrals: open ones by what waits longest for somebody, closed ones newest first.
pub async fn manage_list(
    ctx: &Ctx,
    actor: &Actor,
    filter: &ManageFilter,
    page: Page,
) -> Result<Paged<Listed>> {
    policy::require(actor, Action::CareManage)?;
    let conn = ctx.store.read();
    let mut query = record::Entity::find();
    if let Some(stage) = filter.stage {
        query = query.filter(stage.condition(ctx.now()));
    }
    let total = query.clone().count(conn).await?;
    let rows = in_order(query, filter.stage)
        .offset(page.offset())
        .limit(page.per_page)
        .all(conn)
        .await?;
    let ids = rows.iter().filter_map(|row| row.attempt_id);
    let attempts = attempt::Entity::find()
        .filter(attempt::Column::Id.is_in(ids))
        .all(conn)
        .await?;
    let mut attempts: HashMap<AttemptId, attempt::Model> =
        attempts.into_iter().map(|one| (one.id, one)).collect();
    let items = rows.into_iter().map(|row| {
        let attempt = row.attempt_id.and_then(|id| attempts.remove(&id));
        Listed {
            overdue: overdue(&row, attempt.as_ref(), ctx.now()),
            attempt,
            row,
        }
    });
    Ok(Paged {
        items: items.collect(),
        page,
        total,
    })
}

fn in_order(query: Select<record::Entity>, stage: Option<Stage>) -> Select<record::Entity> {
    if matches!(stage, None | Some(Stage::Closed)) {
        return query
            .order_by_desc(record::Column::CreatedAt)
            .order_by_desc(record::Column::Id);
    }
    let is = |stage: Stage| record::Column::Status.is_in(stage.statuses().iter().copied());
    let rank = CaseStatement::new()
        .case(is(Stage::Stuck), 0)
        .case(is(Stage::Asked), 1)
        .finally(2);
    query
        .order_by_asc(Expr::Case(Box::new(rank)))
        .order_by_asc(Expr::from(due()))
        .order_by_asc(record::Column::Id)
}

/// When whoever has it should have looked.
pub(super) fn due() -> SelectStatement {
    Query::select()
        .column(attempt::Column::DueAt)
        .from(attempt::Entity)
        .and_where(
            Expr::col((attempt::Entity, attempt::Column::Id))
                .equals((record::Entity, record::Column::AttemptId)),
        )
        .to_owned()
}

pub(super) fn overdue(
    row: &record::Model,
    attempt: Option<&attempt::Model>,
    now: DateTime<Utc>,
) -> bool {
    let waits = Stage::Overdue.statuses().contains(&row.status);
    waits && attempt.is_some_and(|attempt| attempt.due_at < now)
}

/// How many referrals wait for a coordinator: held, without a recipient, or overdue.
pub async fn needing_somebody(ctx: &Ctx, actor: &Actor) -> Result<u64> {
    policy::require(actor, Action::CareManage)?;
    let mut sum = 0;
    for stage in [Stage::Stuck, Stage::Overdue] {
        sum += record::Entity::find()
            .filter(stage.condition(ctx.now()))
            .count(ctx.store.read())
            .await?;
    }
    Ok(sum)
}

/// One referral. Notes and the day of an appointment are health data: that somebody read them is
/// written down.
pub async fn managed(ctx: &Ctx, actor: &Actor, id: ReferralId) -> Result<Managed> {
    policy::require(actor, Action::CareManage)?;
    let conn = ctx.store.read();
    let row = record::Entity::find_by_id(id)
        .one(conn)
        .await?
        .ok_or(Error::not_found("referral.unknown"))?;
    let attempts = attempt::Entity::find()
        .filter(attempt::Column::ReferralId.eq(id))
        .order_by_desc(attempt::Column::N)
        .all(conn)
        .await?;
    let mails = mail::Entity::find()
        .filter(mail::Column::ReferralId.eq(id))
        .order_by_desc(mail::Column::Id)
        .all(conn)
        .await?;
    let asked_for = match row.asked_clinic_id {
        Some(id) => clinic::Entity::find_by_id(id).one(conn).await?,
        None => None,
    };
    let subject = match SubjectKey::load(ctx, conn, row.subject_key_id).await {
        Ok(subject) => Some(subject),
        Err(Error::NotFound { .. }) => None,
        Err(error) => return Err(error),
    };
    let current = attempts.iter().find(|one| Some(one.id) == row.attempt_id);
    let notes = match &subject {
        Some(subject) => notes(conn, subject, id).await?,
        None => Vec::new(),
    };
    let scheduled_for = match current {
        Some(current) => appointment::open(subject.as_ref(), current)?,
        None => None,
    };
    if !notes.is_empty() || scheduled_for.is_some() {
        reading::record(ctx, actor, id).await?;
    }
    Ok(Managed {
        overdue: overdue(&row, current, ctx.now()),
        asked_for: asked_for.map(|clinic| (clinic.id, clinic.name)),
        notes,
        scheduled_for,
        repeats: triage::repeats(ctx, conn, row.assessment_id).await?,
        erased: subject.is_none(),
        row,
        attempts,
        mails,
    })
}

pub(super) async fn notes(
    conn: &impl ConnectionTrait,
    subject: &SubjectKey,
    id: ReferralId,
) -> Result<Vec<Note>> {
    let rows = note::Entity::find()
        .filter(note::Column::ReferralId.eq(id))
        .order_by_desc(note::Column::Id)
        .all(conn)
        .await?;
    let authors: Vec<UserId> = rows.iter().filter_map(|row| row.author_id).collect();
    let authors = user::Entity::find()
        .filter(user::Column::Id.is_in(authors))
        .all(conn)
        .await?;
    let name = |id: Option<UserId>| {
        let known = authors.iter().find(|user| Some(user.id) == id);
        known.map_or("Somebody", |user| &user.name).to_owned()
    };
    rows.into_iter()
        .map(|row| {
            let plain = subject.open(&place(row.id), &row.body)?;
            Ok(Note {
                who: name(row.author_id),
                text: String::from_utf8_lossy(&plain).into_owned(),
                at: row.created_at,
            })
        })
        .collect()
}
