use footpath_entity::id::MailId;
use serde_json::json;

use crate::{
    Actor, Ctx, Error, Result, audit, mail,
    policy::{self, Action},
    referral,
};

/// Sends a mail once more, by the same Message-ID and byte for byte the same. A clinic's mail
/// goes only as long as the clinic is the one that is asked.
pub async fn retry(ctx: &Ctx, actor: &Actor, id: MailId) -> Result<()> {
    policy::require(actor, Action::CareManage)?;
    let seen = mail::find(ctx, id).await?;
    let tx = ctx.store.begin().await?;
    let asks = referral::still_asks(&tx, &seen).await?;
    let row = mail::load(&tx, id).await?;
    if !asks {
        return Err(Error::conflict(
            "mail.passed_on",
            "This referral has gone on to somebody else, or is closed. Its page says to whom.",
        ));
    }
    mail::resend(ctx, &tx, &row).await?;
    let event = audit::Event {
        action: "mail.retried",
        object_kind: "mail",
        object_id: &id,
        detail: json!({ "kind": row.kind, "referral": row.referral_id }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await
}
