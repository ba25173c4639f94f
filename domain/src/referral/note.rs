use footpath_entity::{
    id::{ReferralId, ReferralNoteId},
    referral::note,
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;

use super::case::Case;
use crate::{
    Actor, Ctx, Error, Report, Result, audit,
    policy::{self, Action},
    seal::Place,
};

/// Characters of a note.
const MOST: usize = 2000;

/// Writes down something that staff should know of a referral. It is sealed with the key of its
/// person, and goes when that person is erased.
pub async fn note(ctx: &Ctx, actor: &Actor, id: ReferralId, text: &str) -> Result<()> {
    policy::require(actor, Action::CareManage)?;
    let text = check(text)?;
    let tx = ctx.store.begin().await?;
    let case = Case::load(ctx, &tx, id).await?;
    let Some(subject) = &case.subject else {
        return Err(Error::conflict(
            "referral.erased",
            "This person was erased. Nothing more is written down of them.",
        ));
    };
    let new: ReferralNoteId = ctx.new_id();
    let row = note::ActiveModel {
        id: Set(new),
        referral_id: Set(id),
        author_id: Set(actor.staff().map(|staff| staff.id)),
        body: Set(subject.seal(&place(new), text.as_bytes())?),
        created_at: Set(ctx.now()),
    };
    note::Entity::insert(row)
        .exec_without_returning(&tx)
        .await?;
    let event = audit::Event {
        action: "referral.note_added",
        object_kind: "referral",
        object_id: &id,
        detail: json!({ "note": new }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await
}

pub(super) fn place(id: ReferralNoteId) -> Place {
    Place::new("referral_note", id, "body")
}

fn check(text: &str) -> Result<&str> {
    let mut report = Report::new();
    let text = text.trim();
    if text.is_empty() {
        report.add("note", "must not be empty");
    }
    if text.chars().count() > MOST {
        report.add("note", format!("must have at most {MOST} characters"));
    }
    let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.chars().any(odd) {
        report.add("note", "must not hold control characters");
    }
    report.into_result()?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_says_something_and_not_too_much() {
        assert_eq!(check(" Called twice. ").unwrap(), "Called twice.");
        for bad in ["", "  ", "a\0b", &"x".repeat(2001)] {
            assert!(check(bad).is_err(), "{bad:?}");
        }
    }
}
