use footpath_entity::{
    directory::listing_report::{Entity, Model, State},
    id::ListingReportId,
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QuerySelect};
use serde_json::json;

use crate::{
    Actor, Ctx, Error, Report, Result,
    audit::{self, Event},
    directory::text,
    policy::{self, Action},
};

/// How a report ends.
#[derive(Clone, Debug, Default)]
pub struct Settle {
    /// The listing was put right; else the report was wrong, or nonsense.
    pub resolved: bool,
    /// What was done about it; may be blank.
    pub note: String,
}

/// Takes a report out of the queue.
pub async fn settle(ctx: &Ctx, actor: &Actor, id: ListingReportId, cmd: &Settle) -> Result<Model> {
    policy::require(actor, Action::DirectoryManage)?;
    let tx = ctx.store.begin().await?;
    let row = Entity::find_by_id(id).lock_exclusive().one(&tx).await?;
    let mut row = row.ok_or(Error::not_found("listing_report.not_found"))?;
    let (state, note) = decide(&row, cmd)?;
    row.state = state;
    row.note = note;
    row.settled_at = Some(ctx.now());
    Entity::update(row.clone().into_active_model().reset_all())
        .exec(&tx)
        .await?;
    let event = Event {
        action: "listing_report.settled",
        object_kind: "listing_report",
        object_id: &row.id,
        detail: json!({ "npi": row.npi, "state": state.as_str() }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await?;
    Ok(row)
}

fn decide(row: &Model, cmd: &Settle) -> Result<(State, Option<String>)> {
    if row.state != State::Open {
        return Err(Error::conflict(
            "listing_report.settled",
            "Somebody has settled this report already.",
        ));
    }
    let mut report = Report::new();
    let note = text::optional(&mut report, "note", &cmd.note, 500);
    report.into_result()?;
    let state = if cmd.resolved {
        State::Resolved
    } else {
        State::Dismissed
    };
    Ok((state, note))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use footpath_entity::{directory::listing_report::What, value::Npi};

    use super::*;

    #[test]
    fn only_what_waits_is_settled_and_a_note_is_one_line() {
        let mut row = Model {
            id: ListingReportId(uuid::Uuid::nil()),
            npi: Npi::from_nine("123456789").unwrap(),
            what: What::Phone,
            message: String::new(),
            state: State::Open,
            note: None,
            created_at: DateTime::<Utc>::UNIX_EPOCH,
            settled_at: None,
        };
        let cmd = |resolved, note: &str| Settle {
            resolved,
            note: note.to_owned(),
        };
        let settled = decide(&row, &cmd(true, " Called them ")).unwrap();
        assert_eq!(settled, (State::Resolved, Some("Called them".to_owned())));
        assert_eq!(
            decide(&row, &cmd(false, "")).unwrap(),
            (State::Dismissed, None)
        );
        assert!(matches!(
            decide(&row, &cmd(true, "a\nb")),
            Err(Error::Invalid(_))
        ));
        row.state = State::Dismissed;
        let again = decide(&row, &cmd(true, "")).unwrap_err();
        assert_eq!(again.code(), "listing_report.settled");
    }
}
