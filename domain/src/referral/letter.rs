//! The mails of a referral. None says who the patient is, what the matter is, or how grave:
//! a mail is read on many screens. It says that something waits, by when, and where.

use chrono::{DateTime, Utc};
use footpath_entity::{
    referral::{
        attempt::{self, RecipientKind},
        record::{self, Status},
    },
    value::Email,
};
pub(super) use footpath_templates::mail::PatientNews;
use footpath_templates::mail::{ClinicReferralMail, PatientMail};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
};

use super::case::Case;
use crate::{Ctx, Error, Result, directory::clinic, mail, mail::Letter, store::Tx};

/// The kind of the mail that asks a recipient.
pub(super) const CLINIC_REFERRAL: &str = "clinic_referral";

fn mail_kind(news: PatientNews) -> &'static str {
    match news {
        PatientNews::Sent => "patient_sent",
        PatientNews::Accepted => "patient_accepted",
        PatientNews::Scheduled => "patient_scheduled",
        PatientNews::Completed => "patient_completed",
        PatientNews::Rerouted => "patient_rerouted",
        PatientNews::Unrouted => "patient_unrouted",
        PatientNews::Withdrawn => "patient_withdrawn",
        PatientNews::Expired => "patient_expired",
    }
}

/// The kind of the mail that asks once more.
pub(super) const CLINIC_REMINDER: &str = "clinic_reminder";

/// That a referral still waits, with the same link.
pub(super) fn reminder(ctx: &Ctx, attempt: &attempt::Model, token: &str) -> Result<Letter> {
    let mail = ClinicReferralMail {
        site_name: ctx.config.site_name.clone(),
        open_by: date_and_time(attempt.due_at),
        link: ctx.config.link(&format!("/r/{token}")),
        reminder: true,
        passed_on: attempt.recipient_kind == RecipientKind::Clinic,
    };
    mail.compose().map_err(Error::internal)
}

/// Where mail to the recipient of an attempt goes now.
pub(super) async fn inbox_of(
    ctx: &Ctx,
    tx: &Tx,
    attempt: &attempt::Model,
) -> Result<Option<Email>> {
    match attempt.clinic_id {
        Some(id) => Ok(clinic::accepting(tx, id).await?.map(|clinic| clinic.inbox)),
        None => Ok(ctx.config.triage_inbox.clone()),
    }
}

/// That a referral waits, by when to open it, and the link.
pub(super) fn to_recipient(
    ctx: &Ctx,
    kind: RecipientKind,
    due_at: DateTime<Utc>,
    token: &str,
) -> Result<Letter> {
    let mail = ClinicReferralMail {
        site_name: ctx.config.site_name.clone(),
        open_by: date_and_time(due_at),
        link: ctx.config.link(&format!("/r/{token}")),
        reminder: false,
        passed_on: kind == RecipientKind::Clinic,
    };
    mail.compose().map_err(Error::internal)
}

fn to_patient(ctx: &Ctx, news: PatientNews, token: &str) -> Result<Letter> {
    let mail = PatientMail {
        site_name: ctx.config.site_name.clone(),
        news,
        link: ctx.config.link(&format!("/p/{token}")),
    };
    mail.compose().map_err(Error::internal)
}

/// Tells the patient that somebody else was asked, or that nobody is left to ask.
pub(super) async fn tell_of_next(ctx: &Ctx, tx: &Tx, case: &mut Case) -> Result<()> {
    let news = match case.row.status {
        Status::Unrouted => PatientNews::Unrouted,
        _ => PatientNews::Rerouted,
    };
    tell_patient(ctx, tx, case, news).await
}

/// Mails the patient, when they want mail. The first mail they get is the first they are told,
/// whatever it says.
pub(super) async fn tell_patient(
    ctx: &Ctx,
    tx: &Tx,
    case: &mut Case,
    news: PatientNews,
) -> Result<()> {
    if case.subject.is_none() {
        return Ok(());
    }
    let Some(to) = case.patient_email()? else {
        return Ok(());
    };
    // Somebody there said that they never asked; they are not asked to say so again.
    if mail::is_disowned(ctx, tx, &to).await? {
        return Ok(());
    }
    let draft = mail::Draft {
        kind: mail_kind(news),
        referral: Some(case.row.id),
        attempt: None,
        to: &to,
        letter: to_patient(ctx, news, &case.patient_token()?)?,
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
