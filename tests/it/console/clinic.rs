use footpath_entity::role::Role;
use serde_json::json;

use super::rig::{Desk, path_of, version};
use crate::support::{App, Site};

const ALL: &str = "/admin/clinics";
const NEW: &str = "/admin/clinics/new";
const WORDS: [(&str, &str); 6] = [
    ("name", "Testing Foot Clinic"),
    ("phone", "(208) 555-0142"),
    ("address_1", "12 Sample Street"),
    ("city", "Boise"),
    ("state", "ID"),
    ("postal_code", "83702"),
];

/// The path of the link that asked this address to confirm.
fn link(site: &App, to: &str) -> String {
    let mails = site.mails();
    let mail = mails
        .iter()
        .rfind(|mail| mail.to == to && mail.text.contains("/inbox/"));
    format!("/inbox/{}", mail.unwrap().token("/inbox/"))
}

#[tokio::test]
async fn a_clinic_is_made_changed_hidden_and_shown() {
    let site = Site::new().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let wrong = [
        ("name", ""),
        ("city", "Kept City"),
        ("state", "ID"),
        ("postal_code", "1"),
    ];
    let back = desk.send(NEW, ALL, &wrong).await.expect(422);
    assert!(back.body.contains("Kept City") && back.body.contains("id=\"postal_code_error\""));

    let page = path_of(&desk.send(NEW, ALL, &WORDS).await);
    let listed = desk.see("/admin/clinics?q=testing+boise").await.expect(200);
    assert!(listed.body.contains("Testing Foot Clinic") && listed.body.contains("1 clinic<"));
    let mut changed = WORDS.to_vec();
    changed[0].1 = "Testing Foot and Ankle Clinic";
    assert_eq!(desk.send(&page, &page, &changed).await.status, 303);
    let shown = desk.see(&page).await.expect(200);
    assert!(shown.body.contains("Testing Foot and Ankle Clinic"));

    let hidden = desk
        .send(&page, &format!("{page}/hide"), &[("reason", "Moved away")])
        .await;
    assert!(
        hidden.header("location").ends_with("done=hidden"),
        "{}",
        hidden.body
    );
    assert!(desk.see(&page).await.body.contains("Moved away"));
    let listed = desk.see("/admin/clinics?hidden=yes").await;
    assert!(listed.body.contains("1 clinic<"));
    assert_eq!(
        desk.send(&page, &format!("{page}/show"), &[]).await.status,
        303
    );
}

#[tokio::test]
async fn a_stale_change_shows_both_texts() {
    let site = Site::new().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let page = path_of(&desk.send(NEW, ALL, &WORDS).await);
    let mine = desk.see(&page).await;
    let mut theirs = WORDS.to_vec();
    theirs[0].1 = "Theirs";
    assert_eq!(desk.send(&page, &page, &theirs).await.status, 303);
    let mut sent: Vec<(&str, String)> = vec![
        ("_csrf", mine.csrf()),
        ("_version", version(&mine.body).unwrap()),
    ];
    sent.extend(WORDS.map(|(name, value)| (name, value.to_owned())));
    let clash = desk.post(&page, &sent).await.expect(409);
    assert!(clash.body.contains("Theirs") && clash.body.contains("Testing Foot Clinic"));
}

#[tokio::test]
async fn an_inbox_takes_referrals_once_its_owner_has_confirmed_by_the_link() {
    let site = Site::new().spawn().await;
    let editor = Desk::of(&site, Role::Editor).await;
    let page = path_of(&editor.send(NEW, ALL, &WORDS).await);
    let asked = [
        ("inbox", "desk@clinic.example.org"),
        ("accepts_referrals", "true"),
    ];
    let path = format!("{page}/inbox");
    assert_eq!(editor.send(&page, &path, &asked).await.status, 403);

    let care = Desk::of(&site, Role::Coordinator).await;
    let wrong = [("inbox", "no address"), ("accepts_referrals", "true")];
    assert_eq!(care.send(&page, &path, &wrong).await.status, 422);
    assert_eq!(care.send(&page, &path, &asked).await.status, 303);
    let waiting = care.see("/admin/clinics?referrals=waiting").await;
    assert!(waiting.body.contains("Testing Foot Clinic"));
    site.settle().await;
    let first = link(&site, "desk@clinic.example.org");
    // A mail scanner follows the link, twice: nothing happens.
    for _ in 0..2 {
        let seen = site.get(&first).await.expect(200);
        assert_eq!(seen.header("referrer-policy"), "no-referrer");
        assert!(seen.body.contains("Yes, send them here"));
    }
    assert!(
        care.see("/admin/clinics?referrals=taking")
            .await
            .body
            .contains("0 clinics")
    );

    let seen = site.get(&first).await;
    let pressed = site
        .ask("POST", &first)
        .form(&[("_csrf", &*seen.csrf())])
        .send()
        .await;
    assert_eq!(pressed.status, 303, "{}", pressed.body);
    assert!(
        site.get(&first)
            .await
            .body
            .contains("This inbox is confirmed")
    );
    let taking = care.see("/admin/clinics?referrals=taking").await;
    assert!(taking.body.contains("Testing Foot Clinic"));

    // Another address begins anew, and the old link confirms nothing.
    let other = [
        ("inbox", "new@clinic.example.org"),
        ("accepts_referrals", "true"),
    ];
    assert_eq!(care.send(&page, &path, &other).await.status, 303);
    assert!(
        care.see("/admin/clinics?referrals=taking")
            .await
            .body
            .contains("0 clinics")
    );
    site.settle().await;
    assert_ne!(link(&site, "new@clinic.example.org"), first);
    assert_ne!(site.get(&first).await.status, 200);
}

#[tokio::test]
async fn a_program_writes_clinics_and_podiatrists() {
    let site = Site::new().spawn().await;
    let token = site.token(Role::Editor).await;
    let base = "/api/v1/manage/clinics";
    let ask = |method: &str, path: &str| site.ask(method, path).bearer(&token);
    let body = json!({
        "name": "Testing Foot Clinic", "address_1": "12 Sample Street", "city": "Boise",
        "state": "ID", "postal_code": "83702", "phone": "(208) 555-0142",
    });
    let made = ask("POST", base).json(&body).send().await.expect(201);
    let path = made.header("location").to_owned();
    assert!(path.contains(base), "{path}");
    let read = ask("GET", &path).send().await.expect(200);
    let etag = read.header("etag").to_owned();
    let change = json!({ "name": "Testing Foot and Ankle Clinic" });
    assert_eq!(ask("PATCH", &path).json(&change).send().await.status, 428);
    let change_as = |tag: &str| ask("PATCH", &path).header("if-match", tag).json(&change);
    let changed = change_as(&etag).send().await.expect(200);
    assert_eq!(changed.json()["name"], "Testing Foot and Ankle Clinic");
    assert_eq!(change_as(&etag).send().await.status, 412);
    let wrong = ask("POST", base)
        .json(&json!({ "name": "", "state": "XX" }))
        .send()
        .await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.fields().contains(&"state".to_owned()),
        "{:?}",
        wrong.fields()
    );
    let inbox = json!({ "inbox": "desk@clinic.example.org" });
    let tag = changed.header("etag");
    let refused = ask("PATCH", &path)
        .header("if-match", tag)
        .json(&inbox)
        .send()
        .await;
    assert_eq!(refused.status, 403, "{}", refused.body);
    assert_eq!(site.get(base).await.status, 401);
    let list = ask("GET", base).send().await.expect(200).json();
    assert_eq!(list["meta"]["total"], 1);
}
