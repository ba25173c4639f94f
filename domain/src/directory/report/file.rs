use footpath_entity::{
    directory::listing_report::{self, State, What},
    id::ListingReportId,
    value::Npi,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use crate::{
    Actor, Ctx, Report, Result,
    audit::{self, Event},
    directory::{listing, message::message, podiatrist, throttle::throttle},
    store::Tx,
};

/// An error as a reader typed it.
#[derive(Clone, Debug, Default)]
pub struct FileReport {
    /// Such as `phone`.
    pub what: String,
    /// May be blank, unless something else is wrong than what there is to choose from.
    pub message: String,
}

/// Puts a reader's report into the queue.
pub async fn file(ctx: &Ctx, actor: &Actor, npi: &str, cmd: &FileReport) -> Result<()> {
    let npi = podiatrist::npi(npi)?;
    let tx = ctx.store.begin().await?;
    listing::require_listed(&tx, &npi).await?;
    let (what, message) = check(cmd)?;
    throttle(ctx, &tx, actor, "report").await?;
    add(ctx, &tx, actor, &npi, what, message).await?;
    tx.commit().await
}

fn check(cmd: &FileReport) -> Result<(What, String)> {
    let mut report = Report::new();
    let what = report.parse::<What>("what", &cmd.what);
    let message = message(&mut report, "message", &cmd.message);
    if what == Some(What::Other) && message.is_empty() {
        report.add("message", "say what is wrong");
    }
    report.into_result()?;
    Ok((what.unwrap_or(What::Other), message))
}

/// Adds to the queue; what waits there word for word is not added again.
pub(in crate::directory) async fn add(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    npi: &Npi,
    what: What,
    message: String,
) -> Result<()> {
    use listing_report::Column;
    let same = listing_report::Entity::find()
        .filter(Column::Npi.eq(npi.as_str()))
        .filter(Column::What.eq(what))
        .filter(Column::State.eq(State::Open))
        .filter(Column::Message.eq(message.as_str()))
        .count(tx)
        .await?;
    if same > 0 {
        return Ok(());
    }
    let id: ListingReportId = ctx.new_id();
    let row = listing_report::ActiveModel {
        id: Set(id),
        npi: Set(npi.clone()),
        what: Set(what),
        message: Set(message),
        state: Set(State::Open),
        note: Set(None),
        created_at: Set(ctx.now()),
        settled_at: Set(None),
    };
    listing_report::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    let event = Event {
        action: "listing_report.filed",
        object_kind: "listing_report",
        object_id: &id,
        detail: json!({ "npi": npi, "what": what.as_str() }),
    };
    audit::record(ctx, tx, actor, event).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[test]
    fn something_else_needs_words_and_what_is_named_does_not() {
        let cmd = |what: &str, message: &str| FileReport {
            what: what.to_owned(),
            message: message.to_owned(),
        };
        assert_eq!(
            check(&cmd("phone", " ")).unwrap(),
            (What::Phone, String::new())
        );
        let fields = |cmd: &FileReport| {
            let Err(Error::Invalid(report)) = check(cmd) else {
                panic!("it passed")
            };
            report.0.into_iter().map(|e| e.field).collect::<Vec<_>>()
        };
        assert_eq!(fields(&cmd("other", "")), ["message"]);
        assert_eq!(fields(&cmd("", "a\0")), ["what", "message"]);
    }
}
