use serde_json::{Value, json};

use super::site::{DESK, asking, sharing, site};
use crate::support::{Answer, App};

async fn kept(site: &App, change: &Value) -> (String, String) {
    let mut body = asking(change);
    body["consents"] = json!({"collect": true});
    let answer = site.assess(&body).await.json();
    assert_eq!(answer["referral"], Value::Null);
    let text = |field: &str| answer[field].as_str().unwrap().to_owned();
    (text("id"), text("receipt"))
}

async fn refer(site: &App, id: &str, receipt: &str, body: &Value) -> Answer {
    let request = site.ask("POST", &format!("/api/v1/assessments/{id}/referral"));
    let request = request.header("Assessment-Receipt", receipt).json(body);
    request.send().await
}

fn ann() -> Value {
    json!({
        "contact": {"name": "Ann", "phone": "208-555-0100"},
        "consents": {"share_with_clinic": true},
    })
}

#[tokio::test]
async fn a_red_flag_with_consent_and_contact_is_referred() {
    let site = site().await;
    let answer = site.assess(&sharing(&json!({"swelling": "yes"}))).await;
    assert_eq!(answer.status, 201);
    assert_eq!(answer.header("cache-control"), "no-store");
    let body = answer.json();
    assert_eq!(body["referral"]["status"], "queued");
    assert_eq!(
        body["referral"]["recipient"], "Foot House",
        "no clinic, so the site's desk"
    );
    assert!(
        body["receipt"].as_str().unwrap().len() >= 22,
        "128 bits or more"
    );
    while site.work().await > 0 {}
    assert!(site.mails().iter().any(|mail| mail.to == DESK));
}

#[tokio::test]
async fn there_is_no_referral_without_a_rule_a_consent_or_a_contact() {
    let site = site().await;
    let mut mild = sharing(&json!({}));
    assert_eq!(site.assess(&mild).await.json()["referral"], Value::Null);
    mild = sharing(&json!({"swelling": "yes"}));
    mild["consents"]["share_with_clinic"] = json!(false);
    assert_eq!(site.assess(&mild).await.json()["referral"], Value::Null);
    mild = sharing(&json!({"swelling": "yes"}));
    mild["contact"] = Value::Null;
    let answer = site.assess(&mild).await;
    assert_eq!(
        (answer.status, &answer.json()["referral"]),
        (201, &Value::Null)
    );
}

#[tokio::test]
async fn a_referral_may_follow_once_by_receipt() {
    let site = site().await;
    let (id, receipt) = kept(&site, &json!({"swelling": "yes"})).await;
    let made = refer(&site, &id, &receipt, &ann()).await;
    assert_eq!(made.status, 201, "{}", made.body);
    assert_eq!(made.json()["status"], "queued");
    let twice = refer(&site, &id, &receipt, &ann()).await;
    assert_eq!(
        (twice.status, &twice.json()["code"]),
        (409, &json!("referral.exists"))
    );
    while site.work().await > 0 {}
    assert_eq!(site.mails().len(), 1);
}

#[tokio::test]
async fn a_later_referral_is_checked_like_an_earlier_one() {
    let site = site().await;
    let (id, receipt) = kept(&site, &json!({"swelling": "yes"})).await;
    let bad = refer(&site, &id, &receipt, &json!({"contact": {"name": ""}})).await;
    assert_eq!(bad.status, 422);
    assert_eq!(
        bad.fields(),
        [
            "consents.share_with_clinic",
            "contact.name",
            "contact.email"
        ]
    );
    let (mild, mild_receipt) = kept(&site, &json!({})).await;
    let needless = refer(&site, &mild, &mild_receipt, &ann()).await;
    assert_eq!(
        (needless.status, &needless.json()["code"]),
        (409, &json!("referral.not_needed"))
    );
}

#[tokio::test]
async fn an_unknown_assessment_and_a_wrong_receipt_look_alike() {
    let site = site().await;
    let (id, receipt) = kept(&site, &json!({"swelling": "yes"})).await;
    let unknown = "01937f3e-0000-7000-8000-000000000000";
    let plain = |answer: &Answer| {
        let mut body = answer.json();
        body["request_id"] = Value::Null;
        (answer.status, body)
    };
    let wrong = refer(&site, &id, "wrong", &ann()).await;
    let nowhere = refer(&site, unknown, &receipt, &ann()).await;
    assert_eq!(plain(&wrong), plain(&nowhere));
    assert_eq!(wrong.status, 404);
    let mut deleted = Vec::new();
    for (id, receipt) in [(id.as_str(), "wrong"), (unknown, receipt.as_str())] {
        let request = site.ask("DELETE", &format!("/api/v1/assessments/{id}"));
        let request = request.header("Assessment-Receipt", receipt);
        deleted.push(request.send().await);
    }
    assert_eq!(plain(&deleted[0]), plain(&deleted[1]));
    assert_eq!(deleted[0].status, 404);
    let silent = site.ask("DELETE", &format!("/api/v1/assessments/{id}"));
    let silent = silent.send().await;
    assert_eq!(
        (silent.status, silent.fields()),
        (422, vec!["Assessment-Receipt".to_owned()])
    );
    assert_eq!(
        site.ask("DELETE", "/api/v1/assessments/x")
            .send()
            .await
            .status,
        404
    );
}
