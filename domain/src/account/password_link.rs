//! Somebody sets a password by a link that was mailed to the account's address. Only a keyed
//! hash of its secret is kept.

use chrono::{DateTime, TimeDelta, Utc};
use footpath_entity::{
    account::{password_link as link, user},
    id::UserId,
    value::Email,
};
use footpath_templates::mail::NoticeMail;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict,
};
use serde_json::json;

use super::{disable, find, password};
use crate::{
    Actor, Ctx, Error, Report, Result,
    actor::Staff,
    audit::{self, Event},
    mail,
    policy::{Action, require},
    seal::random_token,
    store::Tx,
};

const HOLDS: TimeDelta = TimeDelta::hours(72);
const SHUT: Error = Error::NotFound {
    code: "account.link_unknown",
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    Invited,
    Reset,
}

/// Mails the link to somebody who cannot sign in. Until it is used the old password holds.
pub async fn mail_password_link(ctx: &Ctx, actor: &Actor, id: UserId) -> Result<()> {
    require(actor, Action::SiteManage)?;
    let tx = ctx.store.begin().await?;
    let user = find::hold(&tx, id).await?;
    if user.disabled_at.is_some() {
        return Err(Error::conflict(
            "account.disabled",
            "The account is disabled. Enable it first.",
        ));
    }
    queue(ctx, &tx, &user, Why::Reset).await?;
    let event = Event {
        action: "user.password_link_mailed",
        object_kind: "user",
        object_id: &user.id,
        detail: json!({}),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await
}

/// Whose password a link sets: the address. Looking changes nothing.
pub async fn password_link(ctx: &Ctx, token: &str) -> Result<String> {
    let (_, user) = behind(ctx, ctx.store.read(), token).await?;
    Ok(user.email)
}

/// Sets the password; the link is used up, and whatever was signed in before is over.
pub async fn set_password(ctx: &Ctx, token: &str, new_password: &str) -> Result<String> {
    let (_, user) = behind(ctx, ctx.store.read(), token).await?;
    let mut report = Report::new();
    password::check(&mut report, new_password, &user.email);
    report.into_result()?;
    let password_hash = ctx.hasher.hash(new_password.to_owned()).await?;

    let tx = ctx.store.begin().await?;
    tx.serialize_on("password-link").await?;
    let (_, user) = behind(ctx, &tx, token).await?;
    let owner = Actor::Staff(Staff {
        id: user.id,
        role: user.role,
        name: user.name.clone(),
    });
    let change = user::ActiveModel {
        password_hash: Set(password_hash),
        ..Default::default()
    };
    let action = "user.password_set";
    disable::end(
        ctx,
        &tx,
        &owner,
        &user,
        change,
        action,
        json!({ "by": "link" }),
    )
    .await?;
    tx.commit().await?;
    Ok(user.email)
}

async fn behind(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    token: &str,
) -> Result<(link::Model, user::Model)> {
    let link = link::Entity::find()
        .filter(link::Column::TokenHash.eq(hash(ctx, token)))
        .one(conn)
        .await?
        .ok_or(SHUT)?;
    let user = user::Entity::find_by_id(link.user_id)
        .one(conn)
        .await?
        .ok_or(SHUT)?;
    let holds =
        ctx.now() < link.expires_at && link.epoch == user.epoch && user.disabled_at.is_none();
    if holds { Ok((link, user)) } else { Err(SHUT) }
}

/// Makes the link and queues its mail; the link before holds no longer.
pub(super) async fn queue(ctx: &Ctx, tx: &Tx, user: &user::Model, why: Why) -> Result<()> {
    let token = random_token::<32>();
    let expires_at = ctx.now() + HOLDS;
    let row = link::ActiveModel {
        user_id: Set(user.id),
        token_hash: Set(hash(ctx, &token)),
        epoch: Set(user.epoch),
        expires_at: Set(expires_at),
    };
    let newest = OnConflict::column(link::Column::UserId)
        .update_columns([
            link::Column::TokenHash,
            link::Column::Epoch,
            link::Column::ExpiresAt,
        ])
        .to_owned();
    link::Entity::insert(row)
        .on_conflict(newest)
        .exec_without_returning(tx)
        .await?;
    let to: Email = user
        .email
        .parse()
        .map_err(|why| Error::internal(format!("a stored address: {why}")))?;
    let address = ctx.config.link(&format!("/admin/password/{token}"));
    let draft = mail::Draft {
        kind: match why {
            Why::Invited => "invitation",
            Why::Reset => "password_reset",
        },
        referral: None,
        attempt: None,
        to: &to,
        letter: notice(&ctx.config.site_name, why, address, expires_at)
            .compose()
            .map_err(Error::internal)?,
    };
    mail::queue(ctx, tx, mail::Key::Site, draft).await?;
    Ok(())
}

fn notice(site: &str, why: Why, address: String, until: DateTime<Utc>) -> NoticeMail {
    let (subject, first) = match why {
        Why::Invited => (
            format!("Your account at {site}"),
            format!("An account was made for you at {site}. Choose a password to sign in."),
        ),
        Why::Reset => (
            format!("A new password for {site}"),
            format!("An administrator of {site} asks you to choose a new password."),
        ),
    };
    let until = until.format("%B %-d, %Y, %-I:%M %p UTC");
    NoticeMail {
        site_name: site.to_owned(),
        subject,
        paragraphs: vec![first],
        button: Some(("Choose a password".to_owned(), address)),
        footer: vec![
            format!("The link holds until {until}. It is for you alone: please do not forward it."),
            "If you did not expect this, ignore this email: nothing changes.".to_owned(),
        ],
    }
}

fn hash(ctx: &Ctx, token: &str) -> Vec<u8> {
    ctx.keys.mac("password-link", token.as_bytes()).to_vec()
}
