use footpath_entity::{id::RuleSetId, triage::rule_set};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
};
use serde_json::json;

use super::find::{Status, definition_of, enter};
use crate::{
    Actor, Ctx, Error, Result, audit,
    policy::{self, Action},
};

/// Signs a version off, as a clinician: a draft becomes reviewed; one that is in use without a
/// sign-off has one from now on. `Invalid` with every check that fails; `seen` is the count of
/// changes that the reviewer saw.
pub async fn review(ctx: &Ctx, actor: &Actor, id: RuleSetId, seen: i64) -> Result<()> {
    policy::require(actor, Action::SignOff)?;
    let tx = ctx.store.begin().await?;
    let row = enter(&tx, id).await?;
    if i64::from(row.lock_version) != seen {
        return Err(Error::Stale {
            code: "rule_set.stale",
        });
    }
    let status = match row.status {
        Status::Draft => Status::Reviewed,
        Status::Live if !row.clinically_reviewed => Status::Live,
        Status::Reviewed | Status::Live => {
            return Err(Error::conflict(
                "rule_set.reviewed",
                "This version has been signed off already.",
            ));
        }
        Status::Retired => {
            return Err(Error::conflict(
                "rule_set.closed",
                "This version is out of use.",
            ));
        }
    };
    definition_of(&row)?.validate()?;
    let reviewer = match actor {
        Actor::Staff(staff) => Some(staff.id),
        _ => None,
    };
    let signed = rule_set::ActiveModel {
        id: Unchanged(id),
        status: Set(status),
        clinically_reviewed: Set(true),
        reviewed_at: Set(Some(ctx.now())),
        reviewed_by: Set(reviewer),
        ..Default::default()
    };
    signed.update(&tx).await?;
    let event = audit::Event {
        action: "rule_set.reviewed",
        object_kind: "rule_set",
        object_id: &id,
        detail: json!({ "version": row.version, "hash": row.hash }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await
}
