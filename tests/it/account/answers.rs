//! What every answer carries, whatever became of the request.

use serde_json::json;

use super::rig::site;
use crate::support::Answer;

fn is_guarded(what: &str, answer: &Answer) {
    let policy = answer.header("content-security-policy");
    for rule in [
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    ] {
        assert!(policy.contains(rule), "{what}: {policy}");
    }
    assert!(!policy.contains("unsafe-"), "{what}");
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
    assert!(!answer.header("cross-origin-resource-policy").is_empty());
    assert!(!answer.header("referrer-policy").is_empty(), "{what}");
    assert!(!answer.header("permissions-policy").is_empty(), "{what}");
    assert_eq!(answer.header("x-request-id").len(), 32, "{what}");
    assert_eq!(answer.header("strict-transport-security"), "", "{what}");
}

#[tokio::test]
async fn every_kind_of_answer_carries_the_security_headers() {
    let site = site().await;
    for (path, status) in [
        ("/", 200),
        ("/api/v1/topics", 200),
        ("/api/openapi.json", 200),
        ("/admin", 303),
        ("/admin/sign-in", 200),
        ("/admin/nothing", 404),
        ("/nothing", 404),
        ("/api/v1/nothing", 404),
        ("/assets/nothing.css", 404),
        ("/api/v1/auth/token", 405),
        ("/api/v1/articles?page=0", 422),
        ("/articles?page=0", 422),
        ("/api/v1/articles?q=%ff", 400),
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
        is_guarded(path, &answer);
    }
    let wrong_method = site.get("/api/v1/auth/token").await;
    assert_eq!(wrong_method.header("allow"), "POST");
    assert_eq!(wrong_method.json()["code"], "route.method");
    let large = "x".repeat(2 * 1024 * 1024);
    let body = json!({ "email": large, "password": "x" });
    let answer = site.post("/api/v1/auth/token", &body).await;
    assert_eq!(answer.status, 413);
    is_guarded("too large", &answer);
}

#[tokio::test]
async fn programs_get_problems_and_people_get_pages() {
    let site = site().await;
    let program = site.get("/api/v1/nothing").await;
    assert_eq!(program.header("content-type"), "application/problem+json");
    let problem = program.json();
    for field in [
        "type",
        "title",
        "status",
        "detail",
        "code",
        "errors",
        "request_id",
    ] {
        assert!(problem.get(field).is_some(), "{field}");
    }
    assert_eq!(problem["request_id"], program.header("x-request-id"));

    let person = site.get("/nothing").await;
    assert_eq!(person.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(person.header("cache-control"), "no-store");
    assert!(person.body.contains("Foot House") && person.body.contains("no such page"));
}

#[tokio::test]
async fn a_request_names_itself_in_vain() {
    let site = site().await;
    let request = site.ask("GET", "/api/v1/topics");
    let answer = request.header("x-request-id", "mine").send().await;
    assert_ne!(answer.header("x-request-id"), "mine");
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_a_typed_error_that_names_the_field() {
    let site = site().await;
    let deep = format!("{{\"email\":{}{}}}", "[".repeat(500), "]".repeat(500));
    let cases: [(&str, Vec<u8>, u16, &str); 7] = [
        ("cut short", b"{\"email\":".to_vec(), 400, ""),
        (
            "not UTF-8",
            b"{\"email\":\"\xff\",\"password\":\"x\"}".to_vec(),
            400,
            "",
        ),
        ("deep", deep.into_bytes(), 422, "email"),
        (
            "wrong kind",
            b"{\"email\":1,\"password\":\"x\"}".to_vec(),
            422,
            "email",
        ),
        ("missing", b"{\"email\":\"x\"}".to_vec(), 422, "password"),
        (
            "two",
            b"{\"email\":\"x\",\"password\":\"x\"} {}".to_vec(),
            400,
            "",
        ),
        ("empty", Vec::new(), 400, ""),
    ];
    for (what, body, status, field) in cases {
        let request = site.ask("POST", "/api/v1/auth/token");
        let answer = request.raw("application/json", body).send().await;
        assert_eq!(answer.status, status, "{what}: {}", answer.body);
        assert_eq!(answer.json()["errors"][0]["field"], field, "{what}");
    }
    let request = site.ask("POST", "/api/v1/auth/token");
    let plain = request.raw("text/plain", "x").send().await;
    assert_eq!(plain.status, 415);
}

#[tokio::test]
async fn a_style_sheet_is_kept_for_good() {
    let site = site().await;
    let name = footpath_templates::assets::STYLE;
    let answer = site.get(&format!("/assets/{name}")).await;
    assert_eq!(answer.status, 200);
    assert!(answer.header("cache-control").contains("immutable"));
    let page = site.get("/").await;
    assert!(page.body.contains(&format!("/assets/{name}")));
}
