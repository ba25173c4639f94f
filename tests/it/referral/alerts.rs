//! When staff are told: the desk's own inbox, an emergency without an answer, an end, a hold.

use chrono::TimeDelta;
use footpath_domain::{
    Actor, mail,
    referral::{self, AttemptStatus, ManageFilter, Stage, Status},
    triage::Tier,
};
use footpath_entity::role::Role;
use serde_json::json;

use super::rig::{ann, site};
use crate::{
    assessment::site::sharing,
    console::rig::Desk,
    support::{App, SYSTEM},
};

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

/// How often staff got an alert with this subject.
fn alerts(site: &App, subject: &str) -> usize {
    let mails = site.mails();
    let to_staff = mails.iter().filter(|mail| mail.to == STAFF);
    to_staff.filter(|mail| mail.subject == subject).count()
}

/// Somebody whose answers the desk can open.
async fn emergency(site: &App) {
    footpath_domain::triage::seed(&site.ctx).await.unwrap();
    let body = sharing(&json!({"chest_or_breathing": "yes"}));
    site.assess(&body).await.expect(201);
    settled(site).await;
}

async fn opened_by(site: &App, inbox: &str) -> Actor {
    let token = site.last_to(inbox).token("/r/");
    let clinic = referral::clinic_by_token(&site.ctx, &token).await.unwrap();
    referral::view(&site.ctx, &clinic).await.unwrap();
    clinic
}

#[tokio::test]
async fn the_desks_inbox_is_never_put_on_the_list_by_hand() {
    let site = site(Some(DESK)).spawn().await;
    let desk = Desk::of(&site, Role::Coordinator).await;
    let page = "/admin/suppressed";
    for typed in [DESK, "Triage@Feet.Example.org"] {
        let refused = desk.send(page, page, &[("address", typed)]).await;
        assert_eq!(refused.status, 422, "{typed}");
        assert!(
            refused.body.contains("triage inbox"),
            "{typed}: {}",
            refused.body
        );
    }
}

#[tokio::test]
async fn when_the_desks_mail_comes_back_staff_are_told_and_the_next_one_goes_there_all_the_same() {
    let site = site(Some(DESK)).spawn().await;
    site.user(Role::Coordinator).await;
    site.refer(Tier::Emergency, &ann(), None).await;
    settled(&site).await;
    let id = format!("<{}>", site.last_to(DESK).message_id);
    assert!(mail::bounced(&site.ctx, &id).await.unwrap());
    settled(&site).await;
    assert_eq!(alerts(&site, "Mail to the triage inbox came back"), 1);
    let next = site.refer(Tier::Emergency, &ann(), None).await;
    settled(&site).await;
    assert_eq!(site.referral(&next).await.status, Status::Sent);
    assert!(
        site.attempts()
            .await
            .iter()
            .any(|one| one.status == AttemptStatus::Sent)
    );
}

#[tokio::test]
async fn a_desk_that_was_on_the_list_before_it_was_the_desk_is_written_to() {
    let site = site(Some(DESK)).spawn().await;
    let tx = site.ctx.store.begin().await.unwrap();
    let to = DESK.parse().unwrap();
    let reason = footpath_domain::outbox::Reason::Bounced;
    mail::suppress(&site.ctx, &tx, &to, reason).await.unwrap();
    tx.commit().await.unwrap();
    let referred = site.refer(Tier::Emergency, &ann(), None).await;
    settled(&site).await;
    assert_eq!(site.referral(&referred).await.status, Status::Sent);
}

#[tokio::test]
async fn an_emergency_that_was_opened_and_not_answered_alerts_staff() {
    let site = site(Some(DESK)).spawn().await;
    site.user(Role::Coordinator).await;
    emergency(&site).await;
    let clinic = opened_by(&site, DESK).await;
    later(&site, 1).await;
    assert_eq!(alerts(&site, "A referral was not answered in time"), 1);
    later(&site, 3).await;
    assert_eq!(
        alerts(&site, "A referral was not answered in time"),
        2,
        "once more after four hours"
    );
    referral::accept(&site.ctx, &clinic).await.unwrap();
    later(&site, 48).await;
    assert_eq!(alerts(&site, "A referral was not answered in time"), 2);
}

#[tokio::test]
async fn an_emergency_that_was_opened_late_and_not_answered_alerts_staff_as_well() {
    let site = site(Some(DESK)).spawn().await;
    site.user(Role::Coordinator).await;
    emergency(&site).await;
    later(&site, 2).await;
    assert_eq!(alerts(&site, "A referral was not opened in time"), 1);
    opened_by(&site, DESK).await;
    later(&site, 3).await;
    assert_eq!(alerts(&site, "A referral was not answered in time"), 1);
}

#[tokio::test]
async fn what_was_opened_and_is_past_its_time_is_overdue() {
    let site = site(Some(DESK)).spawn().await;
    site.assess_and_refer(&ann(), None).await;
    settled(&site).await;
    opened_by(&site, DESK).await;
    site.wait(TimeDelta::hours(5));
    let filter = ManageFilter {
        stage: Some(Stage::Overdue),
    };
    let first = footpath_domain::paging::Page::first(10);
    let listed = referral::manage_list(&site.ctx, &SYSTEM, &filter, first)
        .await
        .unwrap();
    assert_eq!(listed.total, 1);
    assert!(listed.items[0].overdue);
    let board = referral::board(&site.ctx, &SYSTEM).await.unwrap();
    assert_eq!(board.overdue.len(), 1);
}

#[tokio::test]
async fn a_referral_that_ends_without_an_answer_alerts_staff() {
    let site = site(Some(DESK)).spawn().await;
    site.user(Role::Coordinator).await;
    let referred = site.assess_and_refer(&ann(), None).await;
    settled(&site).await;
    opened_by(&site, DESK).await;
    later(&site, 14 * 24).await;
    assert_eq!(site.referral(&referred).await.status, Status::Expired);
    assert_eq!(alerts(&site, "A referral ended without an answer"), 1);
}

#[tokio::test]
async fn a_bounce_after_the_first_word_tells_the_patient_that_somebody_else_is_asked() {
    let site = site(Some(DESK)).spawn().await;
    let near = site.clinic("Near", NEAR, 1.0).await;
    site.assess_and_refer(&ann(), Some(near)).await;
    settled(&site).await;
    let told = site.last_to("ann@example.net");
    assert!(!told.subject.contains("somebody else"), "{}", told.subject);
    site.wait(TimeDelta::minutes(1));
    let id = format!("<{}>", site.last_to(NEAR).message_id);
    assert!(mail::bounced(&site.ctx, &id).await.unwrap());
    settled(&site).await;
    let told = site.last_to("ann@example.net");
    assert!(told.subject.contains("somebody else"), "{}", told.subject);
}

#[tokio::test]
async fn of_held_referrals_staff_are_told_once_an_hour() {
    let site = site(Some(DESK))
        .set("LIMIT_REFERRALS_PER_DAY_PER_CONTACT", "1")
        .spawn()
        .await;
    site.user(Role::Coordinator).await;
    for _ in 0..3 {
        site.refer(Tier::Urgent, &ann(), None).await;
    }
    settled(&site).await;
    assert_eq!(alerts(&site, "A referral is held"), 1);
    site.wait(TimeDelta::hours(1));
    site.refer(Tier::Urgent, &ann(), None).await;
    settled(&site).await;
    assert_eq!(alerts(&site, "A referral is held"), 2);
}
