//! What goes out: how much to one address, not to suppressed ones, back to the bounce address,
//! signed.

use std::{io::Write, process::Stdio};

use chrono::TimeDelta;
use footpath_domain::{
    mail,
    referral::{AttemptStatus, Status},
};
use footpath_entity::{referral::mail::Status as MailStatus, role::Role};

use super::{
    mail_server::MailServer,
    rig::{ann, site},
};
use crate::{
    console::rig::Desk,
    support::{App, command},
};

const DESK: &str = "triage@feet.example.org";
const NEAR: &str = "near@clinic.example.org";

#[tokio::test]
async fn an_inbox_is_not_flooded_and_nothing_is_lost() {
    let site = site(None)
        .set("LIMIT_MAILS_PER_HOUR_PER_RECIPIENT", "2")
        .spawn()
        .await;
    let clinic = site.clinic("Near", NEAR, 1.0).await;
    for n in 0..5 {
        let mut other = ann();
        other.email = Some(format!("ann{n}@example.net").parse().unwrap());
        site.assess_and_refer(&other, Some(clinic)).await;
    }
    let to_clinic = |site: &App| site.mails().iter().filter(|mail| mail.to == NEAR).count();
    site.work().await;
    assert_eq!(to_clinic(&site), 2);
    site.wait(TimeDelta::minutes(30));
    site.work().await;
    assert_eq!(to_clinic(&site), 2, "the hour is not over");
    for _ in 0..3 {
        site.wait(TimeDelta::minutes(61));
        site.work().await;
    }
    assert_eq!(to_clinic(&site), 5);
}

#[tokio::test]
async fn the_sites_own_desk_waits_for_nothing() {
    let site = site(Some(DESK))
        .set("LIMIT_MAILS_PER_HOUR_PER_RECIPIENT", "1")
        .spawn()
        .await;
    for n in 0..4 {
        let mut other = ann();
        other.email = Some(format!("ann{n}@example.net").parse().unwrap());
        site.assess_and_refer(&other, None).await;
    }
    site.work().await;
    assert_eq!(
        site.mails().iter().filter(|mail| mail.to == DESK).count(),
        4
    );
}

#[tokio::test]
async fn a_suppressed_address_is_not_written_to_and_its_referral_goes_on() {
    let site = site(Some(DESK)).spawn().await;
    site.clinic("Near", NEAR, 1.0).await;
    let desk = Desk::of(&site, Role::Coordinator).await;
    let page = "/admin/suppressed";
    let bad = desk.send(page, page, &[("address", "nobody")]).await;
    assert_eq!(bad.status, 422);
    let put = desk
        .send(page, page, &[("address", "Near@clinic.example.org")])
        .await;
    assert_eq!(put.status, 303, "{}", put.body);
    let body = desk.see(page).await.expect(200).body;
    assert!(
        !body.contains(NEAR) && body.contains("@clinic.example.org"),
        "masked: {body}"
    );
    let referred = site.assess_and_refer(&ann(), None).await;
    assert_eq!(referred.recipient.as_deref(), Some("Near"));
    site.work().await;
    assert!(site.mails().iter().all(|mail| mail.to != NEAR));
    let attempts = site.attempts().await;
    assert_eq!(attempts[0].status, AttemptStatus::Undeliverable);
    assert_eq!(
        site.referral(&referred).await.status,
        Status::Sent,
        "at the desk"
    );
    let (_, rest) = body.split_once("<option value=\"").unwrap();
    let entry = rest.split('"').next().unwrap().to_owned();
    let gone = desk
        .send(page, "/admin/suppressed/remove", &[("entry", &entry)])
        .await;
    assert_eq!(gone.status, 303, "{}", gone.body);
    site.assess_and_refer(&ann(), None).await;
    site.work().await;
    assert!(site.mails().iter().any(|mail| mail.to == NEAR));
}

/// A delivery report as a mail server writes it.
fn report(message_id: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example.org\nTo: bounce@feet.example.org\nSubject: Undelivered\n\
         MIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"cut\"\n\n\
         --cut\nContent-Type: text/plain\n\nNo such user.\n\
         --cut\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n\
         Final-Recipient: rfc822; {NEAR}\nAction: failed\nStatus: 5.1.1\n\
         --cut\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{message_id}>\nSubject: x\n\
         --cut--\n"
    )
}

#[tokio::test]
async fn a_mail_that_comes_back_sends_its_referral_on() {
    let site = site(Some(DESK)).spawn().await;
    site.clinic("Near", NEAR, 1.0).await;
    let referred = site.assess_and_refer(&ann(), None).await;
    site.work().await;
    assert_eq!(site.referral(&referred).await.status, Status::Sent);
    let sent = site.last_to(NEAR).message_id;
    let report = report(&sent);
    let id = mail::original(report.as_bytes()).unwrap();
    assert!(mail::bounced(&site.ctx, &id).await.unwrap());
    assert!(!mail::bounced(&site.ctx, &id).await.unwrap(), "once only");
    site.work().await;
    let attempts = site.attempts().await;
    assert_eq!(attempts[0].status, AttemptStatus::Undeliverable);
    assert_eq!(attempts[1].recipient_name, "Foot House");
    let dead = site.stored_mails().await;
    let dead = dead
        .iter()
        .find(|mail| mail.message_id == format!("<{sent}>"))
        .unwrap();
    assert_eq!(
        (dead.status, dead.last_error.as_deref()),
        (MailStatus::Dead, Some("bounced"))
    );
    let next = site.assess_and_refer(&ann(), None).await;
    site.work().await;
    assert_eq!(
        site.referral(&next).await.status,
        Status::Sent,
        "at the desk at once"
    );
    assert_eq!(
        site.mails().iter().filter(|mail| mail.to == NEAR).count(),
        1
    );
}

#[test]
fn the_command_takes_any_input() {
    let dir = tempfile::tempdir().unwrap();
    for (input, said) in [
        (String::new(), "nothing to do"),
        (
            "Subject: Out of office\n\nAway.".to_owned(),
            "nothing to do",
        ),
        (
            report("unknown@feet.example.org"),
            "no mail of this site waits",
        ),
    ] {
        let mut child = command(dir.path(), &[])
            .arg("bounce")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(input.as_bytes()).unwrap();
        drop(stdin);
        let done = child.wait_with_output().unwrap();
        let out = String::from_utf8(done.stdout).unwrap();
        assert!(done.status.success() && out.contains(said), "{out}");
    }
}

#[tokio::test]
async fn mail_comes_back_to_the_bounce_address_and_is_signed() {
    let dir = tempfile::tempdir().unwrap();
    let Some(server) = MailServer::start(dir.path(), 0) else {
        return;
    };
    let site = site(Some(DESK))
        .set("SMTP_URL", &server.url())
        .set("MAIL_FROM", "desk@feet.example.org")
        .set("BOUNCE_ADDRESS", "bounce@feet.example.org")
        .set("DKIM_SELECTOR", "mail2026")
        .set("DKIM_KEY", "Y2FuYXJ5LWNhbmFyeS1jYW5hcnktY2FuYXJ5LTMyLW8=")
        .spawn()
        .await;
    site.assess_and_refer(&ann(), None).await;
    site.work().await;
    let senders = server.senders();
    assert!(!senders.is_empty());
    assert!(
        senders.iter().all(|from| from == "bounce@feet.example.org"),
        "{senders:?}"
    );
    for mail in server.mails() {
        let raw = String::from_utf8_lossy(&mail.raw).into_owned();
        assert!(
            raw.contains("DKIM-Signature:") && raw.contains("d=feet.example.org"),
            "{raw}"
        );
        assert!(
            raw.contains("From: \"Foot House\" <desk@feet.example.org>")
                || raw.contains("<desk@feet.example.org>")
        );
    }
}

#[test]
fn half_a_signature_is_refused_at_the_start() {
    let dir = tempfile::tempdir().unwrap();
    for (name, value) in [("DKIM_SELECTOR", "a"), ("DKIM_KEY", "x")] {
        let done = command(dir.path(), &[(name, value)])
            .arg("migrate")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(2), "{said}");
        assert!(said.contains("FOOTPATH_DKIM_"), "{said}");
    }
}
