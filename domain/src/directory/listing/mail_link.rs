use chrono::TimeDelta;
use footpath_entity::{
    directory::listing_claim::{Entity, Model, State},
    id::ListingClaimId,
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QuerySelect};
use serde_json::json;

use super::{link, require_listed};
use crate::{
    Actor, Ctx, Error, Result,
    audit::{self, Event},
    limit::{Limit, hit, wait},
    mail,
    policy::{self, Action},
    store::Tx,
};

/// Links that one address may be mailed; whoever mistypes an address must not flood it.
const MAILS: Limit = Limit {
    hits: 5,
    window: TimeDelta::days(1),
};

/// Staff say that the address belongs to the practice: the link goes there. Once more, and the
/// link before holds no longer.
pub async fn mail_link(ctx: &Ctx, actor: &Actor, id: ListingClaimId) -> Result<Model> {
    policy::require(actor, Action::DirectoryManage)?;
    let tx = ctx.store.begin().await?;
    let row = Entity::find_by_id(id).lock_exclusive().one(&tx).await?;
    let mut row = row.ok_or(Error::not_found("listing_claim.not_found"))?;
    decide(row.state)?;
    require_listed(&tx, &row.npi).await?;
    may_be_mailed(ctx, &tx, &row).await?;
    link::send(ctx, &tx, &mut row, link::Occasion::Claim).await?;
    Entity::update(row.clone().into_active_model().reset_all())
        .exec(&tx)
        .await?;
    let event = Event {
        action: "listing_claim.mailed",
        object_kind: "listing_claim",
        object_id: &row.id,
        detail: json!({ "npi": row.npi }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await?;
    Ok(row)
}

fn decide(state: State) -> Result<()> {
    match state {
        State::Open | State::Mailed => Ok(()),
        State::Confirmed | State::Dismissed => Err(Error::conflict(
            "listing_claim.settled",
            "This claim is settled. Whoever wants another link can claim the listing again.",
        )),
    }
}

async fn may_be_mailed(ctx: &Ctx, tx: &Tx, row: &Model) -> Result<()> {
    if mail::is_suppressed(ctx, tx, &row.email, "listing_link").await? {
        return Err(Error::conflict(
            "listing_claim.suppressed",
            "Mail to this address came back before, so it gets none. See the suppressed addresses.",
        ));
    }
    let who = ctx
        .keys
        .tag("listing-mail-limit", row.email.folded().as_bytes());
    if hit(ctx, tx, &format!("listing:mail:{who}"), MAILS).await? {
        return Ok(());
    }
    Err(Error::RateLimited {
        code: "listing_claim.mailed_often",
        retry_after_secs: wait(ctx, MAILS),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_settled_claim_gets_no_link() {
        for state in State::ALL {
            let may = matches!(state, State::Open | State::Mailed);
            assert_eq!(decide(state).is_ok(), may, "{state:?}");
        }
    }
}
