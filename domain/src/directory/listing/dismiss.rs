use footpath_entity::{
    directory::listing_claim::{Entity, Model, State},
    id::ListingClaimId,
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QuerySelect};
use serde_json::json;

use crate::{
    Actor, Ctx, Error, Result,
    audit::{self, Event},
    policy::{self, Action},
};

/// Takes a claim out of the queue; a link that is out holds no longer.
pub async fn dismiss(ctx: &Ctx, actor: &Actor, id: ListingClaimId) -> Result<Model> {
    policy::require(actor, Action::DirectoryManage)?;
    let tx = ctx.store.begin().await?;
    let row = Entity::find_by_id(id).lock_exclusive().one(&tx).await?;
    let mut row = row.ok_or(Error::not_found("listing_claim.not_found"))?;
    if matches!(row.state, State::Confirmed | State::Dismissed) {
        return Err(Error::conflict(
            "listing_claim.settled",
            "This claim is settled already.",
        ));
    }
    row.state = State::Dismissed;
    row.settled_at = Some(ctx.now());
    Entity::update(row.clone().into_active_model().reset_all())
        .exec(&tx)
        .await?;
    let event = Event {
        action: "listing_claim.dismissed",
        object_kind: "listing_claim",
        object_id: &row.id,
        detail: json!({ "npi": row.npi }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await?;
    Ok(row)
}
