//! `/metrics`.

use crate::support::Site;

#[tokio::test]
async fn metrics_are_for_whoever_holds_the_token() {
    let site = Site::new()
        .set("METRICS_TOKEN", "a token of some length")
        .starter()
        .spawn()
        .await;
    for token in ["", "a token", "a token of some length!"] {
        let asked = site.ask("GET", "/metrics").bearer(token).send().await;
        assert_eq!(asked.status, 401, "{token}");
    }
    assert_eq!(site.get("/metrics").await.status, 401);
    site.get("/articles/heel-pain-when-walking-after-running")
        .await
        .expect(200);
    site.get("/p/canarycanarycanary").await.expect(404);
    let asked = site.ask("GET", "/metrics").bearer("a token of some length");
    let shown = asked.send().await.expect(200);
    assert!(shown.header("content-type").starts_with("text/plain"));
    assert_eq!(shown.header("cache-control"), "no-store");
    let counted =
        r#"footpath_http_requests_total{method="GET",route="/articles/{slug}",status="200"} 1"#;
    assert!(shown.body.contains(counted), "{}", shown.body);
    assert!(
        shown.body.contains(r#"footpath_reachable{part="mail"} 1"#),
        "{}",
        shown.body
    );
    assert!(!shown.body.contains("canary"), "{}", shown.body);
}

#[tokio::test]
async fn without_a_token_there_are_no_metrics() {
    let site = Site::new().spawn().await;
    assert_eq!(site.get("/metrics").await.status, 404);
}
