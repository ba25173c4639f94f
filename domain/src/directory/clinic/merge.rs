//! Two entries that are one clinic.

use footpath_entity::{
    directory::{clinic, podiatrist, practice},
    id::ClinicId,
    value::Npi,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{Expr, Query},
};
use serde_json::json;

use super::{
    SetInbox, inbox,
    store::{load, practices, put, record, touch},
};
use crate::{
    Actor, Ctx, Error, Report, Result,
    directory::hiding::{self, CLINIC},
    policy::{self, Action},
    store::Tx,
};

/// What a clinic is merged into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merge {
    /// The ID of a clinic.
    pub into: String,
    /// Its referral inbox goes there, too, for those who may set one; it must confirm anew.
    pub with_inbox: bool,
}

/// Somebody who practised at the clinic that goes.
#[derive(Debug, PartialEq, Eq)]
enum Move {
    /// To the other one, where they were not known.
    Over { npi: Npi, primary: bool },
    /// They were at the other one already, which becomes their primary clinic.
    Primary(Npi),
}

/// Moves everybody to another clinic and hides this one, with a trace of where it went: an
/// import that knows its place means the other one from then on. Referrals that are open stay
/// where they are, and so does the inbox unless it is asked for.
pub async fn merge(
    ctx: &Ctx,
    actor: &Actor,
    id: ClinicId,
    if_version: Option<i64>,
    cmd: &Merge,
) -> Result<clinic::Model> {
    policy::require(actor, Action::DirectoryManage)?;
    if cmd.with_inbox {
        policy::require(actor, Action::InboxManage)?;
    }
    let into = target(&cmd.into)?;
    let tx = ctx.store.begin().await?;
    let (mut from, mut into) = both(&tx, (id, if_version), into).await?;
    check(&from, &into, cmd.with_inbox)?;
    let moves = moves(
        &practices(&tx, from.id).await?,
        &practices(&tx, into.id).await?,
    );
    note_moved(ctx, &tx, from.id).await?;
    carry_out(&tx, from.id, into.id, moves).await?;
    from.hidden = true;
    from.merged_into = Some(into.id);
    let reason = format!("Merged into {}", into.name);
    hiding::keep(ctx, &tx, CLINIC, from.id, reason.clone()).await?;
    repoint(ctx, &tx, from.id, into.id, &reason).await?;
    if cmd.with_inbox {
        let theirs = SetInbox::of(&from).check()?;
        inbox::put(ctx, &tx, &mut into, theirs).await?;
    }
    put(ctx, &tx, &mut from).await?;
    put(ctx, &tx, &mut into).await?;
    let detail = json!({ "version": from.version, "into": into.id });
    record(ctx, &tx, actor, from.id, "clinic.merged", detail).await?;
    let detail = json!({ "version": into.version, "from": from.id, "inbox": cmd.with_inbox });
    record(ctx, &tx, actor, into.id, "clinic.took_over", detail).await?;
    touch(ctx, &tx, into.id).await?;
    tx.commit().await?;
    Ok(from)
}

fn target(id: &str) -> Result<ClinicId> {
    let mut report = Report::new();
    let id = id.trim().parse().ok();
    if id.is_none() {
        report.add("into", "must be a clinic; find one and choose it");
    }
    report.into_result()?;
    id.ok_or(Error::not_found("clinic.not_found"))
}

/// Both rows, always locked in the same order.
async fn both(
    tx: &Tx,
    (from, if_version): (ClinicId, Option<i64>),
    into: ClinicId,
) -> Result<(clinic::Model, clinic::Model)> {
    let unknown = |error: Error| match error {
        Error::NotFound { .. } => Error::invalid("into", "is not a clinic of the directory"),
        other => other,
    };
    if from.0 < into.0 {
        let from = load(tx, from, if_version).await?;
        Ok((from, load(tx, into, None).await.map_err(unknown)?))
    } else {
        let into = load(tx, into, None).await;
        let from = load(tx, from, if_version).await?;
        Ok((from, into.map_err(unknown)?))
    }
}

fn check(from: &clinic::Model, into: &clinic::Model, with_inbox: bool) -> Result<()> {
    if from.merged_into.is_some() {
        return Err(Error::conflict(
            "clinic.merged",
            "This clinic is merged into another already. Show it again first.",
        ));
    }
    let mut report = Report::new();
    if from.id == into.id {
        report.add("into", "must be another clinic");
    } else if into.hidden {
        report.add("into", "is hidden from readers; choose one that they see");
    }
    if with_inbox && from.inbox.is_none() {
        report.add("with_inbox", "asks for an inbox that there is not");
    } else if with_inbox && into.inbox.is_some() {
        report.add("with_inbox", "would replace the inbox of the other clinic");
    }
    report.into_result()
}

/// Nobody is twice at the other clinic, and whoever had their primary clinic here has it there.
fn moves(from: &[practice::Model], into: &[practice::Model]) -> Vec<Move> {
    let moves = from.iter().filter_map(|here| {
        let npi = here.npi.clone();
        let primary = here.is_primary;
        match into.iter().find(|there| there.npi == npi) {
            None => Some(Move::Over { npi, primary }),
            Some(there) if primary && !there.is_primary => Some(Move::Primary(npi)),
            Some(_) => None,
        }
    });
    moves.collect()
}

async fn carry_out(tx: &Tx, from: ClinicId, into: ClinicId, moves: Vec<Move>) -> Result<()> {
    practice::Entity::delete_many()
        .filter(practice::Column::ClinicId.eq(from))
        .exec(tx)
        .await?;
    for step in moves {
        match step {
            Move::Over { npi, primary } => {
                let row = practice::ActiveModel {
                    npi: Set(npi),
                    clinic_id: Set(into),
                    is_primary: Set(primary),
                };
                practice::Entity::insert(row)
                    .exec_without_returning(tx)
                    .await?;
            }
            Move::Primary(npi) => {
                practice::Entity::update_many()
                    .col_expr(practice::Column::IsPrimary, Expr::value(true))
                    .filter(practice::Column::Npi.eq(npi.as_str()))
                    .filter(practice::Column::ClinicId.eq(into))
                    .exec(tx)
                    .await?;
            }
        }
    }
    Ok(())
}

/// Everybody who practises there has a new version, so that a form that still shows the old
/// clinic cannot bring it back.
async fn note_moved(ctx: &Ctx, tx: &Tx, clinic: ClinicId) -> Result<()> {
    use podiatrist::Column;
    let there = Query::select()
        .column(practice::Column::Npi)
        .from(practice::Entity)
        .and_where(practice::Column::ClinicId.eq(clinic))
        .to_owned();
    podiatrist::Entity::update_many()
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .col_expr(Column::UpdatedAt, Expr::value(ctx.now()))
        .col_expr(Column::UpdatedOn, Expr::value(ctx.now().date_naive()))
        .filter(Column::Npi.in_subquery(there))
        .exec(tx)
        .await?;
    Ok(())
}

/// What was merged into the one that goes is merged into the other one.
async fn repoint(ctx: &Ctx, tx: &Tx, from: ClinicId, into: ClinicId, reason: &str) -> Result<()> {
    let earlier = clinic::Entity::find()
        .filter(clinic::Column::MergedInto.eq(from))
        .all(tx)
        .await?;
    for mut row in earlier {
        row.merged_into = Some(into);
        put(ctx, tx, &mut row).await?;
        hiding::keep(ctx, tx, CLINIC, row.id, reason.to_owned()).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: ClinicId = ClinicId(uuid::Uuid::from_u128(1));

    fn at(nine: &str, is_primary: bool) -> practice::Model {
        practice::Model {
            npi: Npi::from_nine(nine).unwrap(),
            clinic_id: HERE,
            is_primary,
        }
    }

    #[test]
    fn nobody_is_twice_at_a_clinic_or_without_a_primary_one() {
        let npi = |nine: &str| Npi::from_nine(nine).unwrap();
        let from = [
            at("100000001", true),
            at("100000002", false),
            at("100000003", true),
            at("100000004", false),
        ];
        let into = [
            at("100000003", false),
            at("100000004", true),
            at("100000005", true),
        ];
        let wanted = [
            Move::Over {
                npi: npi("100000001"),
                primary: true,
            },
            Move::Over {
                npi: npi("100000002"),
                primary: false,
            },
            Move::Primary(npi("100000003")),
        ];
        assert_eq!(moves(&from, &into), wanted);
        assert!(moves(&[], &into).is_empty());
    }

    #[test]
    fn a_clinic_is_named_by_its_id() {
        assert!(target("Boise Foot Clinic").is_err());
        assert!(target("").is_err());
        assert_eq!(target(&format!(" {HERE} ")).unwrap(), HERE);
    }
}
