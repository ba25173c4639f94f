use footpath_entity::{directory::clinic, id::ClinicId, value::Email};
use serde::{Deserialize, Serialize};

use super::{
    confirm,
    store::{load, save},
};
use crate::{
    Actor, Ctx, Report, Result,
    policy::{self, Action},
    store::Tx,
};

/// Where a clinic's referrals go, and whether it takes any.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SetInbox {
    /// Blank: none.
    pub inbox: String,
    pub accepts_referrals: bool,
}

/// An inbox that is right in itself.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CheckedInbox {
    inbox: Option<Email>,
    accepts_referrals: bool,
}

/// Sets the referral inbox. A new address is not confirmed: until whoever reads it follows the
/// link that is mailed there, the clinic takes no referrals, whatever `accepts_referrals` says.
pub async fn set_inbox(
    ctx: &Ctx,
    actor: &Actor,
    id: ClinicId,
    if_version: Option<i64>,
    cmd: SetInbox,
) -> Result<clinic::Model> {
    policy::require(actor, Action::InboxManage)?;
    let checked = cmd.check()?;
    let tx = ctx.store.begin().await?;
    let mut row = load(&tx, id, if_version).await?;
    put(ctx, &tx, &mut row, checked).await?;
    save(ctx, tx, actor, row, "clinic.inbox_set").await
}

/// Writes an inbox into a row that is there already; a new address is asked to confirm.
pub(super) async fn put(
    ctx: &Ctx,
    tx: &Tx,
    row: &mut clinic::Model,
    checked: CheckedInbox,
) -> Result<()> {
    let folded = |inbox: &Option<Email>| inbox.as_ref().map(Email::folded);
    let same = folded(&checked.inbox) == folded(&row.inbox);
    row.inbox = checked.inbox;
    row.accepts_referrals = checked.accepts_referrals;
    if same {
        return Ok(());
    }
    row.inbox_confirmed_at = None;
    confirm::forget(tx, row.id).await?;
    confirm::ask(ctx, tx, row).await
}

impl SetInbox {
    /// As it is stored.
    pub(super) fn of(row: &clinic::Model) -> Self {
        Self {
            inbox: row.inbox.as_ref().map(Email::to_string).unwrap_or_default(),
            accepts_referrals: row.accepts_referrals,
        }
    }

    pub(super) fn check(&self) -> Result<CheckedInbox> {
        let mut report = Report::new();
        let typed = self.inbox.trim();
        let inbox = if typed.is_empty() {
            None
        } else {
            report.parse("inbox", typed)
        };
        if self.accepts_referrals && typed.is_empty() {
            report.add("inbox", "is needed to accept referrals");
        }
        report.into_result()?;
        Ok(CheckedInbox {
            inbox,
            accepts_referrals: self.accepts_referrals,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_accepts_referrals_without_an_inbox() {
        let check = |inbox: &str, accepts_referrals| {
            let cmd = SetInbox {
                inbox: inbox.into(),
                accepts_referrals,
            };
            cmd.check()
        };
        assert!(check("", true).is_err());
        assert!(check("x", false).is_err());
        assert_eq!(check(" ", false).unwrap().inbox, None);
        assert!(check("a@example.org", true).unwrap().inbox.is_some());
    }
}
