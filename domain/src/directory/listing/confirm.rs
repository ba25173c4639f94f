use footpath_entity::{
    directory::{
        listing_claim::{self, State},
        listing_report::What,
        podiatrist,
    },
    value::Npi,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    sea_query::Expr,
};
use serde_json::json;

use super::{
    ListingAnswer,
    answer::Checked,
    link::{self, LinkState, UNKNOWN},
};
use crate::{
    Actor, Ctx, Error, Result,
    audit::{self, Event},
    directory::report,
    search_log::{self, Kind},
    store::Tx,
};

/// The holder of a listing has looked through it: from now on its claim is confirmed, and its
/// address the one that is reminded. The listing counts as checked today, unless telephone number
/// or address are wrong: these go to staff. Saying so again changes nothing.
pub async fn confirm(ctx: &Ctx, token: &str, answer: &ListingAnswer) -> Result<()> {
    let tx = ctx.store.begin().await?;
    let claim = link::find(ctx, token).lock_exclusive().one(&tx).await?;
    let mut claim = claim.ok_or(UNKNOWN)?;
    let row = podiatrist::Entity::find_by_id(claim.npi.clone())
        .lock_exclusive()
        .one(&tx)
        .await?;
    let mut row = row.ok_or(UNKNOWN)?;
    let listed = !link::clinics(&tx, &row.npi).await?.is_empty();
    if !decide(link::state(&claim, listed, ctx.now()))? {
        return Ok(());
    }
    let checked = answer.check()?;
    let changed = checked.put(&mut row);
    let right = checked.phone.is_none() && checked.address.is_none();
    let today = ctx.now().date_naive();
    row.verified_on = if right { Some(today) } else { row.verified_on };
    row.contact = Some(claim.email.clone());
    row.reminded_at = Some(ctx.now());
    row.version += 1;
    row.updated_on = today;
    row.updated_at = ctx.now();
    podiatrist::Entity::update(row.clone().into_active_model().reset_all())
        .exec(&tx)
        .await?;
    claim.state = State::Confirmed;
    claim.settled_at = Some(ctx.now());
    let npi = claim.npi.clone();
    listing_claim::Entity::update(claim.into_active_model().reset_all())
        .exec(&tx)
        .await?;
    shut_others(ctx, &tx, &npi).await?;
    let holder = Actor::Public { addr: None };
    pass_on(ctx, &tx, &holder, &npi, &checked).await?;
    let event = Event {
        action: "listing.confirmed",
        object_kind: "podiatrist",
        object_id: &npi,
        detail: json!({ "version": row.version, "changed": changed, "verified": right }),
    };
    audit::record(ctx, &tx, &holder, event).await?;
    search_log::touch(ctx, &tx, Kind::Podiatrist, &npi).await?;
    tx.commit().await
}

/// Whether there is anything to do.
fn decide(state: LinkState) -> Result<bool> {
    match state {
        LinkState::Open => Ok(true),
        LinkState::Confirmed => Ok(false),
        LinkState::Shut => Err(Error::conflict(
            "listing.link_expired",
            "This link is no longer valid. Please ask for a new one.",
        )),
    }
}

/// One address looks after a listing: links that went to an earlier one hold no longer.
async fn shut_others(ctx: &Ctx, tx: &Tx, npi: &Npi) -> Result<()> {
    use listing_claim::Column;
    listing_claim::Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Dismissed))
        .col_expr(Column::SettledAt, Expr::value(Some(ctx.now())))
        .filter(Column::Npi.eq(npi.as_str()))
        .filter(Column::State.eq(State::Mailed))
        .exec(tx)
        .await?;
    Ok(())
}

/// What staff have to change.
async fn pass_on(ctx: &Ctx, tx: &Tx, holder: &Actor, npi: &Npi, checked: &Checked) -> Result<()> {
    let wrong = [
        (What::Phone, "telephone number", &checked.phone),
        (What::Address, "address", &checked.address),
    ];
    for (what, thing, right) in wrong {
        if let Some(right) = right {
            let says = format!("Whoever looks after the listing says that the {thing} is:\n");
            let says = says + right;
            let says = says.chars().take(1000).collect();
            report::add(ctx, tx, holder, npi, what, says).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_counts_once() {
        assert!(decide(LinkState::Open).unwrap());
        assert!(!decide(LinkState::Confirmed).unwrap());
        let shut = decide(LinkState::Shut).unwrap_err();
        assert_eq!(shut.code(), "listing.link_expired");
    }
}
