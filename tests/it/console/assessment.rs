//! What a coordinator sees of an assessment.

use footpath_entity::role::Role;

use super::rig::Desk;
use crate::{
    referral::rig::{ann, site},
    support::App,
};

async fn page(desk: &Desk<'_>) -> String {
    let list = desk.see("/admin/assessments").await.expect(200).body;
    let (_, rest) = list.split_once("href=\"/admin/assessments/").unwrap();
    format!("/admin/assessments/{}", rest.split('"').next().unwrap())
}

async fn one() -> App {
    let site = site(Some("desk@feet.example.org")).spawn().await;
    site.assess_and_refer(&ann(), None).await;
    site
}

#[tokio::test]
async fn what_it_says_is_shown_on_request_once_and_the_log_knows() {
    let site = one().await;
    let desk = Desk::of(&site, Role::Coordinator).await;
    let page = page(&desk).await;
    let sealed = desk.see(&page).await.expect(200).body;
    for word in ["Ann Canary", "ann@example.net", "weight"] {
        assert!(!sealed.contains(word), "{word}");
    }
    let open = desk
        .send(&page, &format!("{page}/reveal"), &[])
        .await
        .expect(200);
    assert_eq!(open.header("cache-control"), "no-store");
    for word in ["Ann Canary", "ann@example.net", "Urgent", "Red flag"] {
        assert!(open.body.contains(word), "{word}");
    }
    let after = desk.see(&page).await.body;
    assert!(
        !after.contains("Ann Canary"),
        "shown on that one answer only"
    );
    assert!(after.contains("Revealed by"));
    let admin = Desk::of(&site, Role::Admin).await;
    let log = admin.see("/admin/audit?kind=assessment").await.body;
    assert!(log.contains("assessment.revealed") && !log.contains("Ann Canary"));
}

#[tokio::test]
async fn a_person_is_erased_on_request_and_never_by_accident() {
    let site = one().await;
    let desk = Desk::of(&site, Role::Coordinator).await;
    let page = page(&desk).await;
    let unsure = desk
        .send(&page, &format!("{page}/erase"), &[])
        .await
        .expect(422);
    assert!(unsure.body.contains("id=\"sure_error\""));
    assert!(
        desk.see("/admin/assessments?kept=erased")
            .await
            .body
            .contains("0 assessments")
    );
    let erased = desk
        .send(&page, &format!("{page}/erase"), &[("sure", "true")])
        .await;
    assert!(
        erased.header("location").ends_with("done=erased"),
        "{}",
        erased.body
    );
    assert!(
        desk.see("/admin/assessments?kept=erased")
            .await
            .body
            .contains("1 assessment<")
    );
    assert!(
        desk.see("/admin/assessments?kept=referred")
            .await
            .body
            .contains("0 assessments")
    );
    let shown = desk.see(&page).await.expect(200);
    assert!(shown.body.contains("This person was erased"));
    let csrf = shown.csrf();
    let gone = desk
        .post(&format!("{page}/reveal"), &[("_csrf", csrf)])
        .await;
    assert_eq!(gone.status, 404);
    let referral = desk.see("/admin/referrals?stage=closed").await.body;
    assert!(referral.contains("Withdrawn"));
    assert_eq!(desk.see("/admin/assessments?kept=odd").await.status, 422);
}
