//! Assessments as the coordinator sees them: that there is one, and what became of it. What it
//! says is opened by a command of its own, which the audit log remembers.

use std::{collections::HashMap, str::FromStr};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use footpath_entity::{
    id::{AssessmentId, ReferralId},
    referral::record::{self as referral, Status},
    triage::assessment,
    value::ParseError,
};
use sea_orm::{
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Query,
};
use serde_json::json;

use super::{Revealed, repeat, reveal};
use crate::{
    Actor, Ctx, Error, Result, audit,
    paging::{Page, Paged},
    policy::{self, Action},
};

/// What became of an assessment, as a list is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// With a referral.
    Referred,
    /// Without one.
    Alone,
    Erased,
}

impl Kept {
    pub const ALL: [Self; 3] = [Self::Referred, Self::Alone, Self::Erased];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Referred => "referred",
            Self::Alone => "alone",
            Self::Erased => "erased",
        }
    }
}

impl FromStr for Kept {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let known = Self::ALL.into_iter().find(|known| known.as_str() == text);
        known.ok_or(ParseError("must be one of referred, alone, erased"))
    }
}

/// An assessment without what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Managed {
    pub id: AssessmentId,
    pub rule_set_version: i32,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub erased_at: Option<DateTime<Utc>>,
    pub referral: Option<(ReferralId, Status)>,
}

/// Assessments, newest first.
pub async fn manage_list(
    ctx: &Ctx,
    actor: &Actor,
    kept: Option<Kept>,
    page: Page,
) -> Result<Paged<Managed>> {
    policy::require(actor, Action::CareManage)?;
    let conn = ctx.store.read();
    let mut query = assessment::Entity::find();
    let referred = || {
        Query::select()
            .column(referral::Column::AssessmentId)
            .from(referral::Entity)
            .to_owned()
    };
    query = match kept {
        None => query,
        Some(Kept::Erased) => query.filter(assessment::Column::ErasedAt.is_not_null()),
        Some(Kept::Referred) => query
            .filter(assessment::Column::ErasedAt.is_null())
            .filter(assessment::Column::Id.in_subquery(referred())),
        Some(Kept::Alone) => query
            .filter(assessment::Column::ErasedAt.is_null())
            .filter(assessment::Column::Id.not_in_subquery(referred())),
    };
    let total = query.clone().count(conn).await?;
    let rows = query
        .order_by_desc(assessment::Column::CreatedAt)
        .order_by_desc(assessment::Column::Id)
        .offset(page.offset())
        .limit(page.per_page)
        .all(conn)
        .await?;
    let items = with_referrals(ctx, rows).await?;
    Ok(Paged { items, page, total })
}

/// One assessment, still sealed.
pub async fn managed(ctx: &Ctx, actor: &Actor, id: AssessmentId) -> Result<Managed> {
    policy::require(actor, Action::CareManage)?;
    let row = assessment::Entity::find_by_id(id)
        .one(ctx.store.read())
        .await?
        .ok_or(Error::not_found("assessment.not_found"))?;
    let mut found = with_referrals(ctx, vec![row]).await?;
    found.pop().ok_or(Error::not_found("assessment.not_found"))
}

async fn with_referrals(ctx: &Ctx, rows: Vec<assessment::Model>) -> Result<Vec<Managed>> {
    let of: Vec<(AssessmentId, ReferralId, Status)> = referral::Entity::find()
        .select_only()
        .columns([
            referral::Column::AssessmentId,
            referral::Column::Id,
            referral::Column::Status,
        ])
        .filter(referral::Column::AssessmentId.is_in(rows.iter().map(|row| row.id)))
        .into_tuple()
        .all(ctx.store.read())
        .await?;
    let of: HashMap<_, _> = of
        .into_iter()
        .map(|(of, id, status)| (of, (id, status)))
        .collect();
    let items = rows.into_iter().map(|row| Managed {
        referral: of.get(&row.id).copied(),
        id: row.id,
        rule_set_version: row.rule_set_version,
        created_at: row.created_at,
        expires_at: row.expires_at,
        erased_at: row.erased_at,
    });
    Ok(items.collect())
}

/// Opens an assessment for a coordinator. That they saw it is written down.
pub async fn show(ctx: &Ctx, actor: &Actor, id: AssessmentId) -> Result<Revealed> {
    policy::require(actor, Action::CareManage)?;
    let tx = ctx.store.begin().await?;
    let mut revealed = reveal(ctx, &tx, id).await?;
    let repeats = repeat::repeats(ctx, &tx, id).await?;
    let before = repeat::highest(ctx, &tx, &repeats).await?;
    revealed.highest_with_repeats = before.map(|before| before.max(revealed.tier));
    let event = audit::Event {
        action: "assessment.revealed",
        object_kind: "assessment",
        object_id: &id,
        detail: json!({ "repeats": repeats.len() }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await?;
    Ok(revealed)
}

/// How many assessments were kept on each of the last days (UTC), the first day first.
pub async fn per_day(ctx: &Ctx, actor: &Actor, days: u32) -> Result<Vec<(NaiveDate, u64)>> {
    policy::require(actor, Action::CareManage)?;
    let today = ctx.now().date_naive();
    let mut counts = Vec::new();
    for back in (0..days).rev() {
        let day = today - TimeDelta::days(i64::from(back));
        let start = day.and_time(chrono::NaiveTime::MIN).and_utc();
        let count = assessment::Entity::find()
            .filter(assessment::Column::CreatedAt.gte(start))
            .filter(assessment::Column::CreatedAt.lt(start + TimeDelta::days(1)))
            .count(ctx.store.read())
            .await?;
        counts.push((day, count));
    }
    Ok(counts)
}
