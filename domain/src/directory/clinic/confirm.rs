//! A clinic confirms its referral inbox by a link that is mailed there. Only a keyed hash of the
//! link's secret is kept, and only for the last mail.

use chrono::{DateTime, TimeDelta, Utc};
use footpath_entity::{
    directory::{clinic, inbox_confirmation as asked},
    id::ClinicId,
    value::Email,
};
use footpath_templates::mail::NoticeMail;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict,
};
use serde_json::json;

use super::store::{load, save};
use crate::{
    Actor, Ctx, Error, Result,
    audit::{self, Event},
    limit::{Limit, hit},
    mail,
    policy::{self, Action},
    seal::random_token,
    store::Tx,
};

const HOLDS: TimeDelta = TimeDelta::days(14);
/// Mails that one address may be asked by; whoever mistypes an address must not flood it.
const MAILS: Limit = Limit {
    hits: 5,
    window: TimeDelta::days(1),
};
const UNKNOWN: Error = Error::NotFound {
    code: "clinic.link_unknown",
};

/// What stands behind a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxLink {
    pub clinic: String,
    pub state: InboxLinkState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InboxLinkState {
    /// It waits to be pressed.
    Open,
    Confirmed,
    /// Too old, or the clinic has another inbox by now.
    Shut,
}

/// A mail that asks for confirmation is out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    pub at: DateTime<Utc>,
    pub until: DateTime<Utc>,
}

/// Mails the link once more; the one before holds no longer.
pub async fn ask_again(ctx: &Ctx, actor: &Actor, id: ClinicId) -> Result<clinic::Model> {
    policy::require(actor, Action::InboxManage)?;
    let tx = ctx.store.begin().await?;
    let row = load(&tx, id, None).await?;
    if row.inbox.is_none() || row.inbox_confirmed_at.is_some() {
        return Err(Error::conflict(
            "clinic.nothing_to_confirm",
            "There is no inbox that waits to be confirmed.",
        ));
    }
    ask(ctx, &tx, &row).await?;
    let event = Event {
        action: "clinic.inbox_asked",
        object_kind: "clinic",
        object_id: &row.id,
        detail: json!({ "version": row.version }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await?;
    Ok(row)
}

/// What a link's page shows. Nothing changes, however often a scanner follows it.
pub async fn inbox_link(ctx: &Ctx, token: &str) -> Result<InboxLink> {
    let conn = ctx.store.read();
    let asked = by_token(ctx, conn, token).await?;
    let row = clinic::Entity::find_by_id(asked.clinic_id)
        .one(conn)
        .await?
        .ok_or(UNKNOWN)?;
    Ok(InboxLink {
        state: state(&asked, &row, ctx.now()),
        clinic: row.name,
    })
}

/// Whoever holds the link says yes: from now on referrals may go to that address. Saying so
/// again changes nothing.
pub async fn confirm_inbox(ctx: &Ctx, token: &str) -> Result<()> {
    let tx = ctx.store.begin().await?;
    let asked = by_token(ctx, &tx, token).await?;
    let mut row = load(&tx, asked.clinic_id, None).await?;
    match state(&asked, &row, ctx.now()) {
        InboxLinkState::Confirmed => Ok(()),
        InboxLinkState::Shut => Err(Error::conflict(
            "clinic.link_expired",
            "This link is no longer valid. Please ask for a new one.",
        )),
        InboxLinkState::Open => {
            row.inbox_confirmed_at = Some(ctx.now());
            let holder = Actor::Public { addr: None };
            save(ctx, tx, &holder, row, "clinic.inbox_confirmed").await?;
            Ok(())
        }
    }
}

/// Makes the link and queues its mail; nothing for a clinic without an inbox.
pub(super) async fn ask(ctx: &Ctx, tx: &Tx, row: &clinic::Model) -> Result<()> {
    let Some(inbox) = &row.inbox else {
        return Ok(());
    };
    let who = ctx
        .keys
        .tag("inbox-confirmation-limit", inbox.folded().as_bytes());
    if !hit(ctx, tx, &format!("inbox-confirmation:{who}"), MAILS).await? {
        return Err(Error::RateLimited {
            code: "clinic.inbox_asked_often",
            retry_after_secs: 24 * 3600,
        });
    }
    let token = random_token::<32>();
    let expires_at = ctx.now() + HOLDS;
    let link = asked::ActiveModel {
        clinic_id: Set(row.id),
        token_hash: Set(hash(ctx, &token)),
        inbox: Set(inbox.clone()),
        asked_at: Set(ctx.now()),
        expires_at: Set(expires_at),
    };
    let newest = OnConflict::column(asked::Column::ClinicId)
        .update_columns([
            asked::Column::TokenHash,
            asked::Column::Inbox,
            asked::Column::AskedAt,
            asked::Column::ExpiresAt,
        ])
        .to_owned();
    asked::Entity::insert(link)
        .on_conflict(newest)
        .exec_without_returning(tx)
        .await?;
    queue(ctx, tx, inbox, &row.name, &token, expires_at).await
}

async fn queue(
    ctx: &Ctx,
    tx: &Tx,
    inbox: &Email,
    clinic: &str,
    token: &str,
    until: DateTime<Utc>,
) -> Result<()> {
    let site = &ctx.config.site_name;
    let until = until.format("%B %-d, %Y");
    let notice = NoticeMail {
        site_name: site.clone(),
        subject: "Confirm this inbox".to_owned(),
        paragraphs: vec![
            format!(
                "{site} has noted this address as the one where referrals for {clinic} arrive."
            ),
            "Please confirm that it is yours. Nothing is sent here before.".to_owned(),
        ],
        button: Some((
            "Open the page that confirms".to_owned(),
            ctx.config.link(&format!("/inbox/{token}")),
        )),
        footer: vec![
            format!("The link holds until {until}. It is for you alone: please do not forward it."),
            "If this is not yours, ignore this email: you will get no referrals.".to_owned(),
        ],
    };
    let draft = mail::Draft {
        kind: "inbox_confirmation",
        referral: None,
        attempt: None,
        to: inbox,
        letter: notice.compose().map_err(Error::internal)?,
    };
    mail::queue(ctx, tx, mail::Key::Site, draft).await?;
    Ok(())
}

/// The link that is out holds no longer.
pub(super) async fn forget(tx: &Tx, id: ClinicId) -> Result<()> {
    asked::Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}

/// When the clinic's inbox was asked last, while it has not answered.
pub(super) async fn waiting(
    conn: &impl ConnectionTrait,
    row: &clinic::Model,
) -> Result<Option<Asked>> {
    if row.inbox_confirmed_at.is_some() {
        return Ok(None);
    }
    let asked = asked::Entity::find_by_id(row.id).one(conn).await?;
    Ok(asked.map(|asked| Asked {
        at: asked.asked_at,
        until: asked.expires_at,
    }))
}

async fn by_token(ctx: &Ctx, conn: &impl ConnectionTrait, token: &str) -> Result<asked::Model> {
    asked::Entity::find()
        .filter(asked::Column::TokenHash.eq(hash(ctx, token)))
        .one(conn)
        .await?
        .ok_or(UNKNOWN)
}

fn state(asked: &asked::Model, row: &clinic::Model, now: DateTime<Utc>) -> InboxLinkState {
    let mine = row.inbox.as_ref().map(Email::folded) == Some(asked.inbox.folded());
    if mine && row.inbox_confirmed_at.is_some() {
        InboxLinkState::Confirmed
    } else if mine && now < asked.expires_at {
        InboxLinkState::Open
    } else {
        InboxLinkState::Shut
    }
}

fn hash(ctx: &Ctx, token: &str) -> Vec<u8> {
    ctx.keys
        .mac("inbox-confirmation", token.as_bytes())
        .to_vec()
}
