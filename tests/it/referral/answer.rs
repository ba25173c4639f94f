//! What a clinic answers, and what the patient hears of it.

use chrono::TimeDelta;
use footpath_domain::{
    Actor, Error,
    referral::{self, AttemptStatus, Decline, DeclineReason, Status},
};
use footpath_entity::kernel::audit_entry;
use sea_orm::EntityTrait;

use super::rig::{ann, site};
use crate::support::App;

const DESK: &str = "triage@feet.example.org";
const ANN: &str = "ann@example.net";

async fn clinic(rig: &App) -> Actor {
    let token = rig.last_to(DESK).token("/r/");
    referral::clinic_by_token(&rig.ctx, &token).await.unwrap()
}

/// How often somebody opened the referral, by the audit log.
async fn reads(rig: &App) -> usize {
    let all = audit_entry::Entity::find()
        .all(rig.ctx.store.read())
        .await
        .unwrap();
    let opened = all.iter().filter(|entry| entry.action == "referral.viewed");
    opened
        .filter(|entry| entry.actor.starts_with("clinic:"))
        .count()
}

#[tokio::test]
async fn from_an_assessment_to_an_appointment_and_the_patient_hears_of_each_step() {
    let rig = site(Some(DESK)).spawn().await;
    let referred = rig.assess_and_refer(&ann(), None).await;
    assert_eq!(referred.status, Status::Queued);
    rig.work().await;
    let clinic = clinic(&rig).await;
    for _ in 0..10 {
        let door = referral::doorstep(&rig.ctx, &clinic).await.unwrap();
        assert_eq!(door.status, AttemptStatus::Sent);
    }
    assert_eq!(reads(&rig).await, 0, "looking is not opening");

    let opened = referral::view(&rig.ctx, &clinic).await.unwrap();
    assert_eq!(opened.revealed.contact.unwrap().name, "Ann Canary");
    assert!(!opened.revealed.red_flags.is_empty());
    assert!(!opened.patient_confirmed);
    assert_eq!(reads(&rig).await, 1);
    assert_eq!(rig.referral(&referred).await.status, Status::Viewed);

    let told = |rig: &App| rig.mails().iter().filter(|mail| mail.to == ANN).count();
    assert_eq!(told(&rig), 1);
    referral::accept(&rig.ctx, &clinic).await.unwrap();
    rig.work().await;
    assert_eq!(told(&rig), 2);
    referral::schedule(&rig.ctx, &clinic, None).await.unwrap();
    rig.work().await;
    assert_eq!(told(&rig), 3);
    referral::complete(&rig.ctx, &clinic).await.unwrap();
    rig.work().await;
    assert_eq!(told(&rig), 4);
    let row = rig.referral(&referred).await;
    assert_eq!(row.status, Status::Completed);
    assert!(row.accepted_at.is_some() && row.closed_at.is_some());

    // The link works two weeks more.
    rig.wait(TimeDelta::days(13));
    assert!(referral::view(&rig.ctx, &clinic).await.is_ok());
    rig.wait(TimeDelta::days(1));
    let late = referral::view(&rig.ctx, &clinic).await;
    assert_eq!(late.err().unwrap().code(), "referral.link_expired");
}

#[tokio::test]
async fn accepting_twice_is_a_conflict() {
    let rig = site(Some(DESK)).spawn().await;
    rig.assess_and_refer(&ann(), None).await;
    rig.work().await;
    let clinic = clinic(&rig).await;
    let unopened = referral::accept(&rig.ctx, &clinic).await;
    assert_eq!(unopened.unwrap_err().code(), "referral.not_opened");
    referral::view(&rig.ctx, &clinic).await.unwrap();

    let all = futures::future::join_all((0..8).map(|_| referral::accept(&rig.ctx, &clinic))).await;
    let (won, lost): (Vec<_>, Vec<_>) = all.into_iter().partition(Result::is_ok);
    assert_eq!(won.len(), 1);
    for refusal in lost {
        let error = refusal.unwrap_err();
        assert!(matches!(error, Error::Conflict { .. }));
        assert_eq!(error.code(), "referral.already_accepted");
    }
    rig.work().await;
    assert_eq!(rig.mails().len(), 3, "one more to the patient, not eight");
}

#[tokio::test]
async fn an_accepted_link_outlives_two_weeks() {
    let rig = site(Some(DESK)).spawn().await;
    let referred = rig.assess_and_refer(&ann(), None).await;
    rig.work().await;
    let clinic = clinic(&rig).await;
    referral::view(&rig.ctx, &clinic).await.unwrap();
    referral::accept(&rig.ctx, &clinic).await.unwrap();
    rig.wait(TimeDelta::days(60));
    rig.work().await;
    assert_eq!(rig.referral(&referred).await.status, Status::Accepted);
    assert!(referral::view(&rig.ctx, &clinic).await.is_ok());
}

#[tokio::test]
async fn the_clinic_sees_that_the_patient_confirmed() {
    let rig = site(Some(DESK)).spawn().await;
    rig.assess_and_refer(&ann(), None).await;
    rig.work().await;
    let token = rig.last_to(ANN).token("/p/");
    let patient = referral::patient_by_token(&rig.ctx, &token).await.unwrap();
    referral::confirm(&rig.ctx, &patient).await.unwrap();
    referral::confirm(&rig.ctx, &patient).await.unwrap();
    let clinic = clinic(&rig).await;
    assert!(
        referral::view(&rig.ctx, &clinic)
            .await
            .unwrap()
            .patient_confirmed
    );
}

#[tokio::test]
async fn a_note_that_is_too_long_declines_nothing() {
    let rig = site(Some(DESK)).spawn().await;
    let referred = rig.assess_and_refer(&ann(), None).await;
    rig.work().await;
    let clinic = clinic(&rig).await;
    referral::view(&rig.ctx, &clinic).await.unwrap();
    let decline = |note: String| Decline {
        reason: DeclineReason::NoCapacity,
        note,
    };
    let refused = referral::decline(&rig.ctx, &clinic, decline("x".repeat(1001))).await;
    let Err(Error::Invalid(report)) = refused else {
        panic!("it went through")
    };
    assert_eq!(report.0[0].field, "note");
    assert_eq!(rig.referral(&referred).await.status, Status::Viewed);

    referral::decline(&rig.ctx, &clinic, decline("We are full".to_owned()))
        .await
        .unwrap();
    rig.work().await;
    assert_eq!(rig.referral(&referred).await.status, Status::Unrouted);
    let attempt = &rig.attempts().await[0];
    assert_eq!(attempt.status, AttemptStatus::Declined);
    assert_eq!(attempt.decline_reason, Some(DeclineReason::NoCapacity));
    assert!(!String::from_utf8_lossy(attempt.decline_note.as_deref().unwrap()).contains("full"));
    let shut = referral::doorstep(&rig.ctx, &clinic).await.unwrap().shut;
    assert_eq!(shut, Some(referral::Shut::Declined));
}

#[tokio::test]
async fn neither_link_does_what_only_the_other_may() {
    let rig = site(Some(DESK)).spawn().await;
    rig.assess_and_refer(&ann(), None).await;
    rig.work().await;
    let (r, p) = (
        rig.last_to(DESK).token("/r/"),
        rig.last_to(ANN).token("/p/"),
    );
    for (one, other) in [(&r, &p), (&p, &r)] {
        assert_ne!(one, other);
    }
    let unknown = referral::clinic_by_token(&rig.ctx, &p).await.unwrap_err();
    assert_eq!(unknown.code(), "referral.link_unknown");
    let unknown = referral::patient_by_token(&rig.ctx, &r).await.unwrap_err();
    assert_eq!(unknown.code(), "referral.link_unknown");
    let patient = referral::patient_by_token(&rig.ctx, &p).await.unwrap();
    let denied = referral::view(&rig.ctx, &patient).await.err().unwrap();
    assert!(matches!(denied, Error::Forbidden { .. }));
    let clinic = clinic(&rig).await;
    let denied = referral::withdraw(&rig.ctx, &clinic).await.unwrap_err();
    assert!(matches!(denied, Error::Forbidden { .. }));
}
