//! Who is asked, and who is asked next.

use footpath_domain::{
    Actor,
    referral::{self, AttemptStatus, Decline, DeclineReason, RecipientKind, Status},
    triage::{Contact, Tier},
};

use super::{
    mail_server::MailServer,
    rig::{ann, site},
};
use crate::support::App;

const DESK: &str = "triage@feet.example.org";
const NEAR: &str = "near@clinic.example.org";
const FAR: &str = "far@clinic.example.org";

async fn opened(rig: &App, inbox: &str) -> Actor {
    let token = rig.last_to(inbox).token("/r/");
    let clinic = referral::clinic_by_token(&rig.ctx, &token).await.unwrap();
    referral::view(&rig.ctx, &clinic).await.unwrap();
    clinic
}

fn full() -> Decline {
    Decline {
        reason: DeclineReason::NoCapacity,
        note: String::new(),
    }
}

#[tokio::test]
async fn declined_by_one_it_goes_to_the_next_nearest_then_to_the_desk_then_to_nobody() {
    let rig = site(Some(DESK)).spawn().await;
    rig.clinic("Far Clinic", FAR, 60.0).await;
    rig.clinic("Near Clinic", NEAR, 5.0).await;
    rig.clinic("Too Far Clinic", "toofar@clinic.example.org", 120.0)
        .await;
    let referred = rig.assess_and_refer(&ann(), None).await;
    assert_eq!(referred.recipient.as_deref(), Some("Near Clinic"));
    for (inbox, next) in [
        (NEAR, Status::Queued),
        (FAR, Status::Queued),
        (DESK, Status::Unrouted),
    ] {
        rig.work().await;
        let clinic = opened(&rig, inbox).await;
        referral::decline(&rig.ctx, &clinic, full()).await.unwrap();
        assert_eq!(rig.referral(&referred).await.status, next, "after {inbox}");
        let again = referral::decline(&rig.ctx, &clinic, full()).await;
        assert_eq!(again.unwrap_err().code(), "referral.closed");
    }
    rig.work().await;
    let attempts = rig.attempts().await;
    assert!(
        attempts
            .iter()
            .all(|one| one.status == AttemptStatus::Declined)
    );
    assert_eq!(
        attempts.iter().map(|one| one.n).collect::<Vec<_>>(),
        [1, 2, 3]
    );
    let stored = rig.stored_mails().await.into_iter();
    let mut news: Vec<String> = stored.map(|mail| mail.kind).collect();
    news.retain(|kind| kind.starts_with("patient_"));
    news.sort();
    assert_eq!(
        news,
        [
            "patient_rerouted",
            "patient_rerouted",
            "patient_sent",
            "patient_unrouted"
        ]
    );

    // A coordinator finds somebody else, who then does not answer either.
    rig.clinic("New Clinic", "new@clinic.example.org", 10.0)
        .await;
    let coordinator = Actor::System("test");
    let next = referral::release(&rig.ctx, &coordinator, referred.id).await;
    assert_eq!(next.unwrap().as_deref(), Some("New Clinic"));
    rig.work().await;
    opened(&rig, "new@clinic.example.org").await;
    let next = referral::reroute(&rig.ctx, &coordinator, referred.id).await;
    assert_eq!(next.unwrap(), None);
    assert_eq!(rig.attempts().await[3].status, AttemptStatus::Rerouted);
}

#[tokio::test]
async fn the_clinic_asked_for_comes_first_even_when_another_is_nearer() {
    let rig = site(Some(DESK)).spawn().await;
    rig.clinic("Near Clinic", NEAR, 1.0).await;
    let far = rig.clinic("Far Clinic", FAR, 90.0).await;
    let referred = rig.assess_and_refer(&ann(), Some(far)).await;
    assert_eq!(referred.recipient.as_deref(), Some("Far Clinic"));
    rig.work().await;
    let clinic = opened(&rig, FAR).await;
    referral::decline(&rig.ctx, &clinic, full()).await.unwrap();
    rig.work().await;
    assert_eq!(rig.last_to(NEAR).subject, rig.last_to(FAR).subject);
}

#[tokio::test]
async fn an_emergency_goes_to_no_clinic() {
    let rig = site(Some(DESK)).spawn().await;
    let near = rig.clinic("Near Clinic", NEAR, 1.0).await;
    let referred = rig.refer(Tier::Emergency, &ann(), Some(near)).await;
    assert_eq!(referred.recipient.as_deref(), Some("Foot House"));
    assert_eq!(
        rig.attempts().await[0].recipient_kind,
        RecipientKind::TriageInbox
    );
    let none = site(None).spawn().await;
    let near = none.clinic("Near Clinic", NEAR, 1.0).await;
    let referred = none.refer(Tier::Emergency, &ann(), Some(near)).await;
    assert_eq!(referred.status, Status::Unrouted);
}

#[tokio::test]
async fn a_clinic_that_the_mail_server_refuses_is_passed_over() {
    let dir = tempfile::tempdir().unwrap();
    let Some(server) = MailServer::start(&dir.path().join("taken"), 0) else {
        return;
    };
    let site = site(Some(DESK)).set("SMTP_URL", &server.url());
    let rig = site.spawn().await;
    rig.clinic("Near Clinic", "refuse@clinic.example.org", 1.0)
        .await;
    rig.clinic("Far Clinic", FAR, 30.0).await;
    let referred = rig.assess_and_refer(&ann(), None).await;
    rig.work().await;
    let expected = [vec![FAR], vec!["ann@example.net"]];
    assert_eq!(server.recipients(), expected);
    let attempts = rig.attempts().await;
    assert_eq!(attempts[0].status, AttemptStatus::Undeliverable);
    assert_eq!(attempts[1].status, AttemptStatus::Sent);
    assert_eq!(rig.referral(&referred).await.status, Status::Sent);
}

#[tokio::test]
async fn the_twenty_first_referral_of_a_day_to_one_clinic_is_held() {
    let rig = site(Some(DESK)).spawn().await;
    let near = rig.clinic("Near Clinic", NEAR, 1.0).await;
    for n in 0..21 {
        let contact = Contact {
            name: "Reader".to_owned(),
            email: Some(format!("reader{n}@example.net").parse().unwrap()),
            phone: None,
        };
        let referred = rig.refer(Tier::Podiatrist, &contact, Some(near)).await;
        let expected = if n < 20 { Status::Queued } else { Status::Held };
        assert_eq!(referred.status, expected, "number {n}");
        if n == 20 {
            let held_for = rig.referral(&referred).await.held_for;
            assert_eq!(held_for.as_deref(), Some("clinic"));
        }
    }
}
