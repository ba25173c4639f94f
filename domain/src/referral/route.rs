//! Who gets a referral. The choice is pure; around it are only look-ups.

use chrono::TimeDelta;
use footpath_entity::{
    id::ClinicId,
    referral::attempt::{self, RecipientKind},
    value::{Email, PostalCode},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde::{Deserialize, Serialize};

use crate::{
    Ctx, Result,
    directory::{
        clinic::{AcceptingClinic, accepting, handling, nearest_accepting},
        place,
    },
    store::Tx,
    triage::Tier,
};

/// Looked through for the nearest clinic, in this order; miles.
pub(super) const RADII: [f64; 2] = [25.0, 100.0];

/// How soon somebody must look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Urgency {
    Emergency,
    Urgent,
    Routine,
}

impl From<Tier> for Urgency {
    fn from(tier: Tier) -> Self {
        match tier {
            Tier::Emergency => Self::Emergency,
            Tier::Urgent => Self::Urgent,
            Tier::Podiatrist | Tier::SelfCare => Self::Routine,
        }
    }
}

impl Urgency {
    /// From asking a recipient to when it should have looked.
    pub fn due_within(self) -> TimeDelta {
        TimeDelta::hours(match self {
            Self::Emergency => 1,
            Self::Urgent => 4,
            Self::Routine => 72,
        })
    }

    /// From asking a recipient to when somebody else is asked. An emergency waits for the desk,
    /// which nobody stands in for: of that staff are told once more.
    pub fn late_after(self) -> TimeDelta {
        TimeDelta::hours(match self {
            Self::Emergency => 4,
            Self::Urgent => 24,
            Self::Routine => 120,
        })
    }
}

/// What routing needs to know of a person; kept sealed, for the next recipient.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Routing {
    pub urgency: Urgency,
    pub postal_code: Option<PostalCode>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Recipient {
    pub kind: RecipientKind,
    pub clinic: Option<ClinicId>,
    pub name: String,
    pub inbox: Email,
}

/// Who could take it; whoever was tried before is left out.
struct Candidates {
    asked: Option<AcceptingClinic>,
    nearest: Option<AcceptingClinic>,
    desk: Option<Recipient>,
}

/// An emergency goes to the site's desk only: a clinic's inbox is no emergency line. Others go
/// to the clinic that the reader asked for, else the nearest, else the desk.
fn choose(urgency: Urgency, candidates: Candidates) -> Option<Recipient> {
    let clinic = match urgency {
        Urgency::Emergency => None,
        Urgency::Urgent | Urgency::Routine => candidates.asked.or(candidates.nearest),
    };
    let clinic = clinic.map(|clinic| Recipient {
        kind: RecipientKind::Clinic,
        clinic: Some(clinic.id),
        name: clinic.name,
        inbox: clinic.inbox,
    });
    clinic.or(candidates.desk)
}

/// The next recipient, leaving out those `tried`; `None` when there is nobody.
pub(super) async fn next(
    ctx: &Ctx,
    tx: &Tx,
    routing: &Routing,
    asked: Option<ClinicId>,
    tried: &[attempt::Model],
) -> Result<Option<Recipient>> {
    let tried_clinics: Vec<ClinicId> = tried.iter().filter_map(|one| one.clinic_id).collect();
    let asked = match asked.filter(|id| !tried_clinics.contains(id)) {
        Some(id) if !is_full(ctx, tx, id).await? => accepting(tx, id).await?,
        _ => None,
    };
    let center = routing.postal_code.as_ref().and_then(place::by_postal_code);
    let nearest = match center {
        Some(place) if asked.is_none() && routing.urgency != Urgency::Emergency => {
            nearest(ctx, tx, place.point, tried_clinics.clone()).await?
        }
        _ => None,
    };
    let desk_tried = tried
        .iter()
        .any(|one| one.recipient_kind == RecipientKind::TriageInbox);
    let desk = ctx.config.triage_inbox.clone().filter(|_| !desk_tried);
    let candidates = Candidates {
        asked,
        nearest,
        desk: desk.map(|inbox| Recipient {
            kind: RecipientKind::TriageInbox,
            clinic: None,
            name: ctx.config.site_name.clone(),
            inbox,
        }),
    };
    Ok(choose(routing.urgency, candidates))
}

async fn nearest(
    ctx: &Ctx,
    tx: &Tx,
    center: place::Point,
    mut except: Vec<ClinicId>,
) -> Result<Option<AcceptingClinic>> {
    for radius in RADII {
        while let Some(clinic) = nearest_accepting(tx, center, radius, &except).await? {
            if !is_full(ctx, tx, clinic.id).await? {
                return Ok(Some(clinic));
            }
            except.push(clinic.id);
        }
    }
    Ok(None)
}

/// Whether a clinic has had as many in the last 24 hours as it takes.
pub(super) async fn is_full(ctx: &Ctx, conn: &impl ConnectionTrait, id: ClinicId) -> Result<bool> {
    let Some(capacity) = handling(conn, id).await?.capacity else {
        return Ok(false);
    };
    let passed_on = [
        attempt::Status::Declined,
        attempt::Status::Rerouted,
        attempt::Status::Undeliverable,
        attempt::Status::Withdrawn,
    ];
    let had = attempt::Entity::find()
        .filter(attempt::Column::ClinicId.eq(id))
        .filter(attempt::Column::CreatedAt.gt(ctx.now() - TimeDelta::hours(24)))
        .filter(attempt::Column::Status.is_not_in(passed_on))
        .count(conn)
        .await?;
    Ok(had >= u64::try_from(capacity).unwrap_or(0))
}

/// Whom a referral was offered to so far.
pub(super) async fn tried(
    tx: &Tx,
    referral: footpath_entity::id::ReferralId,
) -> Result<Vec<attempt::Model>> {
    let rows = attempt::Entity::find()
        .filter(attempt::Column::ReferralId.eq(referral))
        .all(tx)
        .await?;
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clinic(n: u128) -> AcceptingClinic {
        AcceptingClinic {
            id: ClinicId(uuid::Uuid::from_u128(n)),
            name: format!("Clinic {n}"),
            inbox: format!("c{n}@example.org").parse().unwrap(),
            distance_miles: None,
        }
    }

    fn chosen(urgency: Urgency, asked: bool, near: bool, desk: bool) -> Option<String> {
        let candidates = Candidates {
            asked: asked.then(|| clinic(1)),
            nearest: near.then(|| clinic(2)),
            desk: desk.then(|| Recipient {
                kind: RecipientKind::TriageInbox,
                clinic: None,
                name: "Desk".to_owned(),
                inbox: "desk@example.org".parse().unwrap(),
            }),
        };
        choose(urgency, candidates).map(|recipient| recipient.name)
    }

    #[test]
    fn an_emergency_goes_to_the_desk_or_to_nobody() {
        for (asked, near) in [(true, true), (true, false), (false, true), (false, false)] {
            let to = |desk| chosen(Urgency::Emergency, asked, near, desk);
            assert_eq!(to(true).as_deref(), Some("Desk"));
            assert_eq!(to(false), None);
        }
    }

    #[test]
    fn others_go_to_the_clinic_asked_for_then_the_nearest_then_the_desk() {
        for urgency in [Urgency::Urgent, Urgency::Routine] {
            let to = |asked, near, desk| chosen(urgency, asked, near, desk);
            assert_eq!(to(true, true, true).as_deref(), Some("Clinic 1"));
            assert_eq!(to(false, true, true).as_deref(), Some("Clinic 2"));
            assert_eq!(to(false, false, true).as_deref(), Some("Desk"));
            assert_eq!(to(false, false, false), None);
        }
    }

    #[test]
    fn the_more_urgent_the_sooner() {
        let hours = |tier: Tier| Urgency::from(tier).due_within().num_hours();
        assert_eq!(hours(Tier::Emergency), 1);
        assert_eq!(hours(Tier::Urgent), 4);
        assert_eq!(hours(Tier::Podiatrist), 72);
    }
}
