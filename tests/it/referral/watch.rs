//! Nobody looks: a reminder, the next recipient, and staff are told.

use chrono::TimeDelta;
use footpath_domain::{
    referral::{self, AttemptStatus, Shut, Status},
    triage::Tier,
};
use footpath_entity::role::Role;

use super::{
    mail_server::MailServer,
    rig::{ann, site},
};
use crate::support::App;

const DESK: &str = "triage@feet.example.org";
const NEAR: &str = "near@clinic.example.org";
const STAFF: &str = "coordinator@staff.example.org";

async fn settled(site: &App) {
    while site.work().await > 0 {}
}

async fn later(site: &App, hours: i64) {
    site.wait(TimeDelta::hours(hours));
    settled(site).await;
}

fn mails_to(site: &App, to: &str) -> usize {
    site.mails().iter().filter(|mail| mail.to == to).count()
}

#[tokio::test]
async fn an_urgent_referral_is_reminded_of_after_four_hours_and_passed_on_after_a_day() {
    let site = site(Some(DESK)).spawn().await;
    site.user(Role::Coordinator).await;
    let near = site.clinic("Near Clinic", NEAR, 1.0).await;
    let referred = site.refer(Tier::Urgent, &ann(), Some(near)).await;
    settled(&site).await;
    let first = site.last_to(NEAR);
    later(&site, 3).await;
    assert_eq!(mails_to(&site, NEAR), 1, "there is time yet");
    later(&site, 2).await;
    let reminder = site.last_to(NEAR);
    assert_eq!(mails_to(&site, NEAR), 2);
    assert!(
        reminder.subject.starts_with("Reminder"),
        "{}",
        reminder.subject
    );
    assert_eq!(reminder.token("/r/"), first.token("/r/"), "the same link");
    assert_ne!(reminder.message_id, first.message_id);
    assert_eq!(mails_to(&site, STAFF), 0);

    later(&site, 20).await;
    assert_eq!(site.attempts().await[0].status, AttemptStatus::Rerouted);
    assert_eq!(site.referral(&referred).await.status, Status::Sent);
    assert_eq!(mails_to(&site, DESK), 1, "the next one is asked");
    let clinic = referral::clinic_by_token(&site.ctx, &first.token("/r/"))
        .await
        .unwrap();
    let door = referral::doorstep(&site.ctx, &clinic).await.unwrap();
    assert_eq!(door.shut, Some(Shut::PassedOn));
    let told = site.last_to("ann@example.net");
    assert!(
        told.subject.contains("went to somebody else"),
        "{}",
        told.subject
    );
    let alert = site.last_to(STAFF);
    assert_eq!(alert.subject, "A referral was not opened in time");
    assert!(
        alert
            .text
            .contains(&format!("/admin/referrals/{}", referred.id))
    );
    let whole = format!("{} {}", alert.text, alert.html).to_lowercase();
    for word in ["ann", "canary", "urgent", "near clinic"] {
        assert!(!whole.contains(word), "{word}: {whole}");
    }

    // A day later the desk is passed over, too, and nobody is left.
    later(&site, 25).await;
    assert_eq!(site.referral(&referred).await.status, Status::Unrouted);
    let subjects: Vec<String> = site
        .mails()
        .into_iter()
        .filter(|mail| mail.to == STAFF)
        .map(|mail| mail.subject)
        .collect();
    assert!(
        subjects.contains(&"A referral has no recipient".to_owned()),
        "{subjects:?}"
    );
    later(&site, 1000).await;
    assert_eq!(
        mails_to(&site, NEAR),
        0,
        "erased after a week, and nothing more was sent"
    );
}

#[tokio::test]
async fn a_routine_referral_has_three_days_and_five() {
    let site = site(Some(DESK)).spawn().await;
    site.user(Role::Coordinator).await;
    let near = site.clinic("Near Clinic", NEAR, 1.0).await;
    let referred = site.refer(Tier::Podiatrist, &ann(), Some(near)).await;
    settled(&site).await;
    later(&site, 71).await;
    assert_eq!(mails_to(&site, NEAR), 1);
    later(&site, 2).await;
    assert_eq!(mails_to(&site, NEAR), 2);
    later(&site, 48).await;
    assert_eq!(mails_to(&site, DESK), 1);
    assert_eq!(
        mails_to(&site, STAFF),
        0,
        "no alert as long as somebody is left"
    );
    assert_eq!(site.referral(&referred).await.status, Status::Sent);
}

#[tokio::test]
async fn of_an_emergency_staff_are_told_after_an_hour() {
    let site = site(Some(DESK)).spawn().await;
    site.user(Role::Coordinator).await;
    let referred = site.refer(Tier::Emergency, &ann(), None).await;
    settled(&site).await;
    assert_eq!(mails_to(&site, STAFF), 0);
    later(&site, 2).await;
    assert_eq!(mails_to(&site, STAFF), 1);
    later(&site, 48).await;
    assert_eq!((mails_to(&site, DESK), mails_to(&site, STAFF)), (1, 1));
    assert_eq!(site.referral(&referred).await.status, Status::Sent);
}

#[tokio::test]
async fn what_is_open_in_somebodys_hands_stays_there_and_staff_are_told() {
    let site = site(Some(DESK)).spawn().await;
    site.user(Role::Coordinator).await;
    let near = site.clinic("Near Clinic", NEAR, 1.0).await;
    let referred = site.assess_and_refer(&ann(), Some(near)).await;
    settled(&site).await;
    let token = site.last_to(NEAR).token("/r/");
    let clinic = referral::clinic_by_token(&site.ctx, &token).await.unwrap();
    referral::view(&site.ctx, &clinic).await.unwrap();
    later(&site, 5).await;
    assert_eq!(mails_to(&site, NEAR), 1, "no reminder");
    later(&site, 20).await;
    assert_eq!(
        site.last_to(STAFF).subject,
        "A referral was not answered in time"
    );
    assert_eq!((mails_to(&site, DESK), mails_to(&site, STAFF)), (0, 1));
    referral::accept(&site.ctx, &clinic).await.unwrap();
    assert_eq!(site.referral(&referred).await.status, Status::Accepted);
}

#[tokio::test]
async fn a_person_who_was_erased_is_nobodys_to_remind_of() {
    let site = site(Some(DESK)).spawn().await;
    site.user(Role::Coordinator).await;
    let near = site.clinic("Near Clinic", NEAR, 1.0).await;
    let referred = site.refer(Tier::Urgent, &ann(), Some(near)).await;
    settled(&site).await;
    let row = site.referral(&referred).await;
    let tx = site.ctx.store.begin().await.unwrap();
    referral::withdraw_for_erasure(&site.ctx, &tx, row.assessment_id, false)
        .await
        .unwrap();
    footpath_domain::seal::erase_subject(&tx, row.subject_key_id, site.now(), "reader")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    later(&site, 30).await;
    assert_eq!((mails_to(&site, NEAR), mails_to(&site, STAFF)), (0, 0));
    assert_eq!(site.referral(&referred).await.status, Status::Withdrawn);
}

#[tokio::test]
async fn many_dead_letters_raise_one_alert_an_hour() {
    let dir = tempfile::tempdir().unwrap();
    let Some(server) = MailServer::start(&dir.path().join("taken"), 0) else {
        return;
    };
    let site = site(Some("refuse@feet.example.org")).set("SMTP_URL", &server.url());
    let site = site.spawn().await;
    site.user(Role::Coordinator).await;
    for _ in 0..3 {
        site.refer(Tier::Emergency, &ann(), None).await;
    }
    settled(&site).await;
    let subject = |wanted: &str| {
        let mails = server.mails();
        mails
            .iter()
            .filter(|mail| mail.to == STAFF && mail.subject == wanted)
            .count()
    };
    assert_eq!(subject("A mail could not be delivered"), 1);
    assert_eq!(subject("A referral has no recipient"), 3);
}
