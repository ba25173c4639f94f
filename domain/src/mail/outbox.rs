use chrono::{DateTime, TimeDelta, Utc};
use footpath_entity::{
    id::{AttemptId, MailId, ReferralId},
    referral::mail::{self, Status},
    value::Email,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;
use zeroize::Zeroizing;

use super::{
    Letter, Parcel,
    compose::{Head, render},
};
use crate::{
    Ctx, Error, Result, jobs,
    seal::{Place, SubjectKey},
    store::Tx,
};

/// How long recipient, subject and body are kept after a mail was sent or given up.
const KEEP: TimeDelta = TimeDelta::days(7);
/// Mails erased in one transaction.
const PURGE_BATCH: u64 = 200;
/// One purge waits at a time, for the mail that is to be erased first.
const PURGE_KEY: &str = "purge-mail";

/// Who can read the stored mail.
pub enum Key<'a> {
    /// A person's record: erasing the person erases the mail.
    Subject(&'a SubjectKey),
    /// The site's own mail, to its staff.
    Site,
}

/// A mail to be sent.
pub struct Draft<'a> {
    /// Which mail it is, such as `clinic_referral`.
    pub kind: &'static str,
    pub referral: Option<ReferralId>,
    pub attempt: Option<AttemptId>,
    pub to: &'a Email,
    pub letter: Letter,
}

/// Renders a mail, stores it sealed and enqueues its sending, in the caller's transaction.
pub async fn queue(ctx: &Ctx, tx: &Tx, key: Key<'_>, draft: Draft<'_>) -> Result<MailId> {
    queue_at(ctx, tx, key, draft, ctx.now()).await
}

/// The same, to be sent no sooner than `at`.
pub async fn queue_at(
    ctx: &Ctx,
    tx: &Tx,
    key: Key<'_>,
    draft: Draft<'_>,
    at: DateTime<Utc>,
) -> Result<MailId> {
    let id: MailId = ctx.new_id();
    let from = &ctx.config.mail_from;
    let domain = from.as_str().rsplit('@').next().unwrap_or("localhost");
    let message_id = format!("<{id}@{domain}>");
    let head = Head {
        message_id: &message_id,
        from,
        from_name: &ctx.config.site_name,
        to: draft.to,
        at: ctx.now(),
    };
    let bytes = render(&head, &draft.letter, ctx.config.dkim.as_ref())?;
    if matches!(key, Key::Site) {
        ctx.keys.refresh(ctx.now(), tx).await?;
    }
    let seal = |column, plain: &[u8]| match &key {
        Key::Subject(subject) => subject.seal(&place(id, column), plain),
        Key::Site => ctx.keys.seal(&place(id, column), plain),
    };
    let row = mail::ActiveModel {
        id: Set(id),
        kind: Set(draft.kind.to_owned()),
        referral_id: Set(draft.referral),
        attempt_id: Set(draft.attempt),
        subject_key_id: Set(match &key {
            Key::Subject(subject) => Some(subject.id),
            Key::Site => None,
        }),
        recipient: Set(Some(seal("recipient", draft.to.as_str().as_bytes())?)),
        recipient_mac: Set(Some(recipient_mac(ctx, draft.to))),
        subject: Set(Some(seal("subject", draft.letter.subject.as_bytes())?)),
        body: Set(Some(seal("body", &bytes)?)),
        message_id: Set(message_id),
        status: Set(Status::Queued),
        last_error: Set(None),
        created_at: Set(ctx.now()),
        sent_at: Set(None),
        erase_at: Set(None),
    };
    mail::Entity::insert(row).exec_without_returning(tx).await?;
    let job = jobs::NewJob {
        kind: jobs::Kind::SendEmail,
        payload: json!({ "mail": id }),
        run_at: at,
        dedupe_key: None,
    };
    jobs::enqueue(ctx, tx, job).await?;
    Ok(id)
}

/// A mail that still waits to be sent.
pub async fn waiting(ctx: &Ctx, id: MailId) -> Result<Option<mail::Model>> {
    let row = mail::Entity::find_by_id(id).one(ctx.store.read()).await?;
    Ok(row.filter(|row| row.status == Status::Queued))
}

/// Opens a mail to send it; `None` when it was erased.
pub async fn open(ctx: &Ctx, row: &mail::Model) -> Result<Option<Parcel>> {
    let Some(opened) = unseal(ctx, row).await? else {
        return Ok(None);
    };
    let parcel = Parcel {
        message_id: row.message_id.clone(),
        from: ctx
            .config
            .bounce_address
            .clone()
            .unwrap_or_else(|| ctx.config.mail_from.clone()),
        to: opened.to.parse().map_err(Error::internal)?,
        bytes: opened.bytes,
    };
    Ok(Some(parcel))
}

/// What is sealed of a mail.
pub struct Sealed {
    pub to: String,
    pub subject: String,
    /// The whole message.
    pub bytes: Zeroizing<Vec<u8>>,
}

/// Opens what is sealed of a mail, whatever its state; `None` when it was erased, or the person
/// whose key seals it.
pub async fn unseal(ctx: &Ctx, row: &mail::Model) -> Result<Option<Sealed>> {
    let (Some(recipient), Some(subject), Some(body)) = (&row.recipient, &row.subject, &row.body)
    else {
        return Ok(None);
    };
    let key = match row.subject_key_id {
        Some(key) => match SubjectKey::load(ctx, ctx.store.read(), key).await {
            Ok(key) => Some(key),
            Err(Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(error),
        },
        None => None,
    };
    if key.is_none() {
        ctx.keys.know(ctx.store.read(), body).await?;
    }
    let open = |column, sealed: &[u8]| match &key {
        Some(key) => key.open(&place(row.id, column), sealed),
        None => ctx.keys.open(&place(row.id, column), sealed),
    };
    let text = |column, sealed: &[u8]| -> Result<String> {
        let plain = open(column, sealed)?;
        Ok(String::from_utf8_lossy(&plain).into_owned())
    };
    Ok(Some(Sealed {
        to: text("recipient", recipient)?,
        subject: text("subject", subject)?,
        bytes: open("body", body)?,
    }))
}

/// Notes that the mail server has taken a mail, and when to erase it.
pub async fn sent(ctx: &Ctx, tx: &Tx, id: MailId) -> Result<()> {
    let now = ctx.now();
    let end = mail::ActiveModel {
        status: Set(Status::Sent),
        last_error: Set(None),
        sent_at: Set(Some(now)),
        erase_at: Set(Some(now + KEEP)),
        ..Default::default()
    };
    update(tx, id, end).await?;
    purge_at(ctx, tx, now + KEEP).await
}

/// Notes that a mail will never be sent.
pub async fn dead(ctx: &Ctx, tx: &Tx, id: MailId, why: String) -> Result<()> {
    let erase_at = ctx.now() + KEEP;
    let end = mail::ActiveModel {
        status: Set(Status::Dead),
        last_error: Set(Some(why)),
        erase_at: Set(Some(erase_at)),
        ..Default::default()
    };
    update(tx, id, end).await?;
    purge_at(ctx, tx, erase_at).await
}

/// Notes why a mail waits on.
pub async fn retried(tx: &Tx, id: MailId, why: String) -> Result<()> {
    let note = mail::ActiveModel {
        last_error: Set(Some(why)),
        ..Default::default()
    };
    update(tx, id, note).await
}

/// Erases the mails of a referral, or of one of its attempts, that are still waiting: nobody
/// wants them any more.
pub async fn void(
    ctx: &Ctx,
    tx: &Tx,
    referral: ReferralId,
    attempt: Option<AttemptId>,
) -> Result<()> {
    let mut unwanted = mail::Entity::update_many()
        .set(voided(ctx))
        .filter(mail::Column::ReferralId.eq(referral))
        .filter(mail::Column::Status.eq(Status::Queued));
    if let Some(attempt) = attempt {
        unwanted = unwanted.filter(mail::Column::AttemptId.eq(attempt));
    }
    if unwanted.exec(tx).await?.rows_affected > 0 {
        purge_now(ctx, tx).await?;
    }
    Ok(())
}

/// Erases one mail that is still waiting.
pub async fn void_one(ctx: &Ctx, tx: &Tx, id: MailId) -> Result<()> {
    update(tx, id, voided(ctx)).await?;
    purge_now(ctx, tx).await
}

/// Removes the file of a mail that was taken back, perhaps while it was written.
pub async fn forget_void(ctx: &Ctx, id: MailId) -> Result<()> {
    let row = mail::Entity::find_by_id(id).one(ctx.store.read()).await?;
    match row.filter(|row| row.status == Status::Void) {
        Some(row) => ctx.mailer.forget(&row.message_id).await,
        None => Ok(()),
    }
}

/// Erases recipient, subject and body of every mail whose time has come, files included.
/// Answers when the next one is to go.
pub async fn purge(ctx: &Ctx) -> Result<Option<DateTime<Utc>>> {
    // One that was taken back is empty already, and may still have a file.
    let left = Condition::any()
        .add(mail::Column::Body.is_not_null())
        .add(mail::Column::Status.eq(Status::Void));
    let kept = || {
        mail::Entity::find()
            .filter(left.clone())
            .filter(mail::Column::EraseAt.is_not_null())
            .order_by_asc(mail::Column::EraseAt)
    };
    loop {
        let due: Vec<(MailId, String)> = kept()
            .filter(mail::Column::EraseAt.lte(ctx.now()))
            .select_only()
            .columns([mail::Column::Id, mail::Column::MessageId])
            .limit(PURGE_BATCH)
            .into_tuple()
            .all(ctx.store.read())
            .await?;
        if due.is_empty() {
            break;
        }
        // Files first: a row that is empty already would not lead us back to its file.
        for (_, message_id) in &due {
            ctx.mailer.forget(message_id).await?;
        }
        let tx = ctx.store.begin().await?;
        mail::Entity::update_many()
            .set(mail::ActiveModel {
                erase_at: Set(None),
                ..emptied()
            })
            .filter(mail::Column::Id.is_in(due.iter().map(|(id, _)| *id)))
            .exec(&tx)
            .await?;
        tx.commit().await?;
    }
    let next = kept().one(ctx.store.read()).await?;
    Ok(next.and_then(|row| row.erase_at))
}

/// Enqueues the purge for `at`, unless one waits for an earlier mail.
pub async fn purge_at(ctx: &Ctx, tx: &Tx, at: DateTime<Utc>) -> Result<()> {
    let job = jobs::NewJob {
        kind: jobs::Kind::PurgeMail,
        payload: json!({}),
        run_at: at,
        dedupe_key: Some(PURGE_KEY.to_owned()),
    };
    jobs::enqueue(ctx, tx, job).await
}

/// Enqueues a purge beside the one that waits already, which is for later mails.
pub async fn purge_now(ctx: &Ctx, tx: &Tx) -> Result<()> {
    let job = jobs::NewJob {
        kind: jobs::Kind::PurgeMail,
        payload: json!({}),
        run_at: ctx.now(),
        dedupe_key: None,
    };
    jobs::enqueue(ctx, tx, job).await
}

async fn update(tx: &Tx, id: MailId, change: mail::ActiveModel) -> Result<()> {
    mail::Entity::update_many()
        .set(change)
        .filter(mail::Column::Id.eq(id))
        .filter(mail::Column::Status.eq(Status::Queued))
        .exec(tx)
        .await?;
    Ok(())
}

/// Empty, and to be looked at by the next purge for what a transport may keep of it.
fn voided(ctx: &Ctx) -> mail::ActiveModel {
    mail::ActiveModel {
        status: Set(Status::Void),
        erase_at: Set(Some(ctx.now())),
        ..emptied()
    }
}

fn emptied() -> mail::ActiveModel {
    mail::ActiveModel {
        recipient: Set(None),
        recipient_mac: Set(None),
        subject: Set(None),
        body: Set(None),
        ..Default::default()
    }
}

/// By which mail to one address is counted, and the list of suppressed ones is asked.
pub(super) fn recipient_mac(ctx: &Ctx, to: &Email) -> Vec<u8> {
    ctx.keys
        .mac("mail-recipient", to.folded().as_bytes())
        .to_vec()
}

fn place(id: MailId, column: &'static str) -> Place {
    Place::new("mail", id, column)
}
