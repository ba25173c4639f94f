use footpath_entity::{directory::clinic, id::ClinicId, value::Email};
use serde::{Deserialize, Serialize};

use super::store::{load, save};
use crate::{
    Actor, Ctx, Report, Result,
    policy::{self, Action},
};

/// Where a clinic's referrals go, and whether it takes any.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SetInbox {
    /// Blank: none.
    pub inbox: String,
    pub accepts_referrals: bool,
}

/// Sets the referral inbox. A new address is not confirmed: until it is, the clinic takes no
/// referrals, whatever `accepts_referrals` says.
pub async fn set_inbox(
    ctx: &Ctx,
    actor: &Actor,
    id: ClinicId,
    if_version: Option<i64>,
    cmd: SetInbox,
) -> Result<clinic::Model> {
    policy::require(actor, Action::InboxManage)?;
    let inbox = check(&cmd)?;
    let tx = ctx.store.begin().await?;
    let mut row = load(&tx, id, if_version).await?;
    let same = inbox.as_ref().map(Email::folded) == row.inbox.as_ref().map(Email::folded);
    if !same {
        row.inbox_confirmed_at = None;
    }
    row.inbox = inbox;
    row.accepts_referrals = cmd.accepts_referrals;
    save(ctx, tx, actor, row, "clinic.inbox_set").await
}

fn check(cmd: &SetInbox) -> Result<Option<Email>> {
    let mut report = Report::new();
    let typed = cmd.inbox.trim();
    let inbox = if typed.is_empty() {
        None
    } else {
        report.parse("inbox", typed)
    };
    if cmd.accepts_referrals && typed.is_empty() {
        report.add("inbox", "is needed to accept referrals");
    }
    report.into_result()?;
    Ok(inbox)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_accepts_referrals_without_an_inbox() {
        let cmd = |inbox: &str, accepts_referrals| SetInbox {
            inbox: inbox.into(),
            accepts_referrals,
        };
        assert!(check(&cmd("", true)).is_err());
        assert!(check(&cmd("x", false)).is_err());
        assert_eq!(check(&cmd(" ", false)).unwrap(), None);
        assert!(check(&cmd("a@example.org", true)).unwrap().is_some());
    }
}
