use chrono::{DateTime, NaiveDate, Utc};
use footpath_entity::{
    directory::clinic,
    referral::{
        attempt,
        record::{self, Status},
    },
};
use sea_orm::EntityTrait;

use super::{appointment, link::patient_link_open, state::is_closed};
use crate::{Actor, Ctx, Error, Result, seal::SubjectKey};

/// A referral as the patient's link shows it: no answers, no findings.
#[derive(Clone, Debug)]
pub struct Followed {
    pub status: Status,
    /// Who has it now; absent while held or unrouted.
    pub recipient: Option<String>,
    /// Of the clinic that has it, as `+12085550100`.
    pub phone: Option<String>,
    pub referred_at: DateTime<Utc>,
    /// By whoever has it now.
    pub sent_at: Option<DateTime<Utc>>,
    pub opened_at: Option<DateTime<Utc>>,
    /// The day of the appointment, if the clinic told it.
    pub scheduled_for: Option<NaiveDate>,
    pub accepted_at: Option<DateTime<Utc>>,
    pub closed_at: Option<DateTime<Utc>>,
    pub confirmed: bool,
    pub disowned: bool,
    /// The link works no more.
    pub expired: bool,
}

impl Followed {
    /// Nothing more will happen to it.
    pub fn is_closed(&self) -> bool {
        is_closed(self.status)
    }
}

/// What became of a referral, for whoever holds the patient's link. Changes nothing.
pub async fn follow(ctx: &Ctx, actor: &Actor) -> Result<Followed> {
    let Actor::Patient { referral } = actor else {
        return Err(Error::forbidden(
            "referral.not_the_patient",
            "Only the patient can see this.",
        ));
    };
    let conn = ctx.store.read();
    let row = record::Entity::find_by_id(*referral)
        .one(conn)
        .await?
        .ok_or(Error::not_found("referral.link_unknown"))?;
    let attempt = match row.attempt_id {
        Some(id) => attempt::Entity::find_by_id(id).one(conn).await?,
        None => None,
    };
    let clinic = match attempt.as_ref().and_then(|one| one.clinic_id) {
        Some(id) => clinic::Entity::find_by_id(id).one(conn).await?,
        None => None,
    };
    let subject = match SubjectKey::load(ctx, conn, row.subject_key_id).await {
        Err(Error::NotFound { .. }) => None,
        other => Some(other?),
    };
    let scheduled_for = match &attempt {
        Some(attempt) => appointment::open(subject.as_ref(), attempt)?,
        None => None,
    };
    Ok(Followed {
        scheduled_for,
        phone: clinic.and_then(|clinic| clinic.phone),
        status: row.status,
        sent_at: attempt.as_ref().and_then(|one| one.sent_at),
        opened_at: attempt.as_ref().and_then(|one| one.opened_at),
        recipient: attempt.map(|one| one.recipient_name),
        referred_at: row.created_at,
        accepted_at: row.accepted_at,
        closed_at: row.closed_at,
        confirmed: row.confirmed_at.is_some(),
        disowned: row.disowned_at.is_some(),
        expired: !patient_link_open(&row, ctx.now()),
    })
}
