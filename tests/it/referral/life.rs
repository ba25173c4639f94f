//! What may happen to a referral, told from its mails.

use chrono::TimeDelta;
use footpath_domain::{
    referral::{self, AttemptStatus, Status},
    triage::{Contact, Tier},
};
use footpath_entity::referral::mail::Status as MailStatus;

use super::rig::{ann, site};
use crate::support::{on_postgres, postgres, skip};

const DESK: &str = "triage@feet.example.org";

#[tokio::test]
async fn mails_say_nothing_of_the_person_or_the_matter() {
    let rig = site(Some(DESK)).spawn().await;
    rig.refer(Tier::Urgent, &ann(), None).await;
    rig.work().await;
    let mails = rig.mails();
    assert_eq!(mails.len(), 2);
    for mail in &mails {
        let whole = format!("{}\n{}\n{}", mail.subject, mail.text, mail.html).to_lowercase();
        for word in [
            "canary",
            "ann ",
            "urgent",
            "red flag",
            "podiatrist",
            "infection",
            "heel",
        ] {
            assert!(!whole.contains(word), "{word}: {whole}");
        }
        let head = String::from_utf8_lossy(&mail.raw).to_lowercase();
        let head = head.split("\r\n\r\n").next().unwrap();
        for word in ["emergency", "urgent", "canary", "tier"] {
            assert!(!head.contains(word), "{word}: {head}");
        }
    }
    // The clinic is told by when to look: four hours from now.
    let due = rig.attempts().await[0].due_at;
    assert_eq!(
        due - rig.attempts().await[0].created_at,
        TimeDelta::hours(4)
    );
    let to_desk = rig.last_to(DESK);
    assert!(
        to_desk.text.contains(&due.format("%-I:%M %p").to_string()),
        "{}",
        to_desk.text
    );
    assert!(to_desk.text.contains("https://feet.example.org/r/"));
    assert!(to_desk.html.contains("https://feet.example.org/r/"));
    assert!(
        rig.last_to("ann@example.net")
            .text
            .contains("https://feet.example.org/p/")
    );
}

#[tokio::test]
async fn line_breaks_in_a_name_reach_no_header_and_no_other_recipient() {
    let rig = site(Some(DESK)).spawn().await;
    let contact = Contact {
        name: "A\r\nBcc: evil@example.com\0".to_owned(),
        ..ann()
    };
    rig.refer(Tier::Urgent, &contact, None).await;
    rig.work().await;
    let mails = rig.mails();
    assert_eq!(mails.len(), 2);
    for mail in mails {
        assert!(!String::from_utf8_lossy(&mail.raw).contains("evil@example.com"));
    }
}

#[tokio::test]
async fn nothing_of_the_mail_stands_in_the_database() {
    if on_postgres() {
        return skip("mails in the database", "it looks into the files of SQLite");
    }
    let rig = site(Some(DESK)).spawn().await;
    rig.refer(Tier::Urgent, &ann(), None).await;
    let token = {
        let stored = rig.stored_mails().await;
        assert_eq!(stored[0].status, MailStatus::Queued);
        rig.work().await;
        rig.last_to(DESK).token("/r/")
    };
    rig.ctx.store.clone().close().await.unwrap();
    for entry in std::fs::read_dir(rig.folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            for canary in ["Canary", "ann@example.net", "urgent", token.as_str()] {
                let found = bytes
                    .windows(canary.len())
                    .any(|part| part == canary.as_bytes());
                assert!(!found, "{canary} in {}", path.display());
            }
        }
    }
}

#[tokio::test]
async fn the_patient_takes_a_referral_back() {
    let rig = site(Some(DESK)).spawn().await;
    let referred = rig.refer(Tier::Urgent, &ann(), None).await;
    rig.work().await;
    let clinic_token = rig.last_to(DESK).token("/r/");
    let token = rig.last_to("ann@example.net").token("/p/");
    let patient = referral::patient_by_token(&rig.ctx, &token).await.unwrap();

    let before = referral::follow(&rig.ctx, &patient).await.unwrap();
    assert_eq!(before.status, Status::Sent);
    assert_eq!(before.recipient.as_deref(), Some("Foot House"));
    referral::withdraw(&rig.ctx, &patient).await.unwrap();
    let twice = referral::withdraw(&rig.ctx, &patient).await;
    assert_eq!(twice.unwrap_err().code(), "referral.closed");
    rig.work().await;

    assert_eq!(rig.referral(&referred).await.status, Status::Withdrawn);
    assert_eq!(rig.mails().len(), 3, "one more to the patient");
    let clinic = referral::clinic_by_token(&rig.ctx, &clinic_token)
        .await
        .unwrap();
    let door = referral::doorstep(&rig.ctx, &clinic).await.unwrap();
    assert_eq!(door.shut, Some(referral::Shut::Withdrawn));
    let opened = referral::view(&rig.ctx, &clinic).await;
    assert_eq!(opened.err().unwrap().code(), "referral.closed");

    rig.wait(TimeDelta::days(15));
    assert!(referral::follow(&rig.ctx, &patient).await.unwrap().expired);
}

#[tokio::test]
async fn who_says_this_was_not_me_is_never_written_to_again() {
    let rig = site(Some(DESK)).spawn().await;
    let referred = rig.refer(Tier::Urgent, &ann(), None).await;
    rig.work().await;
    let token = rig.last_to("ann@example.net").token("/p/");
    let patient = referral::patient_by_token(&rig.ctx, &token).await.unwrap();
    referral::not_me(&rig.ctx, &patient).await.unwrap();
    rig.work().await;

    let row = rig.referral(&referred).await;
    assert_eq!(row.status, Status::Withdrawn);
    assert!(row.disowned_at.is_some() && row.patient_email.is_none() && !row.email_me);
    let mails = rig.mails();
    assert!(mails.iter().all(|mail| mail.to == DESK) && mails.len() == 1);
    let stored = rig.stored_mails().await;
    assert_eq!(stored.len(), 2, "no word to somebody who never asked");
}

#[tokio::test]
async fn a_referral_that_is_taken_back_before_it_was_sent_is_not_sent() {
    let rig = site(Some(DESK)).spawn().await;
    let referred = rig.refer(Tier::Urgent, &ann(), None).await;
    let row = rig.referral(&referred).await;
    let tx = rig.ctx.store.begin().await.unwrap();
    referral::withdraw_for_erasure(&rig.ctx, &tx, row.assessment_id, false)
        .await
        .unwrap();
    footpath_domain::seal::erase_subject(&tx, row.subject_key_id, rig.now(), "reader")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    rig.work().await;

    assert!(rig.mails().is_empty());
    assert_eq!(rig.referral(&referred).await.status, Status::Withdrawn);
    assert_eq!(rig.attempts().await[0].status, AttemptStatus::Withdrawn);
    let mail = &rig.stored_mails().await[0];
    assert_eq!(mail.status, MailStatus::Void);
    assert!(mail.body.is_none() && mail.recipient.is_none() && mail.subject.is_none());
}

#[tokio::test]
async fn erasing_a_person_removes_their_mails_at_once() {
    let rig = site(Some(DESK)).spawn().await;
    let referred = rig.refer(Tier::Urgent, &ann(), None).await;
    rig.work().await;
    assert_eq!(rig.mails().len(), 2);
    let row = rig.referral(&referred).await;
    let tx = rig.ctx.store.begin().await.unwrap();
    referral::withdraw_for_erasure(&rig.ctx, &tx, row.assessment_id, false)
        .await
        .unwrap();
    footpath_domain::seal::erase_subject(&tx, row.subject_key_id, rig.now(), "reader")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    rig.work().await;
    assert!(rig.mails().is_empty());
    assert!(
        rig.stored_mails()
            .await
            .iter()
            .all(|mail| mail.body.is_none())
    );
}

#[tokio::test]
async fn mails_are_erased_seven_days_after_they_were_sent() {
    let rig = site(Some(DESK)).spawn().await;
    // Of an emergency the desk is not reminded by mail.
    rig.refer(Tier::Emergency, &ann(), None).await;
    rig.work().await;
    rig.wait(TimeDelta::days(3));
    rig.refer(Tier::Emergency, &ann(), None).await;
    rig.work().await;
    assert_eq!(rig.mails().len(), 4);

    rig.wait(TimeDelta::days(4));
    rig.work().await;
    assert_eq!(rig.mails().len(), 2, "the first two are gone");
    let empty = |all: &[footpath_entity::referral::mail::Model]| {
        all.iter()
            .filter(|mail| mail.body.is_none() && mail.recipient.is_none())
            .count()
    };
    assert_eq!(empty(&rig.stored_mails().await), 2);

    rig.wait(TimeDelta::days(3));
    rig.work().await;
    assert!(rig.mails().is_empty());
    assert_eq!(empty(&rig.stored_mails().await), 4);
}

#[tokio::test]
async fn a_link_that_nobody_answered_ends_after_two_weeks() {
    let rig = site(Some(DESK)).spawn().await;
    let referred = rig.assess_and_refer(&ann(), None).await;
    rig.work().await;
    let token = rig.last_to(DESK).token("/r/");
    let clinic = referral::clinic_by_token(&rig.ctx, &token).await.unwrap();
    assert_eq!(
        referral::doorstep(&rig.ctx, &clinic).await.unwrap().shut,
        None
    );
    referral::view(&rig.ctx, &clinic).await.unwrap();

    rig.wait(TimeDelta::days(14));
    let shut = referral::doorstep(&rig.ctx, &clinic).await.unwrap().shut;
    assert_eq!(shut, Some(referral::Shut::Expired));
    rig.work().await;
    assert_eq!(rig.referral(&referred).await.status, Status::Expired);
    assert!(rig.last_to("ann@example.net").text.contains("/p/"));
    assert_eq!(
        rig.stored_mails().await.last().unwrap().kind,
        "patient_expired"
    );
}

#[tokio::test]
async fn mail_files_are_for_the_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let rig = site(Some(DESK)).spawn().await;
    rig.refer(Tier::Urgent, &ann(), None).await;
    rig.work().await;
    let folder = rig.folder().join("mail");
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for entry in std::fs::read_dir(folder).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()), 0o600);
    }
}

#[tokio::test]
async fn without_any_recipient_a_referral_waits_for_a_coordinator() {
    let rig = site(None).spawn().await;
    let referred = rig.refer(Tier::Emergency, &ann(), None).await;
    assert_eq!(referred.status, Status::Unrouted);
    assert_eq!(referred.recipient, None);
    assert_eq!(rig.work().await, 0);
}

#[tokio::test]
async fn postgresql_tells_the_same_story() {
    let Some(url) = postgres::database("referral") else {
        return;
    };
    let rig = site(Some(DESK)).set("DATABASE_URL", &url).spawn().await;
    let referred = rig.refer(Tier::Urgent, &ann(), None).await;
    assert_eq!(referred.status, Status::Queued);
    assert_eq!(rig.work().await, 2);
    assert_eq!(rig.referral(&referred).await.status, Status::Sent);

    let token = rig.last_to("ann@example.net").token("/p/");
    let patient = referral::patient_by_token(&rig.ctx, &token).await.unwrap();
    referral::confirm(&rig.ctx, &patient).await.unwrap();
    referral::withdraw(&rig.ctx, &patient).await.unwrap();
    assert_eq!(rig.work().await, 1);
    assert_eq!(rig.mails().len(), 3);
    let row = rig.referral(&referred).await;
    assert_eq!(row.status, Status::Withdrawn);
    assert!(row.confirmed_at.is_some());

    rig.wait(TimeDelta::days(15));
    rig.work().await;
    assert!(rig.mails().is_empty(), "erased after a week");

    rig.clinic("Near Clinic", "near@clinic.example.org", 3.0)
        .await;
    let referred = rig.assess_and_refer(&ann(), None).await;
    rig.work().await;
    let inboxes = ["near@clinic.example.org", DESK];
    for (n, inbox) in inboxes.into_iter().enumerate() {
        let token = rig.last_to(inbox).token("/r/");
        let clinic = referral::clinic_by_token(&rig.ctx, &token).await.unwrap();
        referral::view(&rig.ctx, &clinic).await.unwrap();
        if n == 0 {
            let full = referral::Decline {
                reason: referral::DeclineReason::NoCapacity,
                note: "full".to_owned(),
            };
            referral::decline(&rig.ctx, &clinic, full).await.unwrap();
            rig.work().await;
        } else {
            let both = futures::future::join(
                referral::accept(&rig.ctx, &clinic),
                referral::accept(&rig.ctx, &clinic),
            );
            let (one, other) = both.await;
            assert!(one.is_ok() != other.is_ok(), "one wins");
        }
    }
    assert_eq!(rig.referral(&referred).await.status, Status::Accepted);
    rig.wait(TimeDelta::days(2));
    for _ in 0..4 {
        rig.refer(Tier::Urgent, &ann(), None).await;
    }
    let sixth = rig.refer(Tier::Urgent, &ann(), None).await;
    assert_eq!(sixth.status, Status::Queued);
    let held = rig.refer(Tier::Urgent, &ann(), None).await;
    assert_eq!(held.status, Status::Held);
}

/// Collects what is logged.
#[derive(Clone, Default)]
struct Log(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_at_its_chattiest_names_nobody_and_no_link() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let rig = site(Some(DESK)).spawn().await;
    rig.assess_and_refer(&ann(), None).await;
    rig.work().await;
    let tokens = [
        rig.last_to(DESK).token("/r/"),
        rig.last_to("ann@example.net").token("/p/"),
    ];
    let clinic = referral::clinic_by_token(&rig.ctx, &tokens[0])
        .await
        .unwrap();
    referral::view(&rig.ctx, &clinic).await.unwrap();
    let decline = referral::Decline {
        reason: referral::DeclineReason::Other,
        note: "a canary's note".to_owned(),
    };
    referral::decline(&rig.ctx, &clinic, decline).await.unwrap();
    drop(guard);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(
        log.contains("no recipient"),
        "the log is being written: {log}"
    );
    let words = [
        "Canary",
        "canary",
        "ann@example.net",
        DESK,
        "weight",
        "urgent",
    ];
    for word in words.into_iter().chain(tokens.iter().map(String::as_str)) {
        assert!(!log.contains(word), "{word}");
    }
}
