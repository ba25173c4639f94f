//! How long something is tried, and what counts as a refusal.

use chrono::TimeDelta;
use footpath_domain::{
    referral::{AttemptStatus, Referred, Status},
    triage::Tier,
};
use footpath_entity::{
    kernel::job,
    referral::{mail, mail::Status as MailStatus, record},
    role::Role,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, EntityTrait, QueryFilter,
};

use super::{
    mail_server::MailServer,
    rig::{ann, site},
};
use crate::support::App;

const DESK: &str = "triage@feet.example.org";
const STAFF: &str = "coordinator@staff.example.org";
/// Nobody listens there.
const AWAY: &str = "smtp://127.0.0.1:9?tls=none";

async fn clinics_mail(site: &App) -> mail::Model {
    let all = site.stored_mails().await;
    let mut clinics = all
        .into_iter()
        .filter(|mail| mail.kind == "clinic_referral");
    clinics.next().unwrap()
}

#[tokio::test]
async fn two_days_without_us_are_not_two_days_without_the_mail_server() {
    let site = site(Some(DESK)).set("SMTP_URL", AWAY).spawn().await;
    site.refer(Tier::Emergency, &ann(), None).await;
    // Nothing of ours ran, and then the mail server is away for a moment.
    site.wait(TimeDelta::hours(72));
    site.work().await;
    assert_eq!(clinics_mail(&site).await.status, MailStatus::Queued);
    site.wait(TimeDelta::hours(47));
    site.work().await;
    assert_eq!(clinics_mail(&site).await.status, MailStatus::Queued);
    site.wait(TimeDelta::hours(2));
    site.work().await;
    assert_eq!(clinics_mail(&site).await.status, MailStatus::Dead);
}

#[tokio::test]
async fn waiting_for_its_turn_is_not_trying() {
    let dir = tempfile::tempdir().unwrap();
    let Some(server) = MailServer::start(&dir.path().join("taken"), 0) else {
        return;
    };
    let mut site = site(None)
        .set("SMTP_URL", &server.url())
        .set("LIMIT_MAILS_PER_HOUR_PER_RECIPIENT", "1")
        .spawn()
        .await;
    let clinic = site.clinic("Near", "near@clinic.example.org", 1.0).await;
    for n in 0..2 {
        let mut other = ann();
        other.email = Some(format!("ann{n}@example.net").parse().unwrap());
        site.refer(Tier::Podiatrist, &other, Some(clinic)).await;
    }
    site.work().await;
    let waiting = |all: Vec<mail::Model>| {
        let mut clinics = all
            .into_iter()
            .filter(|mail| mail.kind == "clinic_referral");
        clinics
            .find(|mail| mail.status != MailStatus::Sent)
            .unwrap()
    };
    assert_eq!(
        waiting(site.stored_mails().await).status,
        MailStatus::Queued
    );
    site.ctx.mailer = footpath_domain::mail::Mailer::smtp(AWAY).unwrap();
    site.wait(TimeDelta::hours(60));
    site.work().await;
    let mail = waiting(site.stored_mails().await);
    assert_eq!(mail.status, MailStatus::Queued, "tried once so far");
    let jobs = job::Entity::find()
        .filter(job::Column::Kind.eq("send-email"))
        .filter(job::Column::Status.eq(job::Status::Queued))
        .all(site.ctx.store.read())
        .await
        .unwrap();
    assert!(
        jobs.iter()
            .all(|job| job.run_at < site.now() + TimeDelta::seconds(7)),
        "and soon again: {jobs:?}"
    );
}

async fn set_routing(site: &App, referred: &Referred, routing: Vec<u8>) {
    let tx = site.ctx.store.begin().await.unwrap();
    let change = record::ActiveModel {
        id: Unchanged(referred.id),
        routing: Set(routing),
        ..Default::default()
    };
    change.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_mail_that_cannot_be_read_is_given_up_with_an_alert() {
    let site = site(Some(DESK)).spawn().await;
    site.user(Role::Coordinator).await;
    let referred = site.refer(Tier::Urgent, &ann(), None).await;
    let tx = site.ctx.store.begin().await.unwrap();
    let change = mail::ActiveModel {
        id: Unchanged(clinics_mail(&site).await.id),
        body: Set(Some(vec![0; 40])),
        ..Default::default()
    };
    change.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    site.work().await;
    assert_eq!(clinics_mail(&site).await.status, MailStatus::Queued);
    site.wait(TimeDelta::hours(49));
    site.work().await;
    let mail = clinics_mail(&site).await;
    assert_eq!(mail.status, MailStatus::Dead);
    assert_eq!(mail.last_error.as_deref(), Some("internal"));
    assert_eq!(
        site.attempts().await[0].status,
        AttemptStatus::Undeliverable
    );
    assert_eq!(site.referral(&referred).await.status, Status::Unrouted);
    assert!(site.mails().iter().any(|mail| mail.to == STAFF));
}

#[tokio::test]
async fn a_mail_whose_end_cannot_be_written_down_has_none() {
    let site = site(Some(DESK)).set("SMTP_URL", AWAY).spawn().await;
    let referred = site.refer(Tier::Urgent, &ann(), None).await;
    site.work().await;
    let good = site.referral(&referred).await.routing;
    set_routing(&site, &referred, vec![0; 40]).await;
    for _ in 0..2 {
        site.wait(TimeDelta::hours(49));
        site.work().await;
        assert_eq!(clinics_mail(&site).await.status, MailStatus::Queued);
        assert_eq!(site.attempts().await[0].status, AttemptStatus::Queued);
    }
    set_routing(&site, &referred, good).await;
    site.wait(TimeDelta::hours(2));
    site.work().await;
    // Whichever comes first, the mail's end or the watch, which takes the mail back.
    assert_ne!(clinics_mail(&site).await.status, MailStatus::Queued);
    assert_eq!(site.referral(&referred).await.status, Status::Unrouted);
}

#[tokio::test]
async fn who_watches_over_a_referral_never_gives_up() {
    let site = site(Some(DESK)).spawn().await;
    site.user(Role::Coordinator).await;
    let referred = site.refer(Tier::Emergency, &ann(), None).await;
    site.work().await;
    let good = site.referral(&referred).await.routing;
    let write = async |routing| set_routing(&site, &referred, routing).await;
    // Something that we cannot read, for longer than a mail is tried.
    write(vec![0; 40]).await;
    for _ in 0..5 {
        site.wait(TimeDelta::hours(20));
        site.work().await;
    }
    let watch = job::Entity::find()
        .filter(job::Column::Kind.eq("watch-referral"))
        .all(site.ctx.store.read())
        .await
        .unwrap();
    assert!(!watch.is_empty());
    assert!(
        watch.iter().all(|job| job.status == job::Status::Queued),
        "{watch:?}"
    );
    write(good).await;
    site.wait(TimeDelta::hours(2));
    site.work().await;
    assert!(site.mails().iter().any(|mail| mail.to == STAFF));
}

async fn refused(inbox: &str) -> Option<(App, MailServer, tempfile::TempDir)> {
    let dir = tempfile::tempdir().unwrap();
    let server = MailServer::start(&dir.path().join("taken"), 0)?;
    let site = site(Some(inbox)).set("SMTP_URL", &server.url());
    let site = site.spawn().await;
    site.user(Role::Coordinator).await;
    site.refer(Tier::Emergency, &ann(), None).await;
    site.work().await;
    Some((site, server, dir))
}

#[tokio::test]
async fn a_mail_that_is_refused_for_good_is_dead_at_once_and_staff_are_told() {
    for (inbox, said) in [
        ("spam@feet.example.org", "smtp: 554"),
        ("big@feet.example.org", "smtp: 552"),
    ] {
        let Some((site, server, _dir)) = refused(inbox).await else {
            return;
        };
        let mail = clinics_mail(&site).await;
        assert_eq!(mail.status, MailStatus::Dead, "{inbox}");
        assert_eq!(mail.last_error.as_deref(), Some(said));
        assert_eq!(
            site.attempts().await[0].status,
            AttemptStatus::Undeliverable
        );
        site.work().await;
        let mails = server.mails();
        let alert = mails
            .iter()
            .find(|mail| mail.to == STAFF && mail.subject == "A mail could not be delivered");
        assert!(alert.is_some(), "{inbox}: staff are told");
    }
}

#[tokio::test]
async fn a_sender_that_is_refused_is_no_refusal_of_the_recipient() {
    let dir = tempfile::tempdir().unwrap();
    let Some(server) = MailServer::start(&dir.path().join("taken"), 0) else {
        return;
    };
    let site = site(Some(DESK))
        .set("SMTP_URL", &server.url())
        .set("MAIL_FROM", "banned@feet.example.org")
        .spawn()
        .await;
    site.refer(Tier::Emergency, &ann(), None).await;
    site.work().await;
    let mail = clinics_mail(&site).await;
    assert_eq!(mail.status, MailStatus::Queued);
    assert_eq!(mail.last_error.as_deref(), Some("smtp: 550"));
}

#[tokio::test]
async fn a_mailbox_that_is_refused_after_the_text_is_a_refusal_of_the_recipient() {
    let Some((site, _server, _dir)) = refused("gone@feet.example.org").await else {
        return;
    };
    assert_eq!(clinics_mail(&site).await.status, MailStatus::Dead);
    assert_eq!(
        site.attempts().await[0].status,
        AttemptStatus::Undeliverable
    );
    let rows = record::Entity::find().all(site.ctx.store.read()).await;
    assert_eq!(rows.unwrap()[0].status, Status::Unrouted);
}
