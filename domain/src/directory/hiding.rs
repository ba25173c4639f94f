//! Why something of the directory is hidden.

use std::collections::HashMap;

use footpath_entity::directory::hiding::{ActiveModel, Column, Entity};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict,
};

use super::text;
use crate::{Ctx, Report, Result, store::Tx};

pub(super) const CLINIC: &str = "clinic";
pub(super) const PODIATRIST: &str = "podiatrist";

/// A reason as it is kept; it must be told.
pub(super) fn check(reason: &str) -> Result<String> {
    let mut report = Report::new();
    let reason = text::needed(&mut report, "reason", reason, 300);
    report.into_result()?;
    Ok(reason)
}

/// Keeps the reason, in place of an earlier one.
pub(super) async fn keep(
    ctx: &Ctx,
    tx: &Tx,
    kind: &str,
    id: impl ToString,
    reason: String,
) -> Result<()> {
    let row = ActiveModel {
        object_kind: Set(kind.to_owned()),
        object_id: Set(id.to_string()),
        reason: Set(reason),
        hidden_at: Set(ctx.now()),
    };
    let newest = OnConflict::columns([Column::ObjectKind, Column::ObjectId])
        .update_columns([Column::Reason, Column::HiddenAt])
        .to_owned();
    Entity::insert(row)
        .on_conflict(newest)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

pub(super) async fn forget(tx: &Tx, kind: &str, id: impl ToString) -> Result<()> {
    Entity::delete_by_id((kind.to_owned(), id.to_string()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Reasons by ID, for those of these that have one.
pub(super) async fn reasons(
    conn: &impl ConnectionTrait,
    kind: &str,
    ids: impl IntoIterator<Item = String>,
) -> Result<HashMap<String, String>> {
    let rows = Entity::find()
        .filter(Column::ObjectKind.eq(kind))
        .filter(Column::ObjectId.is_in(ids))
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.object_id, row.reason))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_hidden_without_a_reason() {
        assert!(check("  ").is_err());
        assert!(check("a\nb").is_err());
        assert_eq!(check(" Moved away ").unwrap(), "Moved away");
    }
}
