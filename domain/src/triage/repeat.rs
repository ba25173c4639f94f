//! Whether the same person has asked before: shown to coordinators, never to the public.

use chrono::{DateTime, TimeDelta, Utc};
use footpath_entity::{id::AssessmentId, referral::record as referral, triage::assessment};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Query,
};
use serde_json::json;

use super::{
    Contact, Tier,
    record::{self, Findings},
};
use crate::{Ctx, Error, Result, jobs, seal::SubjectKey, store::Tx};

/// From here on nobody can tell any more.
const KEEP: TimeDelta = TimeDelta::days(14);

/// More of one person in two weeks than anybody reads.
const SHOWN: u64 = 20;

/// Writes the keyed hashes of a contact into a row that is about to be stored.
pub(super) fn mark(ctx: &Ctx, row: &mut assessment::ActiveModel, contact: &Contact) {
    let mac = |identity: String| ctx.keys.mac("contact-repeat", identity.as_bytes()).to_vec();
    let both = contact.identities();
    row.email_mac = Set(both.email.map(mac));
    row.phone_mac = Set(both.phone.map(mac));
}

/// Has them forgotten in two weeks, in the caller's transaction.
pub(super) async fn forget_later(ctx: &Ctx, tx: &Tx, id: AssessmentId) -> Result<()> {
    let job = jobs::NewJob {
        kind: jobs::Kind::ForgetContact,
        payload: json!({ "assessment": id }),
        run_at: ctx.now() + KEEP,
        dedupe_key: None,
    };
    jobs::enqueue(ctx, tx, job).await
}

/// Forgets who it was that asked.
pub(crate) async fn forget(ctx: &Ctx, id: AssessmentId) -> Result<()> {
    let tx = ctx.store.begin().await?;
    let known = assessment::Entity::find_by_id(id).one(&tx).await?;
    if known.is_some() {
        let forgotten = assessment::ActiveModel {
            id: Unchanged(id),
            ..unmarked()
        };
        forgotten.update(&tx).await?;
    }
    tx.commit().await
}

/// Forgets contacts whose two weeks are over and that nobody forgot in time: they are marked when
/// they are referred. Answers how many those were.
pub(super) async fn sweep(ctx: &Ctx) -> Result<u64> {
    let old = Query::select()
        .column(referral::Column::AssessmentId)
        .from(referral::Entity)
        .and_where(referral::Column::CreatedAt.lte(ctx.now() - KEEP))
        .to_owned();
    let marked = Condition::any()
        .add(assessment::Column::EmailMac.is_not_null())
        .add(assessment::Column::PhoneMac.is_not_null());
    let tx = ctx.store.begin().await?;
    let swept = assessment::Entity::update_many()
        .set(unmarked())
        .filter(marked)
        .filter(assessment::Column::Id.in_subquery(old))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(swept.rows_affected)
}

/// "This was not me": the address goes from what is kept of an assessment, in the caller's
/// transaction, and nobody is taken for somebody who asked before.
pub(crate) async fn disown(ctx: &Ctx, tx: &Tx, id: AssessmentId) -> Result<()> {
    let row = match record::load(tx, id).await {
        Err(Error::NotFound { .. }) => return Ok(()),
        other => other?,
    };
    let mut change = assessment::ActiveModel {
        id: Unchanged(id),
        ..unmarked()
    };
    if row.contact.is_some() {
        let subject = SubjectKey::load(ctx, tx, row.subject_key_id).await?;
        let contact: Contact = record::open(&subject, id, "contact", row.contact.as_ref())?;
        let contact = Contact {
            email: None,
            ..contact
        };
        change.contact = Set(Some(record::seal(&subject, id, "contact", &contact)?));
    }
    change.update(tx).await?;
    Ok(())
}

fn unmarked() -> assessment::ActiveModel {
    assessment::ActiveModel {
        email_mac: Set(None),
        phone_mac: Set(None),
        ..Default::default()
    }
}

/// What else came from the same contact in the two weeks before or since, newest first.
pub async fn repeats(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    id: AssessmentId,
) -> Result<Vec<(AssessmentId, DateTime<Utc>)>> {
    let Some(row) = assessment::Entity::find_by_id(id).one(conn).await? else {
        return Ok(Vec::new());
    };
    let mut same = Condition::any();
    let mut any = false;
    for (column, mac) in [
        (assessment::Column::EmailMac, row.email_mac),
        (assessment::Column::PhoneMac, row.phone_mac),
    ] {
        if let Some(mac) = mac {
            same = same.add(column.eq(mac));
            any = true;
        }
    }
    if !any {
        return Ok(Vec::new());
    }
    Ok(assessment::Entity::find()
        .select_only()
        .columns([assessment::Column::Id, assessment::Column::CreatedAt])
        .filter(same)
        .filter(assessment::Column::Id.ne(id))
        .filter(assessment::Column::ErasedAt.is_null())
        .filter(assessment::Column::CreatedAt.gte(ctx.now() - KEEP))
        .order_by_desc(assessment::Column::CreatedAt)
        .limit(SHOWN)
        .into_tuple()
        .all(conn)
        .await?)
}

/// The highest tier among those. Health data: whoever calls for it writes the audit entry.
pub(super) async fn highest(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    repeats: &[(AssessmentId, DateTime<Utc>)],
) -> Result<Option<Tier>> {
    let mut highest = None;
    for (id, _) in repeats {
        let row = match record::load(conn, *id).await {
            Err(Error::NotFound { .. }) => continue,
            other => other?,
        };
        let subject = match SubjectKey::load(ctx, conn, row.subject_key_id).await {
            Err(Error::NotFound { .. }) => continue,
            other => other?,
        };
        let found: Findings = record::open(&subject, *id, "result", row.result.as_ref())?;
        highest = highest.max(Some(found.tier));
    }
    Ok(highest)
}
