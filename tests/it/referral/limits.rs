//! Inboxes are not to be bombed, and nothing is dropped for it.

use std::net::IpAddr;

use chrono::TimeDelta;
use footpath_domain::{
    Actor,
    actor::Staff,
    referral::{self, Status},
    triage::{Contact, Tier},
};
use footpath_entity::{id::UserId, role::Role};

use super::rig::{ann, site};
use crate::support::App;

fn somebody(n: usize) -> Contact {
    Contact {
        name: format!("Reader {n}"),
        email: Some(format!("reader{n}@example.net").parse().unwrap()),
        phone: None,
    }
}

fn staff(role: Role) -> Actor {
    Actor::Staff(Staff {
        id: UserId(uuid::Uuid::nil()),
        role,
        name: "Staff".to_owned(),
    })
}

#[tokio::test]
async fn the_sixth_referral_of_a_day_with_one_contact_is_held_and_not_dropped() {
    let rig = site(Some("triage@feet.example.org")).spawn().await;
    for n in 0..7 {
        let referred = rig.refer(Tier::Urgent, &ann(), None).await;
        let expected = if n < 5 { Status::Queued } else { Status::Held };
        assert_eq!(referred.status, expected, "number {n}");
        assert_eq!(referred.recipient.is_some(), n < 5);
    }
    rig.work().await;
    let to_desk = |rig: &App| {
        let all = rig.mails().into_iter();
        all.filter(|mail| mail.to == "triage@feet.example.org")
            .count()
    };
    assert_eq!(to_desk(&rig), 5);
    rig.wait(TimeDelta::days(1));
    let next_day = rig.refer(Tier::Urgent, &ann(), None).await;
    assert_eq!(next_day.status, Status::Queued);
}

#[tokio::test]
async fn an_address_gets_thirty_an_hour_and_a_restart_gives_no_fresh_count() {
    let rig = site(Some("triage@feet.example.org")).spawn().await;
    let addr: IpAddr = "192.0.2.7".parse().unwrap();
    let reader = Actor::Public { addr: Some(addr) };
    for n in 0..31 {
        let referred = rig
            .refer_as(&reader, Tier::Podiatrist, &somebody(n), None)
            .await;
        let expected = if n < 30 { Status::Queued } else { Status::Held };
        assert_eq!(referred.status, expected, "number {n}");
        if n == 30 {
            assert_eq!(
                rig.referral(&referred).await.held_for.as_deref(),
                Some("address")
            );
        }
    }
    let other = Actor::Public {
        addr: "192.0.2.8".parse().ok(),
    };
    let referred = rig
        .refer_as(&other, Tier::Podiatrist, &somebody(99), None)
        .await;
    assert_eq!(referred.status, Status::Queued);
}

#[tokio::test]
async fn only_care_staff_release_what_is_held_and_only_once() {
    let rig = site(Some("triage@feet.example.org")).spawn().await;
    let mut last = None;
    for _ in 0..6 {
        last = Some(rig.refer(Tier::Urgent, &ann(), None).await);
    }
    let held = last.unwrap();
    rig.work().await;
    let before = rig.mails().len();

    for role in [Role::Editor, Role::Author, Role::Reviewer, Role::Viewer] {
        let denied = referral::release(&rig.ctx, &staff(role), held.id).await;
        assert_eq!(denied.unwrap_err().code(), "policy.role");
    }
    let coordinator = staff(Role::Coordinator);
    let recipient = referral::release(&rig.ctx, &coordinator, held.id)
        .await
        .unwrap();
    assert_eq!(recipient.as_deref(), Some("Foot House"));
    let again = referral::release(&rig.ctx, &coordinator, held.id).await;
    assert_eq!(again.unwrap_err().code(), "referral.not_held");

    rig.work().await;
    assert_eq!(
        rig.mails().len(),
        before + 2,
        "one to the desk, one to the patient"
    );
    assert_eq!(rig.referral(&held).await.status, Status::Sent);
}
