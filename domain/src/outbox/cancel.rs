use footpath_entity::{id::MailId, referral::mail::Status};
use serde_json::json;

use crate::{
    Actor, Ctx, Error, Result, audit, mail,
    policy::{self, Action},
};

/// Takes back a mail that still waits, and erases it. A clinic's mail is not for this: a
/// referral whose mail is gone would wait for ever.
pub async fn cancel(ctx: &Ctx, actor: &Actor, id: MailId) -> Result<()> {
    policy::require(actor, Action::CareManage)?;
    let tx = ctx.store.begin().await?;
    let row = mail::load(&tx, id).await?;
    if row.status != Status::Queued {
        return Err(Error::conflict(
            "mail.not_waiting",
            "This mail does not wait any more.",
        ));
    }
    if row.attempt_id.is_some() {
        return Err(Error::conflict(
            "mail.carries_a_referral",
            "This mail carries a referral. Re-route the referral instead: it then goes to \
             somebody else, and this mail is taken back.",
        ));
    }
    mail::void_one(ctx, &tx, id).await?;
    let event = audit::Event {
        action: "mail.cancelled",
        object_kind: "mail",
        object_id: &id,
        detail: json!({ "kind": row.kind, "referral": row.referral_id }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await
}
