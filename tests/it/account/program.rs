use chrono::TimeDelta;
use footpath_domain::account;
use serde_json::{Value, json};

use super::rig::{EMAIL, site, tokens, try_door};
use crate::support::{Answer, App, PASSWORD, SYSTEM};

async fn refresh(site: &App, token: &Value) -> Answer {
    site.post("/api/v1/auth/refresh", &json!({ "refresh_token": token }))
        .await
}

#[tokio::test]
async fn a_program_gets_tokens_that_nothing_keeps() {
    let site = site().await;
    let sent = json!({ "email": "Robin@Feet.example.org", "password": PASSWORD });
    let answer = site.post("/api/v1/auth/token", &sent).await;
    assert_eq!(
        (answer.status, answer.header("cache-control")),
        (200, "no-store")
    );
    assert!(answer.headers.get("access-control-allow-origin").is_none());
    let tokens = answer.json();
    assert!(tokens["expires_in"].as_i64().unwrap() <= 300);
    let access = tokens["access_token"].as_str().unwrap();
    assert!(account::bearer(&site.ctx, access).await.is_ok());
    site.clock.advance(TimeDelta::seconds(300));
    assert!(account::bearer(&site.ctx, access).await.is_err());
}

#[tokio::test]
async fn wrong_credentials_get_the_same_answer_for_any_address() {
    let site = site().await;
    let mut seen = Vec::new();
    for email in [EMAIL, "nobody@feet.example.org", "not an address"] {
        let sent = json!({ "email": email, "password": "not the password at all" });
        let answer = site.post("/api/v1/auth/token", &sent).await;
        assert_eq!(answer.status, 401);
        assert!(!answer.header("www-authenticate").is_empty());
        let mut body = answer.json();
        body.as_object_mut().unwrap().remove("request_id");
        seen.push(body);
    }
    assert!(seen.iter().all(|body| *body == seen[0]));
    assert_eq!(seen[0]["code"], "account.wrong");
}

#[tokio::test]
async fn the_door_and_the_token_route_share_one_throttle() {
    let site = site().await;
    for _ in 0..10 {
        try_door(&site, EMAIL, "not the password at all").await;
    }
    let sent = json!({ "email": EMAIL, "password": PASSWORD, "junk": 1 });
    let answer = site.post("/api/v1/auth/token", &sent).await;
    assert_eq!(answer.status, 429);
    assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0);
}

#[tokio::test]
async fn a_refresh_token_is_good_once_and_its_reuse_ends_the_family() {
    let site = site().await;
    let first = tokens(&site).await;
    let second = refresh(&site, &first["refresh_token"]).await;
    assert_eq!(second.status, 200);
    let second = second.json();
    assert_ne!(second["refresh_token"], first["refresh_token"]);

    let other_family = tokens(&site).await;
    assert_eq!(refresh(&site, &first["refresh_token"]).await.status, 401);
    assert_eq!(refresh(&site, &second["refresh_token"]).await.status, 401);
    let untouched = refresh(&site, &other_family["refresh_token"]).await;
    assert_eq!(untouched.status, 200);
}

#[tokio::test]
async fn a_revoked_token_and_one_of_a_reset_account_are_over() {
    let site = site().await;
    let given = tokens(&site).await;
    let token = &given["refresh_token"];
    let sent = json!({ "refresh_token": token });
    assert_eq!(site.post("/api/v1/auth/revoke", &sent).await.status, 204);
    assert_eq!(refresh(&site, token).await.status, 401);
    let access = given["access_token"].as_str().unwrap();
    assert!(account::bearer(&site.ctx, access).await.is_err());
    let unknown = json!({ "refresh_token": "x" });
    assert_eq!(site.post("/api/v1/auth/revoke", &unknown).await.status, 204);

    let given = tokens(&site).await;
    let email = EMAIL.parse().unwrap();
    account::reset_password(&site.ctx, &SYSTEM, &email, "nine brave herons wade")
        .await
        .unwrap();
    assert_eq!(refresh(&site, &given["refresh_token"]).await.status, 401);
    let access = given["access_token"].as_str().unwrap();
    assert!(account::bearer(&site.ctx, access).await.is_err());
}

#[tokio::test]
async fn the_same_refresh_token_many_times_at_once_gives_one_pair() {
    let site = site().await;
    let tokens = tokens(&site).await;
    let tries = (0..10).map(|_| refresh(&site, &tokens["refresh_token"]));
    let answers = futures::future::join_all(tries).await;
    let good = answers.iter().filter(|answer| answer.status == 200).count();
    let refused = answers.iter().filter(|answer| answer.status == 401).count();
    assert_eq!((good, refused), (1, 9));
}
