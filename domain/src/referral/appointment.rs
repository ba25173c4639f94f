//! The day of the appointment, as the clinic told it; sealed.

use chrono::{NaiveDate, TimeDelta};
use footpath_entity::{id::AttemptId, referral::attempt};

use crate::{
    Ctx, Error, Result,
    seal::{Place, SubjectKey},
};

/// No podiatrist's calendar reaches further.
const AHEAD: TimeDelta = TimeDelta::days(730);

/// A day that an appointment can be on: from yesterday, since days end later elsewhere.
pub(super) fn check(ctx: &Ctx, day: NaiveDate) -> Result<()> {
    let today = ctx.now().date_naive();
    if (today - TimeDelta::days(1)..=today + AHEAD).contains(&day) {
        Ok(())
    } else {
        Err(Error::invalid("on", "must be a day from today on"))
    }
}

pub(super) fn seal(subject: &SubjectKey, id: AttemptId, day: NaiveDate) -> Result<Vec<u8>> {
    subject.seal(&place(id), day.to_string().as_bytes())
}

pub(super) fn open(
    subject: Option<&SubjectKey>,
    attempt: &attempt::Model,
) -> Result<Option<NaiveDate>> {
    let (Some(subject), Some(sealed)) = (subject, &attempt.scheduled_for) else {
        return Ok(None);
    };
    let plain = subject.open(&place(attempt.id), sealed)?;
    let text = String::from_utf8_lossy(&plain);
    text.parse().map(Some).map_err(Error::internal)
}

fn place(id: AttemptId) -> Place {
    Place::new("referral_attempt", id, "scheduled_for")
}
