//! One entry that is two clinics.

use footpath_entity::{
    directory::{clinic, podiatrist, practice},
    id::ClinicId,
    value::Npi,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use serde_json::json;

use super::{
    ClinicDraft,
    create::new_row,
    store::{load, practices, put, record, touch},
};
use crate::{
    Actor, Ctx, Report, Result,
    directory::edited,
    policy::{self, Action},
    store::Tx,
};

/// Who leaves, and for which clinic.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Split {
    /// NPIs of those who practise here.
    pub npis: Vec<String>,
    /// The new clinic; it starts without an inbox.
    pub clinic: ClinicDraft,
}

/// Makes a new clinic of some of those who practise at one. A later import leaves where they
/// practise as it is.
pub async fn split(
    ctx: &Ctx,
    actor: &Actor,
    id: ClinicId,
    if_version: Option<i64>,
    cmd: &Split,
) -> Result<clinic::Model> {
    policy::require(actor, Action::DirectoryManage)?;
    let tx = ctx.store.begin().await?;
    let mut here = load(&tx, id, if_version).await?;
    let staff = practices(&tx, id).await?;
    let mut report = Report::new();
    let leaving = report.part(leaving(&cmd.npis, &staff))?;
    let checked = report.part(placed(&cmd.clinic, &here).check_over(&here))?;
    report.into_result()?;
    // What is missing here has been reported above.
    let missing = || crate::Error::invalid("", "is not a whole clinic");
    let (leaving, checked) = leaving.zip(checked).ok_or_else(missing)?;
    let new = new_row(ctx, checked);
    clinic::Entity::insert(new.clone().into_active_model().reset_all())
        .exec_without_returning(&tx)
        .await?;
    move_to(&tx, id, new.id, &leaving).await?;
    note_moved(ctx, &tx, &leaving).await?;
    put(ctx, &tx, &mut here).await?;
    let detail = json!({ "version": here.version, "into": new.id, "podiatrists": leaving.len() });
    record(ctx, &tx, actor, id, "clinic.split", detail).await?;
    let detail = json!({ "name": new.name, "from": id });
    record(ctx, &tx, actor, new.id, "clinic.created", detail).await?;
    touch(ctx, &tx, new.id).await?;
    tx.commit().await?;
    Ok(new)
}

/// Those who leave, each once; somebody leaves, and somebody stays.
fn leaving(npis: &[String], staff: &[practice::Model]) -> Result<Vec<Npi>> {
    let mut report = Report::new();
    let mut leaving: Vec<Npi> = Vec::new();
    for typed in npis {
        match staff.iter().find(|one| one.npi.as_str() == typed.trim()) {
            Some(one) if !leaving.contains(&one.npi) => leaving.push(one.npi.clone()),
            Some(_) => {}
            None => report.add("npis", format!("{typed} does not practise here")),
        }
    }
    if npis.is_empty() {
        report.add("npis", "must be at least one");
    } else if leaving.len() == staff.len() {
        report.add(
            "npis",
            "must leave somebody here; to move all of them, change the address of this clinic",
        );
    }
    report.into_result()?;
    Ok(leaving)
}

/// At the same address, it is where the old one is.
fn placed(draft: &ClinicDraft, here: &clinic::Model) -> ClinicDraft {
    let old = ClinicDraft::of(here);
    let address = |draft: &ClinicDraft| {
        [
            &draft.address_1,
            &draft.city,
            &draft.state,
            &draft.postal_code,
        ]
        .map(|line| line.trim().to_lowercase())
    };
    let same = address(draft) == address(&old);
    ClinicDraft {
        lat: old.lat.filter(|_| same),
        lon: old.lon.filter(|_| same),
        inbox: None,
        ..draft.clone()
    }
}

async fn move_to(tx: &Tx, from: ClinicId, to: ClinicId, npis: &[Npi]) -> Result<()> {
    practice::Entity::update_many()
        .col_expr(practice::Column::ClinicId, Expr::value(to))
        .filter(practice::Column::ClinicId.eq(from))
        .filter(practice::Column::Npi.is_in(npis.iter().map(Npi::as_str)))
        .exec(tx)
        .await?;
    Ok(())
}

async fn note_moved(ctx: &Ctx, tx: &Tx, npis: &[Npi]) -> Result<()> {
    let rows = podiatrist::Entity::find()
        .filter(podiatrist::Column::Npi.is_in(npis.iter().map(Npi::as_str)))
        .order_by_asc(podiatrist::Column::Npi)
        .lock_exclusive()
        .all(tx)
        .await?;
    for mut row in rows {
        edited::note(&mut row.edited, [("clinics", true)]);
        row.version += 1;
        row.updated_at = ctx.now();
        row.updated_on = ctx.now().date_naive();
        podiatrist::Entity::update(row.into_active_model().reset_all())
            .exec(tx)
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    fn staff() -> Vec<practice::Model> {
        ["100000001", "100000002", "100000003"]
            .map(|nine| practice::Model {
                npi: Npi::from_nine(nine).unwrap(),
                clinic_id: ClinicId(uuid::Uuid::nil()),
                is_primary: true,
            })
            .into()
    }

    #[test]
    fn somebody_leaves_and_somebody_stays() {
        let staff = staff();
        let typed = |count: usize| -> Vec<String> {
            staff[..count]
                .iter()
                .map(|one| one.npi.to_string())
                .collect()
        };
        let chosen = leaving(&[typed(2), typed(1)].concat(), &staff).unwrap();
        assert_eq!(chosen, [staff[0].npi.clone(), staff[1].npi.clone()]);
        for wrong in [typed(0), typed(3), vec!["1234567893".to_owned()]] {
            let Err(Error::Invalid(report)) = leaving(&wrong, &staff) else {
                panic!("{wrong:?} passed")
            };
            assert_eq!(report.0[0].field, "npis");
        }
    }
}
