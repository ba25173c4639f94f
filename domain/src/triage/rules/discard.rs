use footpath_entity::{id::RuleSetId, triage::rule_set};
use sea_orm::EntityTrait;
use serde_json::json;

use super::find::enter_open;
use crate::{
    Actor, Ctx, Result, audit,
    policy::{self, Action},
};

/// Throws away a version that was never in use.
pub async fn discard(ctx: &Ctx, actor: &Actor, id: RuleSetId) -> Result<()> {
    policy::require(actor, Action::ClinicalReview)?;
    let tx = ctx.store.begin().await?;
    let row = enter_open(&tx, id, None).await?;
    rule_set::Entity::delete_by_id(id).exec(&tx).await?;
    let event = audit::Event {
        action: "rule_set.discarded",
        object_kind: "rule_set",
        object_id: &id,
        detail: json!({ "version": row.version }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await
}
