use footpath_entity::role::Role;

use super::rig::{Desk, path_of, version};
use crate::support::{Answer, App, PASSWORD, Site};

const NEW: &str = "/admin/users/new";
const ALL: &str = "/admin/users";
const KIM: [(&str, &str); 3] = [
    ("name", "Kim Vale"),
    ("email", "kim@feet.example.org"),
    ("role", "editor"),
];

/// The path of the link in the newest mail.
fn link(site: &App) -> String {
    let mails = site.mails();
    let text = &mails.last().unwrap().text;
    let (_, rest) = text.split_once("/admin/password/").unwrap();
    let token: String = rest.chars().take_while(|c| !c.is_whitespace()).collect();
    format!("/admin/password/{token}")
}

async fn choose(site: &App, path: &str, password: &str) -> Answer {
    let page = site.get(path).await.expect(200);
    let fields = [("_csrf", &*page.csrf()), ("password", password)];
    let sent = site.ask("POST", path).form(&fields);
    sent.header("cookie", &page.cookie("footpath-door"))
        .send()
        .await
}

async fn can_sign_in(site: &App, email: &str, password: &str) -> bool {
    let door = site.get("/admin/sign-in").await.expect(200);
    let fields = [
        ("_csrf", &*door.csrf()),
        ("email", email),
        ("password", password),
    ];
    let sent = site.ask("POST", "/admin/sign-in").form(&fields);
    let answer = sent
        .header("cookie", &door.cookie("footpath-door"))
        .send()
        .await;
    answer.status == 303
}

#[tokio::test]
async fn somebody_is_invited_and_chooses_a_password_once() {
    let site = Site::new().spawn().await;
    let desk = Desk::of(&site, Role::Admin).await;
    let page = path_of(&desk.send(NEW, ALL, &KIM).await);
    let twice = desk.send(NEW, ALL, &KIM).await;
    assert_eq!(twice.status, 409);
    assert!(
        twice
            .body
            .contains("There is an account with this address.")
    );
    site.settle().await;
    let link = link(&site);
    let asked = site.get(&link).await.expect(200);
    assert_eq!(asked.header("cache-control"), "no-store");
    assert_eq!(asked.header("referrer-policy"), "no-referrer");
    assert_eq!(choose(&site, &link, "short").await.status, 422);
    assert_eq!(
        choose(&site, &link, "seven calm herons wade").await.status,
        303
    );
    assert!(can_sign_in(&site, "kim@feet.example.org", "seven calm herons wade").await);
    assert_eq!(site.get(&link).await.status, 404);
    let audit = desk.see("/admin/audit?kind=user").await.expect(200);
    for action in ["user.created", "user.password_set"] {
        assert!(audit.body.contains(action), "{action}");
    }
    assert!(desk.see(&page).await.body.contains("Kim Vale"));
}

#[tokio::test]
async fn a_reset_leaves_the_old_password_until_the_new_one_is_chosen() {
    let site = Site::new().spawn().await;
    let desk = Desk::of(&site, Role::Admin).await;
    let email = site.user(Role::Editor).await;
    let id = id_of(&desk, &email).await;
    let reset = format!("{ALL}/{id}/reset");
    assert_eq!(desk.send(ALL, &reset, &[]).await.status, 303);
    site.settle().await;
    let first = link(&site);
    assert!(can_sign_in(&site, &email, PASSWORD).await);
    site.wait(chrono::TimeDelta::minutes(1));
    assert_eq!(desk.send(ALL, &reset, &[]).await.status, 303);
    site.settle().await;
    assert_eq!(site.get(&first).await.status, 404);
    let second = link(&site);
    assert_eq!(
        choose(&site, &second, "seven calm herons wade")
            .await
            .status,
        303
    );
    assert!(!can_sign_in(&site, &email, PASSWORD).await);
    assert!(can_sign_in(&site, &email, "seven calm herons wade").await);
}

async fn id_of(desk: &Desk<'_>, email: &str) -> String {
    let list = desk.see(ALL).await.expect(200).body;
    let (before, _) = list.split_once(email).unwrap();
    let (_, rest) = before.rsplit_once("/admin/users/").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_disabled_account_is_signed_out_and_another_role_too() {
    let site = Site::new().spawn().await;
    let desk = Desk::of(&site, Role::Admin).await;
    let editor = Desk::of(&site, Role::Editor).await;
    let page = format!("{ALL}/{}", id_of(&desk, "editor@staff.example.org").await);

    let saved = desk
        .send(&page, &page, &[("name", "Robin Vale"), ("role", "editor")])
        .await;
    assert_eq!(saved.status, 303);
    assert_eq!(editor.see("/admin/articles").await.status, 200);
    let seen = version(&desk.see(&page).await.body).unwrap();
    site.wait(chrono::TimeDelta::seconds(1));
    let saved = desk
        .send(&page, &page, &[("name", "Robin Vale"), ("role", "author")])
        .await;
    assert_eq!(saved.status, 303);
    assert_eq!(editor.see("/admin/articles").await.status, 303);
    let stale = [
        ("_csrf", desk.see(&page).await.csrf()),
        ("_version", seen),
        ("name", "Robin Late".to_owned()),
        ("role", "editor".to_owned()),
    ];
    let clash = desk.post(&page, &stale).await.expect(409);
    assert!(clash.body.contains("Robin Late") && clash.body.contains("Robin Vale"));

    let off = desk.send(&page, &format!("{page}/disable"), &[]).await;
    assert_eq!(off.status, 303);
    assert!(!can_sign_in(&site, "editor@staff.example.org", PASSWORD).await);
    let on = desk.send(&page, &format!("{page}/enable"), &[]).await;
    assert_eq!(on.status, 303);
    assert!(can_sign_in(&site, "editor@staff.example.org", PASSWORD).await);
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let site = Site::new().spawn().await;
    let desk = Desk::of(&site, Role::Admin).await;
    let page = format!("{ALL}/{}", id_of(&desk, "admin@staff.example.org").await);
    let off = desk.send(&page, &format!("{page}/disable"), &[]).await;
    assert_eq!(off.status, 409);
    assert!(off.body.contains("This is the last administrator."));
    let down = desk
        .send(&page, &page, &[("name", "Robin"), ("role", "viewer")])
        .await;
    assert_eq!(down.status, 409);
    assert_eq!(desk.see(ALL).await.status, 200);
}
