use footpath_entity::{
    id::MailId,
    referral::mail::{self, Status},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    EntityTrait, QuerySelect,
};
use serde_json::json;

use crate::{Ctx, Error, Result, jobs, store::Tx};

/// A mail as it is now.
pub async fn find(ctx: &Ctx, id: MailId) -> Result<mail::Model> {
    mail::Entity::find_by_id(id)
        .one(ctx.store.read())
        .await?
        .ok_or(Error::not_found("mail.not_found"))
}

/// Loads a mail, locked; its referral is locked before it.
pub async fn load(tx: &Tx, id: MailId) -> Result<mail::Model> {
    mail::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::not_found("mail.not_found"))
}

/// Sends a mail once more, in the caller's transaction: by the same Message-ID, and byte for
/// byte the same.
pub async fn resend(ctx: &Ctx, tx: &Tx, row: &mail::Model) -> Result<()> {
    match row.status {
        Status::Sent | Status::Dead if row.body.is_some() => {}
        Status::Queued => {
            return Err(Error::conflict(
                "mail.queued",
                "This mail is on its way already.",
            ));
        }
        Status::Sent | Status::Dead | Status::Void => {
            return Err(Error::conflict(
                "mail.erased",
                "This mail was erased. It cannot be sent again.",
            ));
        }
    }
    let waiting = mail::ActiveModel {
        id: Unchanged(row.id),
        status: Set(Status::Queued),
        last_error: Set(None),
        erase_at: Set(None),
        ..Default::default()
    };
    waiting.update(tx).await?;
    let job = jobs::NewJob {
        kind: jobs::Kind::SendEmail,
        payload: json!({ "mail": row.id }),
        run_at: ctx.now(),
        dedupe_key: None,
    };
    jobs::again(ctx, tx, job).await
}
