//! What is kept of a referral, for the person whose it is.

use chrono::{DateTime, NaiveDate, Utc};
use footpath_entity::{
    id::AssessmentId,
    referral::{attempt, mail, record},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;

use super::{appointment, decline::note_of, manage::notes};
use crate::{Result, seal::SubjectKey};

#[derive(Serialize)]
pub struct Exported {
    pub status: &'static str,
    pub made_at: DateTime<Utc>,
    /// The holder of the patient's link said that it is theirs.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// "This was not me".
    pub disowned_at: Option<DateTime<Utc>>,
    pub accepted_at: Option<DateTime<Utc>>,
    pub closed_at: Option<DateTime<Utc>>,
    pub asked: Vec<Asked>,
    pub mails: Vec<Mail>,
    /// What staff wrote down, the newest first.
    pub notes: Vec<Noted>,
}

/// One recipient.
#[derive(Serialize)]
pub struct Asked {
    pub recipient: String,
    pub status: &'static str,
    pub since: DateTime<Utc>,
    pub opened_at: Option<DateTime<Utc>>,
    pub decided_at: Option<DateTime<Utc>>,
    pub decline_reason: Option<&'static str>,
    /// What the clinic wrote beside its reason.
    pub decline_note: Option<String>,
    /// The day of the appointment, if the clinic told it.
    pub appointment_on: Option<NaiveDate>,
}

#[derive(Serialize)]
pub struct Mail {
    pub kind: String,
    pub status: &'static str,
    pub sent_at: Option<DateTime<Utc>>,
}

#[derive(Serialize)]
pub struct Noted {
    pub who: String,
    pub text: String,
    pub at: DateTime<Utc>,
}

/// Everything that is kept of the referral of an assessment. Health data: whoever calls for it
/// writes the audit entry.
pub(crate) async fn export(
    conn: &impl ConnectionTrait,
    subject: &SubjectKey,
    assessment: AssessmentId,
) -> Result<Option<Exported>> {
    let found = record::Entity::find()
        .filter(record::Column::AssessmentId.eq(assessment))
        .one(conn)
        .await?;
    let Some(row) = found else { return Ok(None) };
    let attempts = attempt::Entity::find()
        .filter(attempt::Column::ReferralId.eq(row.id))
        .order_by_asc(attempt::Column::N)
        .all(conn)
        .await?;
    let mails = mail::Entity::find()
        .filter(mail::Column::ReferralId.eq(row.id))
        .order_by_asc(mail::Column::Id)
        .all(conn)
        .await?;
    let asked: Result<Vec<Asked>> = attempts
        .into_iter()
        .map(|one| asked(subject, one))
        .collect();
    let mails = mails.into_iter().map(|one| Mail {
        kind: one.kind,
        status: one.status.as_str(),
        sent_at: one.sent_at,
    });
    let notes = notes(conn, subject, row.id).await?.into_iter();
    let notes = notes.map(|note| Noted {
        who: note.who,
        text: note.text,
        at: note.at,
    });
    Ok(Some(Exported {
        status: row.status.as_str(),
        made_at: row.created_at,
        confirmed_at: row.confirmed_at,
        disowned_at: row.disowned_at,
        accepted_at: row.accepted_at,
        closed_at: row.closed_at,
        asked: asked?,
        mails: mails.collect(),
        notes: notes.collect(),
    }))
}

fn asked(subject: &SubjectKey, one: attempt::Model) -> Result<Asked> {
    Ok(Asked {
        status: one.status.as_str(),
        since: one.created_at,
        opened_at: one.opened_at,
        decided_at: one.decided_at,
        decline_reason: one.decline_reason.map(attempt::DeclineReason::as_str),
        decline_note: note_of(subject, &one)?,
        appointment_on: appointment::open(Some(subject), &one)?,
        recipient: one.recipient_name,
    })
}
