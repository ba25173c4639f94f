use footpath_entity::role::Role;
use serde_json::json;

use super::rig::Desk;
use crate::support::Site;

const PAGE: &str = "/admin/api-tokens";

/// The token that a page shows this once.
fn secret(body: &str) -> String {
    let (_, rest) = body.split_once(">fp_").unwrap();
    let end = rest.find('<').unwrap();
    format!("fp_{}", &rest[..end])
}

#[tokio::test]
async fn a_token_writes_what_its_scopes_reach_until_it_is_revoked() {
    let site = Site::new().starter().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let fields = [("name", "Shop import"), ("scopes", "content")];
    let made = desk.send(PAGE, PAGE, &fields).await.expect(200);
    let token = secret(&made.body);
    assert!(!desk.see(PAGE).await.body.contains(&token), "shown once");

    let article =
        json!({ "title": "By a program", "summary": "S.", "body": "B.", "author": "A coach" });
    let ask = |method: &str| site.ask(method, "/api/v1/manage/articles").bearer(&token);
    assert_eq!(ask("GET").send().await.status, 200);
    assert_eq!(ask("POST").json(&article).send().await.status, 201);
    assert!(desk.see(PAGE).await.body.contains("just now"));

    let reading = [("name", "Reader")];
    let made = desk.send(PAGE, PAGE, &reading).await.expect(200);
    let reader = secret(&made.body);
    let refused = site.ask("POST", "/api/v1/manage/articles").bearer(&reader);
    let refused = refused.json(&article).send().await;
    assert_eq!(
        (refused.status, &refused.json()["code"]),
        (403, &json!("policy.scope"))
    );

    let list = desk.see(PAGE).await.body;
    let (_, rest) = list.split_once("Shop import").unwrap();
    let (_, rest) = rest.split_once("action=\"").unwrap();
    let revoke = rest.split('"').next().unwrap().to_owned();
    assert_eq!(desk.send(PAGE, &revoke, &[]).await.status, 303);
    assert_eq!(ask("GET").send().await.status, 401);
}

#[tokio::test]
async fn a_token_ends_with_its_day_and_with_its_owner() {
    let site = Site::new().starter().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let past = [("name", "Late"), ("expires_on", "2020-01-01")];
    assert_eq!(desk.send(PAGE, PAGE, &past).await.status, 422);
    let day = (site.now() + chrono::TimeDelta::days(2))
        .format("%Y-%m-%d")
        .to_string();
    let short = [("name", "Short"), ("expires_on", &*day)];
    let short = secret(&desk.send(PAGE, PAGE, &short).await.expect(200).body);
    let long = secret(
        &desk
            .send(PAGE, PAGE, &[("name", "Long")])
            .await
            .expect(200)
            .body,
    );
    let status = async |token: &str| {
        let asked = site.ask("GET", "/api/v1/manage/articles").bearer(token);
        asked.send().await.status
    };
    assert_eq!((status(&short).await, status(&long).await), (200, 200));
    site.wait(chrono::TimeDelta::days(3));
    assert_eq!((status(&short).await, status(&long).await), (401, 200));
    let email = "editor@staff.example.org".parse().unwrap();
    footpath_domain::account::disable_user(&site.ctx, &crate::support::SYSTEM, &email)
        .await
        .unwrap();
    assert_eq!(status(&long).await, 401);
}

#[tokio::test]
async fn tokens_are_ones_own_and_a_viewer_makes_none() {
    let site = Site::new().starter().spawn().await;
    let editor = Desk::of(&site, Role::Editor).await;
    editor
        .send(PAGE, PAGE, &[("name", "Of the editor")])
        .await
        .expect(200);
    let author = Desk::of(&site, Role::Author).await;
    assert!(!author.see(PAGE).await.body.contains("Of the editor"));
    let admin = Desk::of(&site, Role::Admin).await;
    assert!(admin.see(PAGE).await.body.contains("Of the editor"));
    let viewer = Desk::of(&site, Role::Viewer).await;
    assert_eq!(viewer.see(PAGE).await.status, 403);
    let wrong = [("name", ""), ("scopes", "everything")];
    let told = editor.send(PAGE, PAGE, &wrong).await.expect(422);
    assert!(
        told.body
            .contains("must be one of content, catalog, directory")
    );
}
