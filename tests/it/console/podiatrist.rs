use footpath_entity::role::Role;

use super::rig::{Desk, path_of};
use crate::support::Site;

const ALL: &str = "/admin/podiatrists";
const NEW: &str = "/admin/podiatrists/new";

async fn clinic(desk: &Desk<'_>) -> String {
    let words = [
        ("name", "Testing Foot Clinic"),
        ("address_1", "12 Sample Street"),
        ("city", "Boise"),
        ("state", "ID"),
        ("postal_code", "83702"),
    ];
    let made = desk
        .send("/admin/clinics/new", "/admin/clinics", &words)
        .await;
    path_of(&made).rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_podiatrist_is_added_to_a_clinic_and_found_by_zip() {
    let site = Site::new().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let id = clinic(&desk).await;
    let from_clinic = desk.see(&format!("{NEW}?clinic={id}")).await.expect(200);
    assert!(from_clinic.body.contains("Testing Foot Clinic"));

    let search = [
        ("last_name", "Testman"),
        ("find_clinic", "boise"),
        ("_do", "find"),
    ];
    let offered = desk.send(NEW, ALL, &search).await.expect(200);
    assert!(offered.body.contains(&id) && offered.body.contains("Testman"));

    let wrong = [
        ("npi", "1234567890"),
        ("first_name", "Kept"),
        ("last_name", ""),
    ];
    let back = desk.send(NEW, ALL, &wrong).await.expect(422);
    assert!(back.body.contains("Kept"));
    for name in ["npi", "last_name"] {
        assert!(
            back.body.contains(&format!("id=\"{name}_error\"")),
            "{name}"
        );
    }

    let words = [
        ("npi", "1234567893"),
        ("first_name", "Terry"),
        ("last_name", "Testman"),
        ("credential", "DPM"),
        ("specialties", "213E00000X"),
        ("accepting_new_patients", "yes"),
        ("clinics", &id),
    ];
    let page = path_of(&desk.send(NEW, ALL, &words).await);
    assert_eq!(page, "/admin/podiatrists/1234567893");
    site.settle().await;
    let near = site.get("/api/v1/podiatrists?near=83702").await.json();
    assert_eq!(near["data"][0]["name"], "Terry Testman, DPM");

    let hidden = desk
        .send(&page, &format!("{page}/hide"), &[("reason", "")])
        .await;
    assert_eq!(hidden.status, 422);
    let hidden = desk
        .send(&page, &format!("{page}/hide"), &[("reason", "Retired")])
        .await;
    assert_eq!(hidden.status, 303);
    site.settle().await;
    let near = site.get("/api/v1/podiatrists?near=83702").await.json();
    assert_eq!(near["data"].as_array().unwrap().len(), 0);
    let listed = desk.see("/admin/podiatrists?hidden=yes&q=testman").await;
    assert!(listed.body.contains("Retired"));
    assert_eq!(
        desk.send(&page, &format!("{page}/show"), &[]).await.status,
        303
    );
}

#[tokio::test]
async fn a_changed_podiatrist_keeps_what_the_form_does_not_show() {
    let site = Site::new().clinics(20).spawn().await;
    let desk = Desk::of(&site, Role::Admin).await;
    let list = desk.see(ALL).await.expect(200).body;
    let (_, rest) = list.split_once("href=\"/admin/podiatrists/2").unwrap();
    let page = format!("/admin/podiatrists/2{}", rest.split('"').next().unwrap());
    let stale = [
        ("_csrf", desk.see(&page).await.csrf()),
        ("_version", "0".to_owned()),
        ("first_name", "Mine".to_owned()),
        ("last_name", "Testman".to_owned()),
    ];
    let clash = desk.post(&page, &stale).await.expect(409);
    assert!(clash.body.contains("Mine"));
    let viewer = Desk::of(&site, Role::Viewer).await;
    let seen = viewer.see(&page).await.expect(200);
    assert!(!seen.body.contains("name=\"last_name\"") && seen.body.contains("Clinics"));
}
