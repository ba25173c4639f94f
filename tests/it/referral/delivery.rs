//! Mail through a real mail server, and through its faults.

use chrono::TimeDelta;
use footpath_domain::{
    jobs,
    mail::{self, Failure, Mailer, Parcel},
    referral::{AttemptStatus, Status},
    triage::Tier,
};
use footpath_entity::referral::mail::Status as MailStatus;

use super::{
    mail_server::MailServer,
    rig::{ann, site},
};
use crate::support::App;

async fn rig(server: &MailServer, desk: &str) -> App {
    let site = site(Some(desk)).set("SMTP_URL", &server.url());
    site.spawn().await
}

fn server() -> Option<(tempfile::TempDir, MailServer)> {
    let dir = tempfile::tempdir().unwrap();
    let server = MailServer::start(&dir.path().join("taken"), 0)?;
    Some((dir, server))
}

#[tokio::test]
async fn a_mail_server_takes_the_clinics_mail_and_then_the_patients() {
    let Some((_dir, server)) = server() else {
        return;
    };
    let rig = rig(&server, "triage@feet.example.org").await;
    let referred = rig.refer(Tier::Urgent, &ann(), None).await;
    assert_eq!(referred.status, Status::Queued);
    rig.work().await;

    let expected = [vec!["triage@feet.example.org"], vec!["ann@example.net"]];
    assert_eq!(server.recipients(), expected);
    assert_eq!(rig.referral(&referred).await.status, Status::Sent);
    let stored = rig.stored_mails().await;
    for taken in server.mails() {
        let id = format!("<{}>", taken.message_id);
        let row = stored.iter().find(|row| row.message_id == id).unwrap();
        assert_eq!(row.status, MailStatus::Sent);
    }
}

#[tokio::test]
async fn a_recipient_that_is_refused_is_undeliverable_and_nobody_is_left() {
    let Some((_dir, server)) = server() else {
        return;
    };
    let rig = rig(&server, "refuse@feet.example.org").await;
    let referred = rig.refer(Tier::Emergency, &ann(), None).await;
    rig.work().await;
    assert_eq!(server.recipients(), [vec!["ann@example.net"]]);
    assert!(server.mails()[0].text.contains("call a clinic yourself"));
    assert_eq!(rig.attempts().await[0].status, AttemptStatus::Undeliverable);
    assert_eq!(rig.referral(&referred).await.status, Status::Unrouted);
    let stored = rig.stored_mails().await;
    let stored = stored
        .iter()
        .find(|mail| mail.kind == "clinic_referral")
        .unwrap();
    assert_eq!(stored.status, MailStatus::Dead);
    assert_eq!(stored.last_error.as_deref(), Some("smtp: 550"));
}

#[tokio::test]
async fn a_server_that_says_later_is_asked_later() {
    let Some((_dir, server)) = server() else {
        return;
    };
    let rig = rig(&server, "later@feet.example.org").await;
    let referred = rig.refer(Tier::Urgent, &ann(), None).await;
    rig.work().await;
    assert!(server.mails().is_empty());
    assert_eq!(rig.referral(&referred).await.status, Status::Queued);
    assert_eq!(
        rig.stored_mails().await[0].last_error.as_deref(),
        Some("smtp: 451")
    );
    rig.wait(TimeDelta::seconds(7));
    rig.work().await;
    assert_eq!(server.mails().len(), 2);
    assert_eq!(rig.referral(&referred).await.status, Status::Sent);
}

#[tokio::test]
async fn a_server_that_is_away_gets_the_mail_when_it_is_back() {
    let Some((dir, first)) = server() else { return };
    let rig = rig(&first, "triage@feet.example.org").await;
    let port = first.port;
    drop(first);
    let referred = rig.refer(Tier::Urgent, &ann(), None).await;
    rig.work().await;
    for _ in 0..4 {
        rig.wait(TimeDelta::minutes(2));
        rig.work().await;
    }
    assert_eq!(rig.referral(&referred).await.status, Status::Queued);
    let server = MailServer::start(&dir.path().join("taken"), port).unwrap();
    rig.wait(TimeDelta::hours(1));
    rig.work().await;
    assert_eq!(server.mails().len(), 2);
    assert_eq!(rig.referral(&referred).await.status, Status::Sent);
}

#[tokio::test]
async fn after_two_days_without_a_mail_server_a_person_must_look() {
    let Some((_dir, server)) = server() else {
        return;
    };
    let rig = rig(&server, "triage@feet.example.org").await;
    drop(server);
    let referred = rig.refer(Tier::Urgent, &ann(), None).await;
    rig.work().await;
    rig.wait(TimeDelta::hours(49));
    rig.work().await;
    assert_eq!(rig.stored_mails().await[0].status, MailStatus::Dead);
    assert_eq!(rig.referral(&referred).await.status, Status::Unrouted);
}

#[tokio::test]
async fn a_connection_cut_after_the_mail_leads_to_the_same_mail_again() {
    let Some((_dir, server)) = server() else {
        return;
    };
    let rig = rig(&server, "drop@feet.example.org").await;
    let referred = rig.refer(Tier::Urgent, &ann(), None).await;
    rig.work().await;
    assert_eq!(rig.referral(&referred).await.status, Status::Queued);
    rig.wait(TimeDelta::seconds(7));
    rig.work().await;
    let mails = server.mails();
    assert_eq!(mails.len(), 3, "the desk's twice, the patient's once");
    assert_eq!(mails[0], mails[1]);
    assert_ne!(mails[0].message_id, mails[2].message_id);
}

#[tokio::test]
async fn a_crash_between_taken_and_our_commit_sends_the_same_bytes_again() {
    let Some((_dir, server)) = server() else {
        return;
    };
    let rig = rig(&server, "triage@feet.example.org").await;
    let referred = rig.refer(Tier::Urgent, &ann(), None).await;
    // A worker that dies right after the server's reply.
    let claim = jobs::claim(&rig.ctx, "test/dead", jobs::Lane::All)
        .await
        .unwrap()
        .unwrap();
    let id = claim.id_in_payload("mail").unwrap();
    let row = mail::waiting(&rig.ctx, id).await.unwrap().unwrap();
    let parcel = mail::open(&rig.ctx, &row).await.unwrap().unwrap();
    rig.ctx.mailer.send(&parcel).await.unwrap();
    assert_eq!(rig.work().await, 0, "the lease still holds");

    rig.wait(jobs::LEASE + TimeDelta::seconds(1));
    rig.work().await;
    let mails = server.mails();
    assert_eq!(mails.len(), 3);
    assert_eq!(mails[0], mails[1]);
    assert_eq!(rig.referral(&referred).await.status, Status::Sent);

    // The dead worker was only slow: what it writes now changes nothing.
    let tx = rig.ctx.store.begin().await.unwrap();
    let end = jobs::settle(&rig.ctx, &tx, &claim, &jobs::Outcome::Done).await;
    assert_eq!(end.unwrap(), jobs::End::Fenced);
}

#[tokio::test]
async fn no_mail_goes_out_in_clear_text_unless_that_was_said() {
    let Some((_dir, server)) = server() else {
        return;
    };
    let mailer = Mailer::smtp(&format!("smtp://127.0.0.1:{}", server.port)).unwrap();
    let parcel = Parcel {
        message_id: "<1@feet.example.org>".to_owned(),
        from: "desk@feet.example.org".parse().unwrap(),
        to: "ann@example.net".parse().unwrap(),
        bytes: b"To: ann@example.net\r\n\r\nhello\r\n".to_vec().into(),
    };
    let sent = mailer.send(&parcel).await;
    assert!(matches!(sent, Err(Failure::Passing(_))), "{sent:?}");
    assert!(server.mails().is_empty());
}

#[tokio::test]
async fn a_wrong_password_is_no_fault_of_the_recipient() {
    let dir = tempfile::tempdir().unwrap();
    let Some(server) = MailServer::start_with_auth(&dir.path().join("taken")) else {
        return;
    };
    let url = |user: &str| format!("smtp://{user}@127.0.0.1:{}?tls=none", server.port);
    let site = site(Some("triage@feet.example.org"));
    let mut rig = site.set("SMTP_URL", &url("desk:wrong")).spawn().await;
    let referred = rig.refer(Tier::Urgent, &ann(), None).await;
    rig.work().await;
    assert!(server.mails().is_empty());
    assert_eq!(rig.referral(&referred).await.status, Status::Queued);
    let said = rig.stored_mails().await[0].last_error.clone();
    assert_eq!(said.as_deref(), Some("smtp: 535"));

    rig.ctx.mailer = Mailer::smtp(&url("desk:right%20p%3Ass")).unwrap();
    rig.wait(TimeDelta::seconds(7));
    rig.work().await;
    assert_eq!(server.mails().len(), 2);
    assert_eq!(rig.referral(&referred).await.status, Status::Sent);
}
