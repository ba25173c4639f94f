//! Whom a referral would go to, before anything is sent.

use footpath_entity::value::PostalCode;

use super::route::{RADII, Urgency, is_full};
use crate::{
    Ctx, Result,
    directory::{
        clinic::{ClinicChoice, accepting_within},
        place,
    },
    triage::Tier,
};

/// How many clinics a reader chooses among.
const MANY: usize = 5;

/// Who would be asked first.
#[derive(Clone, Debug, PartialEq)]
pub enum Preview {
    /// One of these, as the reader chooses; the nearest first, never empty.
    Clinics(Vec<ClinicChoice>),
    /// The site's own desk.
    Desk,
    /// Nobody yet.
    Nobody,
}

/// Looks where a referral of this tier would go from here, by the same rules as the referral
/// itself. Nothing is written, and nothing tells of who asks.
pub async fn preview(ctx: &Ctx, tier: Tier, postal_code: Option<&PostalCode>) -> Result<Preview> {
    let center = postal_code.and_then(place::by_postal_code);
    let clinics = match center {
        Some(place) if Urgency::from(tier) != Urgency::Emergency => {
            choices(ctx, place.point).await?
        }
        _ => Vec::new(),
    };
    Ok(if !clinics.is_empty() {
        Preview::Clinics(clinics)
    } else if ctx.config.triage_inbox.is_some() {
        Preview::Desk
    } else {
        Preview::Nobody
    })
}

/// Clinics that have room today, within the first distance that has any.
async fn choices(ctx: &Ctx, center: place::Point) -> Result<Vec<ClinicChoice>> {
    let conn = ctx.store.read();
    for radius in RADII {
        let mut open = Vec::new();
        for clinic in accepting_within(conn, center, radius).await? {
            if open.len() == MANY {
                break;
            }
            if !is_full(ctx, conn, clinic.id).await? {
                open.push(clinic);
            }
        }
        if !open.is_empty() {
            return Ok(open);
        }
    }
    Ok(Vec::new())
}
