//! The links in our mails. Only a keyed hash of a token is stored; whoever holds the token may
//! act for the attempt or the patient that it belongs to.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use footpath_entity::{
    id::AttemptId,
    referral::{
        attempt::{self, Status as AttemptStatus},
        record,
    },
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use subtle::ConstantTimeEq;

use super::state::is_closed;
use crate::{
    Actor, Ctx, Error, Result,
    seal::{Keys, Place, random_token},
};

/// How long a link works until somebody accepts, and again after the referral was closed.
pub(super) const OPEN_FOR: TimeDelta = TimeDelta::days(14);

/// Why a link shows nothing any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shut {
    Expired,
    Withdrawn,
    Declined,
    /// Somebody else has it now.
    PassedOn,
    /// It was completed, and then the person was erased.
    Erased,
}

#[derive(Clone, Copy)]
pub(super) enum Whose {
    Clinic,
    Patient,
}

/// A token for a link, and the hash to store.
pub(super) fn make(keys: &Keys, whose: Whose) -> (String, Vec<u8>) {
    let token = random_token::<32>();
    let hash = hash(keys, whose, &token);
    (token, hash)
}

/// Where the token of an attempt is sealed, for reminders.
pub(super) fn place(id: AttemptId) -> Place {
    Place::new("referral_attempt", id, "token")
}

pub(super) fn hash(keys: &Keys, whose: Whose, token: &str) -> Vec<u8> {
    let purpose = match whose {
        Whose::Clinic => "clinic-link",
        Whose::Patient => "patient-link",
    };
    keys.mac(purpose, token.as_bytes()).to_vec()
}

/// Who holds the clinic's link; `referral.link_unknown` for any other text.
pub async fn clinic_by_token(ctx: &Ctx, token: &str) -> Result<Actor> {
    let found = attempt::Entity::find()
        .filter(attempt::Column::TokenHash.eq(hash(&ctx.keys, Whose::Clinic, token)))
        .one(ctx.store.read())
        .await?;
    let attempt = found.ok_or(Error::not_found("referral.link_unknown"))?.id;
    Ok(Actor::Clinic { attempt })
}

/// Who holds the patient's link; `referral.link_unknown` for any other text.
pub async fn patient_by_token(ctx: &Ctx, token: &str) -> Result<Actor> {
    let found = record::Entity::find()
        .filter(record::Column::PatientTokenHash.eq(hash(&ctx.keys, Whose::Patient, token)))
        .one(ctx.store.read())
        .await?;
    let referral = found.ok_or(Error::not_found("referral.link_unknown"))?.id;
    Ok(Actor::Patient { referral })
}

/// What each form behind a link carries, so that only a page that we served can post it.
pub fn form_token(ctx: &Ctx, token: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(ctx.keys.mac("link-form", token.as_bytes()))
}

/// Whether a form came from the page behind the link; `request.csrf` when not.
pub fn check_form(ctx: &Ctx, token: &str, sent: &str) -> Result<()> {
    if form_token(ctx, token)
        .as_bytes()
        .ct_eq(sent.as_bytes())
        .into()
    {
        return Ok(());
    }
    Err(Error::forbidden(
        "request.csrf",
        "Open the page again by the link in your email, and try once more.",
    ))
}

/// The attempt that an actor acts for.
pub(super) async fn attempt_of(
    conn: &impl ConnectionTrait,
    actor: &Actor,
) -> Result<attempt::Model> {
    let Actor::Clinic { attempt } = actor else {
        return Err(Error::forbidden(
            "referral.not_the_clinic",
            "Only the clinic that was asked can do this.",
        ));
    };
    attempt::Entity::find_by_id(*attempt)
        .one(conn)
        .await?
        .ok_or(Error::not_found("referral.link_unknown"))
}

/// Whether a clinic's link is shut, and why.
pub(super) fn shut(attempt: &attempt::Model, now: DateTime<Utc>) -> Option<Shut> {
    match attempt.status {
        AttemptStatus::Withdrawn => Some(Shut::Withdrawn),
        AttemptStatus::Declined => Some(Shut::Declined),
        AttemptStatus::Rerouted | AttemptStatus::Undeliverable => Some(Shut::PassedOn),
        AttemptStatus::Expired => Some(Shut::Expired),
        _ if attempt.expires_at.is_some_and(|end| end <= now) => Some(Shut::Expired),
        _ => None,
    }
}

/// The error for a command that comes through a shut link.
pub(super) fn require_open(attempt: &attempt::Model, now: DateTime<Utc>) -> Result<()> {
    match shut(attempt, now) {
        None => Ok(()),
        Some(Shut::Expired) => Err(Error::conflict(
            "referral.link_expired",
            "This link is no longer valid.",
        )),
        Some(_) => Err(Error::conflict(
            "referral.closed",
            "This referral is closed.",
        )),
    }
}

/// Whether a patient's link still works: until the referral is closed, and two weeks more.
pub(super) fn patient_link_open(referral: &record::Model, now: DateTime<Utc>) -> bool {
    let end = referral.closed_at.map(|closed| closed + OPEN_FOR);
    !is_closed(referral.status) || end.is_none_or(|end| now < end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_256_bits_and_only_its_hash_leads_back() {
        let keys = Keys::new([3; 32]);
        let (token, stored) = make(&keys, Whose::Clinic);
        assert_eq!(token.len(), 43);
        assert_eq!(stored, hash(&keys, Whose::Clinic, &token));
        assert_ne!(stored, hash(&keys, Whose::Patient, &token));
        assert_ne!(stored, hash(&Keys::new([4; 32]), Whose::Clinic, &token));
    }
}
