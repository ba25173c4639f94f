use footpath_domain::account;
use footpath_entity::role::Role;

use crate::support::{Answer, App, PASSWORD, Site};

const DOOR: &str = "/admin/setup";

async fn fill_in(site: &App, code: &str, password: &str) -> Answer {
    let page = site.get(DOOR).await.expect(200);
    let fields = [
        ("_csrf", &*page.csrf()),
        ("code", code),
        ("name", "Robin Hale"),
        ("email", "robin@feet.example.org"),
        ("password", password),
    ];
    let sent = site.ask("POST", DOOR).form(&fields);
    let sent = sent.header("cookie", &page.cookie("footpath-door"));
    sent.send().await
}

#[tokio::test]
async fn the_printed_code_makes_the_first_administrator_once() {
    let site = Site::new().spawn().await;
    let code = account::setup_code(&site.ctx).await.unwrap().unwrap();
    let sent_there = site.get("/admin/sign-in").await;
    assert_eq!(
        (sent_there.status, sent_there.header("location")),
        (303, DOOR)
    );

    let wrong = fill_in(&site, "0000-0000-0000", "short").await.expect(422);
    assert!(
        wrong.body.contains("id=\"code_error\"") && wrong.body.contains("id=\"password_error\"")
    );
    assert!(wrong.body.contains("Robin Hale") && !wrong.body.contains("short\""));
    assert!(account::needs_setup(&site.ctx).await.unwrap());

    let in_words = code.replace('-', " ");
    let through = fill_in(&site, &in_words, PASSWORD).await.expect(303);
    let cookie = through.cookie("footpath");
    let users = site.get_as(&cookie, "/admin/users").await.expect(200);
    assert!(users.body.contains("robin@feet.example.org") && users.body.contains("Administrator"));

    assert_eq!(site.get(DOOR).await.header("location"), "/admin/sign-in");
    assert!(account::setup_code(&site.ctx).await.unwrap().is_none());
}

#[tokio::test]
async fn a_new_code_ends_the_one_before_and_an_account_ends_them_all() {
    let site = Site::new().spawn().await;
    let old = account::setup_code(&site.ctx).await.unwrap().unwrap();
    let new = account::setup_code(&site.ctx).await.unwrap().unwrap();
    assert_ne!(old, new);
    assert_eq!(fill_in(&site, &old, PASSWORD).await.status, 422);
    let page = site.get(DOOR).await;
    site.user(Role::Viewer).await;
    let fields = [("_csrf", &*page.csrf()), ("code", &*new)];
    let sent = site.ask("POST", DOOR).form(&fields);
    let late = sent
        .header("cookie", &page.cookie("footpath-door"))
        .send()
        .await;
    assert_eq!(late.header("location"), "/admin/sign-in");
}

#[tokio::test]
async fn a_form_of_another_browser_sets_nothing_up() {
    let site = Site::new().spawn().await;
    let code = account::setup_code(&site.ctx).await.unwrap().unwrap();
    let fields = [("code", &*code), ("password", PASSWORD)];
    let sent = site.ask("POST", DOOR).form(&fields).send().await;
    assert_eq!(sent.status, 403);
    assert!(account::needs_setup(&site.ctx).await.unwrap());
}
