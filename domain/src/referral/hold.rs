//! Limits against bombing an inbox. What is above is stored and held, never dropped.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use footpath_entity::id::ClinicId;

use crate::{
    Actor, Ctx, Result,
    limit::{Limit, hit, network},
    store::Tx,
    triage::Contact,
};

/// Counts a new referral and names the limit that it is above, if any. What is held already
/// does not count against the clinic: nothing was sent to it.
pub(super) async fn over(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    contact: &Contact,
    clinic: Option<ClinicId>,
) -> Result<Option<&'static str>> {
    let limits = &ctx.config.limits;
    if let Actor::Public { addr: Some(addr) } = actor {
        let limit = Limit {
            hits: limits.referrals_per_hour_per_address,
            window: TimeDelta::hours(1),
        };
        if !hit(ctx, tx, &bucket(ctx, "address", &network(*addr)), limit).await? {
            return Ok(Some("address"));
        }
    }
    let limit = Limit {
        hits: limits.referrals_per_day_per_contact,
        window: TimeDelta::days(1),
    };
    let mut within = true;
    for one in identities(contact) {
        within &= hit(ctx, tx, &bucket(ctx, "contact", &one), limit).await?;
    }
    if !within {
        return Ok(Some("contact"));
    }
    match clinic {
        Some(clinic) if !count_for_clinic(ctx, tx, clinic).await? => Ok(Some("clinic")),
        _ => Ok(None),
    }
}

/// Counts a referral for a clinic; `false` when that is more than it should get in a day.
pub(super) async fn count_for_clinic(ctx: &Ctx, tx: &Tx, clinic: ClinicId) -> Result<bool> {
    let limit = Limit {
        hits: ctx.config.limits.referrals_per_day_per_clinic,
        window: TimeDelta::days(1),
    };
    hit(ctx, tx, &format!("referral:clinic:{clinic}"), limit).await
}

/// A person or an address only as an HMAC.
fn bucket(ctx: &Ctx, what: &str, who: &str) -> String {
    let mac = ctx.keys.mac("referral-limit", who.as_bytes());
    let short = BASE64_URL_SAFE_NO_PAD.encode(&mac[..16]);
    format!("referral:{what}:{short}")
}

/// Both ways to reach a person count, however they are written.
fn identities(contact: &Contact) -> Vec<String> {
    let both = contact.identities();
    both.email.into_iter().chain(both.phone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_way_to_write_a_contact_is_no_other_contact() {
        let contact = |email: &str, phone: &str| Contact {
            name: "x".to_owned(),
            email: email.parse().ok(),
            phone: Some(phone.to_owned()),
        };
        assert_eq!(
            identities(&contact("Ann@Example.org", "+1 (208) 555-0100")),
            identities(&contact("ann@example.org", "208.555.0100"))
        );
    }
}
