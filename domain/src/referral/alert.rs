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
/// Mails that are given up, and referrals that are held, may be many at once: one alert an hour
/// names the first.
const ONE_AN_HOUR: Limit = Limit {
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
    /// Its link ran out before anybody accepted.
    Expired(ReferralId),
    /// Above a limit; nobody is asked before a person says so.
    Held(ReferralId),
    /// A mail was given up.
    DeadLetter(MailId),
    /// Mail to the site's own desk came back.
    DeskBounced(MailId),
}

impl Alert {
    fn subject(self) -> &'static str {
        match self {
            Self::NoRecipient(_) => "A referral has no recipient",
            Self::NotOpened(_) => "A referral was not opened in time",
            Self::NotAnswered(_) => "A referral was not answered in time",
            Self::Expired(_) => "A referral ended without an answer",
            Self::Held(_) => "A referral is held",
            Self::DeadLetter(_) => "A mail could not be delivered",
            Self::DeskBounced(_) => "Mail to the triage inbox came back",
        }
    }

    fn sentence(self) -> &'static str {
        match self {
            Self::NoRecipient(_) => "There is nobody left to ask. Please find somebody.",
            Self::NotOpened(_) => "Whoever was asked has not looked. Please see what can be done.",
            Self::NotAnswered(_) => {
                "Whoever was asked has looked, and has neither accepted nor declined. Please ask."
            }
            Self::Expired(_) => {
                "Nobody has accepted it in two weeks, and its link works no more. Please see what can be done."
            }
            Self::Held(_) => {
                "More came in than the limits allow. Please release it, or leave it. There may be more."
            }
            Self::DeskBounced(_) => {
                "Emergencies go to that inbox and to nobody else. It is written to all the same: please mend it now."
            }
            Self::DeadLetter(_) => {
                "The mail server has refused it for good, or was away for two days. There may be more."
            }
        }
    }

    fn page(self) -> String {
        match self {
            Self::NoRecipient(id)
            | Self::NotOpened(id)
            | Self::NotAnswered(id)
            | Self::Expired(id)
            | Self::Held(id) => {
                format!("/admin/referrals/{id}")
            }
            Self::DeadLetter(id) | Self::DeskBounced(id) => format!("/admin/outbox/{id}"),
        }
    }

    /// What is counted, of those that may be many at once.
    fn bucket(self) -> Option<&'static str> {
        match self {
            Self::DeadLetter(_) => Some("alert:dead"),
            Self::DeskBounced(_) => Some("alert:desk"),
            Self::Held(_) => Some("alert:held"),
            Self::NoRecipient(_) | Self::NotOpened(_) | Self::NotAnswered(_) | Self::Expired(_) => {
                None
            }
        }
    }
}

/// Mails everybody who looks after referrals, in the transaction of the cause.
pub(super) async fn raise(ctx: &Ctx, tx: &Tx, alert: Alert) -> Result<()> {
    if let Some(bucket) = alert.bucket()
        && !hit(ctx, tx, bucket, ONE_AN_HOUR).await?
    {
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
