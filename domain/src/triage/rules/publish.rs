use footpath_entity::{id::RuleSetId, triage::rule_set};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
};
use serde_json::json;

use super::find::{Status, definition_of, enter, live_row};
use crate::{
    Actor, Ctx, Error, Result, audit,
    policy::{self, Action},
};

/// Puts a signed-off version into use and retires the one before, in one step. `Invalid` with
/// every check that fails.
pub async fn publish(ctx: &Ctx, actor: &Actor, id: RuleSetId, seen: i64) -> Result<()> {
    policy::require(actor, Action::ClinicalReview)?;
    let tx = ctx.store.begin().await?;
    let row = enter(&tx, id).await?;
    if i64::from(row.lock_version) != seen {
        return Err(Error::Stale {
            code: "rule_set.stale",
        });
    }
    decide(row.status)?;
    definition_of(&row)?.validate()?;
    let before = live_row(&tx).await?;
    if let Some(before) = &before {
        let retired = rule_set::ActiveModel {
            id: Unchanged(before.id),
            status: Set(Status::Retired),
            retired_at: Set(Some(ctx.now())),
            ..Default::default()
        };
        retired.update(&tx).await?;
    }
    let live = rule_set::ActiveModel {
        id: Unchanged(id),
        status: Set(Status::Live),
        live_from: Set(Some(ctx.now())),
        ..Default::default()
    };
    live.update(&tx).await?;
    tx.touches_findable();
    let event = audit::Event {
        action: "rule_set.published",
        object_kind: "rule_set",
        object_id: &id,
        detail: json!({
            "version": row.version,
            "hash": row.hash,
            "retired": before.map(|before| before.version),
        }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await
}

fn decide(status: Status) -> Result<()> {
    let (code, detail) = match status {
        Status::Reviewed => return Ok(()),
        Status::Draft => (
            "rule_set.not_reviewed",
            "A clinical reviewer has to sign this version off first.",
        ),
        Status::Live => ("rule_set.live", "This version is in use already."),
        Status::Retired => (
            "rule_set.closed",
            "This version is out of use. Begin a new draft instead.",
        ),
    };
    Err(Error::conflict(code, detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_signed_off_goes_into_use() {
        let code = |status| decide(status).map_err(|error| error.code());
        assert_eq!(code(Status::Reviewed), Ok(()));
        assert_eq!(code(Status::Draft), Err("rule_set.not_reviewed"));
        assert_eq!(code(Status::Live), Err("rule_set.live"));
        assert_eq!(code(Status::Retired), Err("rule_set.closed"));
    }
}
