//! U+0000 is text to a program and to SQLite, and an error to PostgreSQL: it gets to neither.

use footpath_entity::role::Role;
use serde_json::{Value, json};

use crate::{
    assessment::site::sharing,
    support::{Answer, Site},
};

fn is_refused(what: &str, answer: &Answer) {
    let status = answer.status;
    assert!((400..500).contains(&status), "{what}: {}", answer.body);
}

#[tokio::test]
async fn in_an_address_it_leads_nowhere() {
    let app = Site::new().starter().spawn().await;
    for path in [
        "/articles/%00",
        "/api/v1/articles/%00",
        "/topics/%00",
        "/products/%00",
        "/api/v1/products/%00",
        "/podiatrists/%00",
        "/api/v1/podiatrists/%00",
        "/go/%00",
        "/r/%00",
        "/p/%00",
        "/assets/%00",
        "/articles?topic=%00",
        "/articles?q=%00",
        "/api/v1/articles?topic=%00",
        "/api/v1/articles?q=%00",
        "/faqs?topic=%00",
        "/faqs?q=%00",
        "/api/v1/faqs?topic=%00",
        "/products?brand=%00",
        "/api/v1/products?brand=%00",
        "/api/v1/products?q=%00",
        "/feeds/products.json?kind=%00",
        "/api/v1/podiatrists?near=%00",
        "/find-a-podiatrist?near=%00",
    ] {
        is_refused(path, &app.get(path).await);
    }
    let cookie = app.session(Role::Admin).await;
    is_refused("admin", &app.get_as(&cookie, "/admin/articles?q=%00").await);
    let signed_out = app.get("/admin/%00").await;
    assert!(signed_out.status < 500, "{}", signed_out.body);
}

#[tokio::test]
async fn in_a_body_it_is_refused() {
    let app = Site::new().starter().spawn().await;
    let token = app.token(Role::Editor).await;
    for field in [
        "title", "slug", "summary", "body", "author", "seo", "topics",
    ] {
        let mut body = json!({"title": "x"});
        body[field] = match field {
            "seo" => json!({"title": "a\0b"}),
            "topics" => json!(["\0"]),
            _ => json!("a\0b"),
        };
        let made = app.ask("POST", "/api/v1/manage/articles").bearer(&token);
        is_refused(field, &made.json(&body).send().await);
    }
    for (path, body) in [
        (
            "token",
            json!({"email": "a\0@example.org", "password": "x"}),
        ),
        ("token", json!({"email": "a@example.org", "password": "\0"})),
        ("refresh", json!({"refresh_token": "\0"})),
    ] {
        let answer = app.post(&format!("/api/v1/auth/{path}"), &body).await;
        is_refused(path, &answer);
    }
    let unknown = json!({"refresh_token": "\0"});
    let revoked = app.post("/api/v1/auth/revoke", &unknown).await;
    assert_eq!(revoked.status, 204, "what nobody holds is revoked already");
    for path in [
        "/answers/\0",
        "/answers/trend",
        "/postal_code",
        "/contact/name",
    ] {
        let mut body: Value = sharing(&json!({"swelling": "yes"}));
        match path.strip_prefix("/answers/") {
            Some(question) => body["answers"][question] = json!("\0"),
            None => *body.pointer_mut(path).unwrap() = json!("\0"),
        }
        is_refused(path, &app.post("/api/v1/assessments", &body).await);
    }
}
