//! The link by which a listing is checked. Only a keyed hash of its secret is kept.

use chrono::{DateTime, TimeDelta, Utc};
use footpath_entity::{
    directory::{
        listing_claim::{Column, Entity, Model, State},
        podiatrist,
    },
    value::Npi,
};
use footpath_templates::mail::ListingMail;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::{ListingAnswer, names};
use crate::{
    Ctx, Error, Result,
    directory::{
        clinic::Clinic,
        podiatrist::{display_name, listed},
    },
    mail,
    seal::random_token,
    store::Tx,
};

const HOLDS: TimeDelta = TimeDelta::days(14);
pub(super) const UNKNOWN: Error = Error::NotFound {
    code: "listing.link_unknown",
};

/// Why a link is mailed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Occasion {
    Claim,
    Reminder,
}

/// What stands behind a link.
#[derive(Clone, Debug, PartialEq)]
pub struct ListingLink {
    pub npi: Npi,
    /// With credential.
    pub name: String,
    /// As readers see them, the primary one first.
    pub clinics: Vec<Clinic>,
    pub state: LinkState,
    /// What its holder may change, as it stands.
    pub stored: ListingAnswer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// It waits for an answer.
    Open,
    Confirmed,
    /// Too old, replaced by another one, or readers no longer see the listing.
    Shut,
}

/// What a link's page shows. Nothing changes, however often a scanner follows it.
pub async fn link(ctx: &Ctx, token: &str) -> Result<ListingLink> {
    let conn = ctx.store.read();
    let claim = find(ctx, token).one(conn).await?.ok_or(UNKNOWN)?;
    let row = podiatrist::Entity::find_by_id(claim.npi.clone())
        .one(conn)
        .await?
        .ok_or(UNKNOWN)?;
    let clinics = clinics(conn, &claim.npi).await?;
    Ok(ListingLink {
        state: state(&claim, !clinics.is_empty(), ctx.now()),
        name: display_name(&row),
        stored: ListingAnswer::of(&row),
        npi: row.npi,
        clinics,
    })
}

/// Those where readers find this podiatrist; none when they do not.
pub(super) async fn clinics(conn: &impl ConnectionTrait, npi: &Npi) -> Result<Vec<Clinic>> {
    let mut found = listed(conn, std::slice::from_ref(npi)).await?;
    Ok(found
        .remove(npi)
        .map(|found| found.clinics)
        .unwrap_or_default())
}

pub(super) fn find(ctx: &Ctx, token: &str) -> Select<Entity> {
    Entity::find().filter(Column::TokenHash.eq(hash(ctx, token)))
}

pub(super) fn state(claim: &Model, listed: bool, now: DateTime<Utc>) -> LinkState {
    let holds = claim.expires_at.is_some_and(|until| now < until);
    match claim.state {
        State::Confirmed => LinkState::Confirmed,
        State::Mailed if listed && holds => LinkState::Open,
        _ => LinkState::Shut,
    }
}

/// Makes a new link for a claim, whose row the caller writes, and queues its mail.
pub(super) async fn send(ctx: &Ctx, tx: &Tx, row: &mut Model, why: Occasion) -> Result<()> {
    let token = random_token::<32>();
    let until = ctx.now() + HOLDS;
    row.state = State::Mailed;
    row.token_hash = Some(hash(ctx, &token));
    row.expires_at = Some(until);
    let mut names = names(tx, [&row.npi]).await?;
    let letter = ListingMail {
        site_name: ctx.config.site_name.clone(),
        listing: names.remove(&row.npi).unwrap_or_default(),
        npi: row.npi.to_string(),
        link: ctx.config.link(&format!("/listing/{token}")),
        until: until.format("%B %-d, %Y").to_string(),
        reminder: why == Occasion::Reminder,
    };
    let draft = mail::Draft {
        kind: match why {
            Occasion::Claim => "listing_link",
            Occasion::Reminder => "listing_reminder",
        },
        referral: None,
        attempt: None,
        to: &row.email,
        letter: letter.compose().map_err(Error::internal)?,
    };
    mail::queue(ctx, tx, mail::Key::Site, draft).await?;
    Ok(())
}

fn hash(ctx: &Ctx, token: &str) -> Vec<u8> {
    ctx.keys.mac("listing-link", token.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use footpath_entity::id::ListingClaimId;

    use super::*;

    #[test]
    fn a_link_is_open_for_two_weeks_and_only_while_readers_see_the_listing() {
        let now = DateTime::<Utc>::UNIX_EPOCH;
        let claim = |state| Model {
            id: ListingClaimId(uuid::Uuid::nil()),
            npi: Npi::from_nine("123456789").unwrap(),
            email: "desk@clinic.example.org".parse().unwrap(),
            message: String::new(),
            state,
            token_hash: None,
            created_at: now,
            settled_at: None,
            expires_at: Some(now + HOLDS),
        };
        let mailed = claim(State::Mailed);
        assert_eq!(state(&mailed, true, now), LinkState::Open);
        assert_eq!(state(&mailed, false, now), LinkState::Shut);
        assert_eq!(state(&mailed, true, now + HOLDS), LinkState::Shut);
        let used = claim(State::Confirmed);
        assert_eq!(state(&used, false, now + HOLDS), LinkState::Confirmed);
        for other in [State::Open, State::Dismissed] {
            assert_eq!(state(&claim(other), true, now), LinkState::Shut);
        }
    }
}
