//! The mails of a referral. None says who the patient is, what the matter is, or how grave:
//! a mail is read on many screens. It says that something waits, by when, and where.

use chrono::{DateTime, Utc};
use footpath_entity::referral::record;
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
};

use super::case::Case;
use crate::{Ctx, Result, mail, mail::Letter, store::Tx};

/// The kind of the mail that asks a recipient.
pub(super) const CLINIC_REFERRAL: &str = "clinic_referral";

/// What a patient is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum News {
    Sent,
    Accepted,
    Scheduled,
    Completed,
    Rerouted,
    Withdrawn,
    Expired,
}

impl News {
    fn mail_kind(self) -> &'static str {
        match self {
            Self::Sent => "patient_sent",
            Self::Accepted => "patient_accepted",
            Self::Scheduled => "patient_scheduled",
            Self::Completed => "patient_completed",
            Self::Rerouted => "patient_rerouted",
            Self::Withdrawn => "patient_withdrawn",
            Self::Expired => "patient_expired",
        }
    }
}

/// That a referral waits, by when to open it, and the link.
pub(super) fn to_clinic(ctx: &Ctx, recipient: &str, due_at: DateTime<Utc>, token: &str) -> Letter {
    let text = [
        format!("A referral is waiting for {recipient}."),
        format!("Please open it by {}.", date_and_time(due_at)),
        format!("Open it here: {}", ctx.config.link(&format!("/r/{token}"))),
        "The link is for you alone; please do not forward it.".to_owned(),
    ];
    letter("A referral is waiting for you", &text)
}

fn to_patient(ctx: &Ctx, news: News, token: &str) -> Letter {
    let (subject, what) = match news {
        News::Sent => ("Your request was sent", "Your request was sent on."),
        News::Accepted => (
            "Your request was accepted",
            "Your request was accepted. You will be contacted.",
        ),
        News::Scheduled => (
            "Your request has news",
            "An appointment was noted for your request.",
        ),
        News::Completed => (
            "Your request is complete",
            "Your request was marked as complete.",
        ),
        News::Rerouted => (
            "Your request was passed on",
            "Your request could not be taken and was passed on.",
        ),
        News::Withdrawn => (
            "Your request was withdrawn",
            "Your request was withdrawn. Nobody will contact you about it.",
        ),
        News::Expired => (
            "Your request has ended",
            "Nobody answered your request in time. Please call a clinic yourself.",
        ),
    };
    let text = [
        what.to_owned(),
        "Do not wait for a reply if it gets worse; in an emergency call 911.".to_owned(),
        format!(
            "See where it stands, take it back, or tell us that this was not you: {}",
            ctx.config.link(&format!("/p/{token}"))
        ),
    ];
    letter(subject, &text)
}

fn letter(subject: &str, paragraphs: &[String]) -> Letter {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    Letter {
        subject: subject.to_owned(),
        text: paragraphs.join("\n\n"),
        html: paragraphs
            .iter()
            .map(|one| format!("<p>{}</p>", escape(one)))
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

/// Mails the patient, when they want mail. The first mail they get is the first they are told,
/// whatever it says.
pub(super) async fn tell_patient(ctx: &Ctx, tx: &Tx, case: &mut Case, news: News) -> Result<()> {
    if case.subject.is_none() {
        return Ok(());
    }
    let Some(to) = case.patient_email()? else {
        return Ok(());
    };
    let draft = mail::Draft {
        kind: news.mail_kind(),
        referral: Some(case.row.id),
        attempt: None,
        to: &to,
        letter: to_patient(ctx, news, &case.patient_token()?),
    };
    mail::queue(ctx, tx, mail::Key::Subject(case.subject()?), draft).await?;
    if case.row.patient_told_at.is_none() {
        let told = record::ActiveModel {
            id: Unchanged(case.row.id),
            patient_told_at: Set(Some(ctx.now())),
            ..Default::default()
        };
        case.row = told.update(tx).await?;
    }
    Ok(())
}

/// Such as `Monday, November 23, 2026, 3:41 PM UTC`.
fn date_and_time(at: DateTime<Utc>) -> String {
    at.format("%A, %B %-d, %Y, %-I:%M %p UTC").to_string()
}
