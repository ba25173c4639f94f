//! What a coordinator does with a referral.

use chrono::TimeDelta;
use footpath_domain::{referral::Status, triage::Tier};
use footpath_entity::role::Role;
use sea_orm::EntityTrait;

use super::rig::{Desk, path_of};
use crate::{
    referral::rig::{ann, site},
    support::App,
};

const ALL: &str = "/admin/referrals";
const DESK: &str = "desk@feet.example.org";

/// The page of the only referral.
async fn page(desk: &Desk<'_>) -> String {
    let list = desk
        .see("/admin/referrals?stage=all")
        .await
        .expect(200)
        .body;
    let (_, rest) = list
        .split_once("<th scope=\"row\"><a href=\"/admin/referrals/")
        .unwrap();
    format!("/admin/referrals/{}", rest.split('"').next().unwrap())
}

async fn settled(site: &App) {
    while site.work().await > 0 {}
}

#[tokio::test]
async fn a_referral_that_nobody_opens_is_overdue_resent_and_rerouted() {
    let site = site(Some(DESK)).spawn().await;
    let near = site
        .clinic("Near Clinic", "near@clinic.example.org", 1.0)
        .await;
    let referred = site.assess_and_refer(&ann(), Some(near)).await;
    settled(&site).await;
    let desk = Desk::of(&site, Role::Coordinator).await;
    let listed = desk.see(ALL).await.expect(200).body;
    assert!(listed.contains("Near Clinic") && listed.contains("Sent"));
    for word in ["Ann", "ann@", "weight", "fracture", "rgent"] {
        assert!(!listed.contains(word), "{word} is nobody's business here");
    }
    assert!(
        desk.see("/admin/referrals?stage=overdue")
            .await
            .body
            .contains("0 referrals")
    );
    site.wait(TimeDelta::hours(5));
    let desk = Desk::of(&site, Role::Coordinator).await;
    let overdue = desk.see("/admin/referrals?stage=overdue").await.body;
    assert!(overdue.contains("Near Clinic") && overdue.contains("1 referral<"));
    assert!(
        overdue.contains("class=\"count\">1<"),
        "the navigation counts it"
    );

    let page = page(&desk).await;
    let first = site.last_to("near@clinic.example.org");
    let resent = desk.send(&page, &format!("{page}/resend"), &[]).await;
    assert!(
        resent.header("location").ends_with("done=resent"),
        "{}",
        resent.body
    );
    let twice = desk.send(&page, &format!("{page}/resend"), &[]).await;
    assert_eq!(twice.status, 409, "it is on its way already");
    settled(&site).await;
    let mails = site.stored_mails().await;
    assert!(mails.iter().all(|mail| mail.status.as_str() == "sent"));
    let there = |mail: &&crate::support::Mail| mail.message_id == first.message_id;
    let again = site.mails().iter().find(there).unwrap().clone();
    assert_eq!(first.text, again.text, "the same mail");

    let rerouted = desk.send(&page, &format!("{page}/reroute"), &[]).await;
    assert!(rerouted.header("location").ends_with("done=rerouted"));
    settled(&site).await;
    assert_eq!(site.referral(&referred).await.status, Status::Sent);
    assert_eq!(site.last_to(DESK).to, DESK);
    let shown = desk.see(&page).await.body;
    assert!(shown.contains("did not answer") && shown.contains("Foot House"));
    let none = desk.send(&page, &format!("{page}/reroute"), &[]).await;
    assert!(none.header("location").ends_with("done=nobody"));
    let shown = desk.see(none.header("location")).await.body;
    assert!(shown.contains("There is nobody left to ask") && shown.contains("No recipient"));
    assert!(
        desk.see("/admin/referrals?stage=stuck")
            .await
            .body
            .contains("1 referral<")
    );
}

#[tokio::test]
async fn a_held_referral_is_released() {
    let site = site(Some(DESK)).set("LIMIT_REFERRALS_PER_DAY_PER_CONTACT", "1");
    let site = site.spawn().await;
    site.refer(Tier::Urgent, &ann(), None).await;
    let held = site.refer(Tier::Urgent, &ann(), None).await;
    settled(&site).await;
    assert_eq!(site.referral(&held).await.status, Status::Held);
    let desk = Desk::of(&site, Role::Coordinator).await;
    let stuck = desk.see("/admin/referrals?stage=stuck").await.body;
    assert!(stuck.contains("Held: too many came with one contact"));
    let page = format!("/admin/referrals/{}", held.id);
    let released = desk.send(&page, &format!("{page}/release"), &[]).await;
    assert!(
        released.header("location").ends_with("done=released"),
        "{}",
        released.body
    );
    settled(&site).await;
    assert_eq!(site.referral(&held).await.status, Status::Sent);
    let twice = desk
        .send(&page, &format!("{page}/release"), &[])
        .await
        .expect(409);
    assert!(twice.body.contains("on its way already"));
}

#[tokio::test]
async fn notes_are_sealed_and_go_with_the_person() {
    let site = site(Some(DESK)).spawn().await;
    site.assess_and_refer(&ann(), None).await;
    let desk = Desk::of(&site, Role::Coordinator).await;
    let page = page(&desk).await;
    let note = format!("{page}/note");
    let empty = desk.send(&page, &note, &[("note", " ")]).await.expect(422);
    assert!(empty.body.contains("id=\"note_error\""));
    let said = [("note", "Canary: called, no answer.")];
    assert_eq!(desk.send(&page, &note, &said).await.status, 303);
    let shown = desk.see(&page).await.body;
    assert!(shown.contains("Canary: called, no answer.") && shown.contains("Note added by"));
    let stored: Vec<u8> = footpath_entity::referral::note::Entity::find()
        .one(site.ctx.store.read())
        .await
        .unwrap()
        .unwrap()
        .body;
    assert!(!String::from_utf8_lossy(&stored).contains("Canary"));

    let (_, rest) = shown.split_once("href=\"/admin/assessments/").unwrap();
    let assessment = format!("/admin/assessments/{}", rest.split('"').next().unwrap());
    let erase = format!("{assessment}/erase");
    let erased = desk.send(&assessment, &erase, &[("sure", "true")]).await;
    assert_eq!(path_of(&erased), assessment);
    let shown = desk.see(&page).await.body;
    assert!(!shown.contains("Canary") && shown.contains("the notes with them"));
    assert_eq!(
        desk.post(
            &note,
            &[
                ("_csrf", desk.see(&page).await.csrf()),
                ("note", "More".into())
            ]
        )
        .await
        .status,
        409
    );
}
