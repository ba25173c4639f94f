use chrono::TimeDelta;
use futures::future::join_all;
use serde_json::{Value, json};

use super::site::{DESK, sharing, site};

#[tokio::test]
async fn fifty_identical_requests_at_once_are_one() {
    let site = site().await;
    let body = sharing(&json!({"swelling": "yes"}));
    let all = join_all((0..50).map(|_| site.assess_once("the same", &body))).await;
    let made = all.iter().filter(|answer| answer.status == 201).count();
    let replayed = all.iter().filter(|answer| answer.status == 200).count();
    assert_eq!((made, replayed), (1, 49));
    assert!(all.iter().all(|answer| answer.body == all[0].body));
    assert_eq!(site.stored().await, [1, 3, 1, 1]);
    while site.work().await > 0 {}
    let to_desk = site.mails().into_iter().filter(|mail| mail.to == DESK);
    assert_eq!(to_desk.count(), 1);
}

#[tokio::test]
async fn a_key_belongs_to_one_body_however_it_is_written() {
    let site = site().await;
    let body = sharing(&json!({"swelling": "yes"}));
    let first = site.assess_once("k", &body).await;
    // The same meaning in another order, with what is absent spelled out.
    let text = serde_json::to_string(&body).unwrap();
    let Value::Object(map) = &body else { panic!() };
    let pairs: Vec<_> = map
        .iter()
        .rev()
        .map(|(key, value)| format!("{}: {value}", json!(key)))
        .collect();
    let turned = format!("{{\"clinic_id\": null, {}}}", pairs.join(",  "));
    assert_ne!(text, turned);
    let again = site.ask("POST", "/api/v1/assessments");
    let again = again.raw("application/json", turned);
    let again = again.header("Idempotency-Key", "k").send().await;
    assert_eq!((again.status, &again.body), (200, &first.body));
    let other = site
        .assess_once("k", &sharing(&json!({"bruising": "yes"})))
        .await;
    assert_eq!(
        (other.status, other.fields()),
        (422, vec!["Idempotency-Key".to_owned()])
    );
}

#[tokio::test]
async fn a_key_has_1_to_255_characters() {
    let site = site().await;
    let body = sharing(&json!({"swelling": "yes"}));
    for bad in [String::new(), "k".repeat(256)] {
        let answer = site.assess_once(&bad, &body).await;
        assert_eq!(
            (answer.status, answer.fields()),
            (422, vec!["Idempotency-Key".to_owned()])
        );
    }
    assert_eq!(site.assess_once(&"k".repeat(255), &body).await.status, 201);
}

#[tokio::test]
async fn a_key_is_forgotten_after_a_day() {
    let site = site().await;
    let body = sharing(&json!({"swelling": "yes"}));
    let first = site.assess_once("k", &body).await;
    site.wait(TimeDelta::hours(23));
    assert_eq!(site.assess_once("k", &body).await.status, 200);
    site.wait(TimeDelta::hours(2));
    let later = site.assess_once("k", &body).await;
    assert_eq!(later.status, 201);
    assert_ne!(later.json()["id"], first.json()["id"]);
    assert_eq!(site.stored().await[2], 1, "the old one is gone");
}

#[tokio::test]
async fn a_replay_does_not_count_as_another_referral() {
    let site = site().await;
    let body = sharing(&json!({"swelling": "yes"}));
    for _ in 0..20 {
        site.assess_once("k", &body).await;
    }
    let fresh = site.assess_once("other", &body).await;
    assert_eq!(fresh.json()["referral"]["status"], "queued");
}
