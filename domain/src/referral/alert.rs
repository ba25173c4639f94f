//! Mails to coordinators and administrators when a referral, or a mail, needs a person. None of
//! them says whose it is or what it is about.

use chrono::TimeDelta;
use footpath_entity::{
    account::user,
    id::{MailId, ReferralId},
    role::Role,
    value::Email,
};
use footpath_templates::mail::NoticeMail;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    Ctx, Error, Result,
    limit::{Limit, hit},
    mail,
    store::Tx,
};

/// The kind of these mails; one that dies raises no other.
pub(super) const STAFF_ALERT: &str = "staff_alert";
/// Mails that are given up may be many at once: one alert an hour names the first.
const DEAD_LETTERS: Limit = Limit {
    hits: 1,
    window: TimeDelta::hours(1),
};

/// What staff are told of.
#[derive(Clone, Copy)]
pub(super) enum Alert {
    /// Nobody is left to ask.
    NoRecipient(ReferralId),
    /// The recipient has not opened it in time.
    NotOpened(ReferralId),
    /// The recipient has opened it, and has not answered.
    NotAnswered(ReferralId),
    /// A mail was given up.
    DeadLetter(MailId),
}

impl Alert {
    fn subject(self) -> &'static str {
        match self {
            Self::NoRecipient(_) => "A referral has no recipient",
            Self::NotOpened(_) => "A referral was not opened in time",
            Self::NotAnswered(_) => "A referral was not answered in time",
            Self::DeadLetter(_) => "A mail could not be delivered",
        }
    }

    fn sentence(self) -> &'static str {
        match self {
            Self::NoRecipient(_) => "There is nobody left to ask. Please find somebody.",
            Self::NotOpened(_) => "Whoever was asked has not looked. Please see what can be done.",
            Self::NotAnswered(_) => {
                "Whoever was asked has looked, and has neither accepted nor declined. Please ask."
            }
            Self::DeadLetter(_) => {
                "The mail server has refused it for good, or was away for two days. There may be more."
            }
        }
    }

    fn page(self) -> String {
        match self {
            Self::NoRecipient(id) | Self::NotOpened(id) | Self::NotAnswered(id) => {
                format!("/admin/referrals/{id}")
            }
            Self::DeadLetter(id) => format!("/admin/outbox/{id}"),
        }
    }
}

/// Mails everybody who looks after referrals, in the transaction of the cause.
pub(super) async fn raise(ctx: &Ctx, tx: &Tx, alert: Alert) -> Result<()> {
    if matches!(alert, Alert::DeadLetter(_)) && !hit(ctx, tx, "alert:dead", DEAD_LETTERS).await? {
        return Ok(());
    }
    let staff = user::Entity::find()
        .filter(user::Column::Role.is_in([Role::Admin, Role::Coordinator]))
        .filter(user::Column::DisabledAt.is_null())
        .all(tx)
        .await?;
    for one in staff {
        let Ok(to) = one.email.parse::<Email>() else {
            continue;
        };
        let notice = NoticeMail {
            site_name: ctx.config.site_name.clone(),
            subject: alert.subject().to_owned(),
            paragraphs: vec![alert.sentence().to_owned()],
            button: Some((
                "Open the console".to_owned(),
                ctx.config.link(&alert.page()),
            )),
            footer: vec!["You get this because you look after referrals.".to_owned()],
        };
        let draft = mail::Draft {
            kind: STAFF_ALERT,
            referral: None,
            attempt: None,
            to: &to,
            letter: notice.compose().map_err(Error::internal)?,
        };
        mail::queue(ctx, tx, mail::Key::Site, draft).await?;
    }
    Ok(())
}
