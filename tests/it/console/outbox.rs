//! Mails as staff see them.

use chrono::TimeDelta;
use footpath_domain::{account, triage::Tier};
use footpath_entity::role::Role;

use super::rig::Desk;
use crate::{
    referral::{
        mail_server::MailServer,
        rig::{ann, site},
    },
    support::SYSTEM,
};

/// The page of the newest mail of a kind.
async fn page(desk: &Desk<'_>, kind: &str) -> String {
    let list = desk
        .see(&format!("/admin/outbox?kind={kind}"))
        .await
        .expect(200)
        .body;
    let (_, rest) = list.split_once("href=\"/admin/outbox/").unwrap();
    format!("/admin/outbox/{}", rest.split('"').next().unwrap())
}

#[tokio::test]
async fn a_mail_is_seen_as_it_looks_but_opens_nothing() {
    let site = site(Some("desk@feet.example.org")).spawn().await;
    site.refer(Tier::Urgent, &ann(), None).await;
    while site.work().await > 0 {}
    let desk = Desk::of(&site, Role::Coordinator).await;
    let sent = site.last_to("desk@feet.example.org");
    let token = sent.token("/r/");
    let list = desk.see("/admin/outbox").await.expect(200).body;
    assert!(list.contains("d\u{2022}\u{2022}\u{2022}@feet.example.org"));
    assert!(!list.contains("desk@") && !list.contains("ann@"));
    let clinic = page(&desk, "clinic_referral").await;
    let seen = desk.see(&clinic).await.expect(200).body;
    assert!(
        seen.contains("/r/\u{2022}\u{2022}\u{2022}") && !seen.contains(&token),
        "{seen}"
    );
    assert!(!seen.contains("desk@"));
    let patient = page(&desk, "patient_sent").await;
    let seen = desk.see(&patient).await.body;
    let token = site.last_to("ann@example.net").token("/p/");
    assert!(!seen.contains(&token) && !seen.contains("ann@"));
    // A week later there is nothing left of it.
    site.wait(TimeDelta::days(8));
    while site.work().await > 0 {}
    let desk = Desk::of(&site, Role::Coordinator).await;
    let seen = desk.see(&clinic).await.expect(200);
    assert!(seen.body.contains("Its text was erased"));
    let retry = desk
        .post(&format!("{clinic}/retry"), &[("_csrf", seen.csrf())])
        .await;
    assert_eq!(retry.status, 409, "{}", retry.body);
}

#[tokio::test]
async fn a_dead_letter_goes_out_when_the_server_is_back() {
    let dir = tempfile::tempdir().unwrap();
    let Some(server) = MailServer::start(&dir.path().join("taken"), 0) else {
        return;
    };
    let (url, port) = (server.url(), server.port);
    drop(server);
    let site = site(None).set("SMTP_URL", &url).spawn().await;
    account::invite(&site.ctx, &SYSTEM, "kim@staff.example.org", "Kim", "viewer")
        .await
        .unwrap();
    site.work().await;
    site.wait(TimeDelta::hours(49));
    site.work().await;
    let desk = Desk::of(&site, Role::Coordinator).await;
    let dead = desk.see("/admin/outbox?state=dead").await.body;
    assert!(
        dead.contains("1 mail<") && dead.contains("k\u{2022}\u{2022}\u{2022}@staff.example.org")
    );
    assert!(
        dead.contains("class=\"count\">1<"),
        "the navigation counts it"
    );
    let before = site.stored_mails().await;
    let server = MailServer::start(&dir.path().join("taken"), port).unwrap();
    let page = page(&desk, &before[0].kind).await;
    let retried = desk.send(&page, &format!("{page}/retry"), &[]).await;
    assert!(
        retried.header("location").ends_with("done=resent"),
        "{}",
        retried.body
    );
    site.work().await;
    assert_eq!(server.recipients(), [vec!["kim@staff.example.org"]]);
    let taken = format!("<{}>", server.mails()[0].message_id);
    assert_eq!(taken, before[0].message_id, "the same mail");
    assert!(
        desk.see("/admin/outbox?state=dead")
            .await
            .body
            .contains("0 mails")
    );
    let dead = footpath_domain::jobs::count(&site.ctx).await.unwrap();
    assert!(dead.iter().all(|count| count.status != "dead"), "{dead:?}");
}

#[tokio::test]
async fn a_waiting_mail_is_cancelled_unless_it_carries_a_referral() {
    let site = site(Some("desk@feet.example.org")).spawn().await;
    account::invite(&site.ctx, &SYSTEM, "kim@staff.example.org", "Kim", "viewer")
        .await
        .unwrap();
    site.refer(Tier::Urgent, &ann(), None).await;
    let desk = Desk::of(&site, Role::Coordinator).await;
    let kinds = site.stored_mails().await;
    let invitation = kinds
        .iter()
        .find(|mail| mail.kind != "clinic_referral")
        .unwrap();
    let page_of = page(&desk, &invitation.kind).await;
    let cancelled = desk.send(&page_of, &format!("{page_of}/cancel"), &[]).await;
    assert!(
        cancelled.header("location").ends_with("done=cancelled"),
        "{}",
        cancelled.body
    );
    let clinic = page(&desk, "clinic_referral").await;
    let refused = desk
        .send(&clinic, &format!("{clinic}/cancel"), &[])
        .await
        .expect(409);
    assert!(refused.body.contains("Re-route the referral instead"));
    while site.work().await > 0 {}
    let to: Vec<String> = site.mails().into_iter().map(|mail| mail.to).collect();
    assert!(!to.contains(&"kim@staff.example.org".to_owned()), "{to:?}");
    assert!(to.contains(&"desk@feet.example.org".to_owned()), "{to:?}");
    assert_eq!(desk.see("/admin/outbox?state=odd").await.status, 422);
}

#[tokio::test]
async fn a_clinics_mail_is_not_sent_again_once_somebody_else_is_asked() {
    let site = site(Some("desk@feet.example.org")).spawn().await;
    let near = site
        .clinic("Near Clinic", "near@clinic.example.org", 1.0)
        .await;
    let referred = site.refer(Tier::Urgent, &ann(), Some(near)).await;
    while site.work().await > 0 {}
    let desk = Desk::of(&site, Role::Coordinator).await;
    let first = page(&desk, "clinic_referral").await;
    let page = format!("/admin/referrals/{}", referred.id);
    desk.send(&page, &format!("{page}/reroute"), &[]).await;
    let refused = desk
        .send(&first, &format!("{first}/retry"), &[])
        .await
        .expect(409);
    assert!(refused.body.contains("has gone on to somebody else"));
}
