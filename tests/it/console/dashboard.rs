//! The first page of the console.

use chrono::TimeDelta;
use footpath_domain::triage::Tier;
use footpath_entity::role::Role;

use super::rig::Desk;
use crate::{
    referral::rig::{ann, site},
    support::Site,
};

#[tokio::test]
async fn whoever_is_signed_in_sees_what_waits_for_them() {
    let site = site(Some("desk@feet.example.org")).spawn().await;
    site.refer(Tier::Urgent, &ann(), None).await;
    while site.work().await > 0 {}
    site.wait(TimeDelta::hours(5));
    let care = Desk::of(&site, Role::Coordinator).await;
    let seen = care.see("/admin").await.expect(200).body;
    assert!(
        seen.contains("href=\"/admin/referrals?stage=overdue\""),
        "{seen}"
    );
    assert!(seen.contains("Assessments kept") && !seen.contains("Clicks to shops"));
    let editor = Desk::of(&site, Role::Editor).await;
    let seen = editor.see("/admin").await.expect(200).body;
    assert!(!seen.contains("/admin/referrals") && seen.contains("Nothing waits for you."));
    assert!(seen.contains("Clicks to shops") && seen.contains("href=\"/admin/articles/new\""));
    let viewer = Desk::of(&site, Role::Viewer).await;
    let seen = viewer.see("/admin").await.expect(200).body;
    assert!(!seen.contains("/admin/articles/new"));
}

#[tokio::test]
async fn it_says_how_much_there_is_and_what_was_changed_last() {
    let site = Site::new().starter().clinics(3).spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let draft = [("_do", "save"), ("title", "Blisters on the march")];
    desk.send("/admin/articles/new", "/admin/articles", &draft)
        .await;
    let seen = desk.see("/admin").await.expect(200).body;
    assert!(seen.contains("Blisters on the march") && seen.contains("article in draft"));
    assert!(seen.contains("<a href=\"/admin/clinics\">3</a>"), "{seen}");
}
