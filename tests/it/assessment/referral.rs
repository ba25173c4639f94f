use serde_json::{Value, json};

use super::site::{Answer, DESK, Site, asking, sharing};

async fn kept(site: &Site, change: &Value) -> (String, String) {
    let mut body = asking(change);
    body["consents"] = json!({"collect": true});
    let answer = site.assess(&body).await.json();
    assert_eq!(answer["referral"], Value::Null);
    let text = |field: &str| answer[field].as_str().unwrap().to_owned();
    (text("id"), text("receipt"))
}

async fn refer(site: &Site, id: &str, receipt: &str, body: &Value) -> Answer {
    let request = site.request("POST", &format!("/api/v1/assessments/{id}/referral"));
    site.send(request.header("Assessment-Receipt", receipt).json(body))
        .await
}

fn ann() -> Value {
    json!({
        "contact": {"name": "Ann", "phone": "208-555-0100"},
        "consents": {"share_with_clinic": true},
    })
}

#[actix_web::test]
async fn a_red_flag_with_consent_and_contact_is_referred() {
    let site = Site::spawn().await;
    let answer = site.assess(&sharing(&json!({"swelling": "yes"}))).await;
    assert_eq!(answer.status, 201);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
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
    while site.rig.work().await > 0 {}
    assert!(site.rig.mails().iter().any(|mail| mail.to == DESK));
}

#[actix_web::test]
async fn there_is_no_referral_without_a_rule_a_consent_or_a_contact() {
    let site = Site::spawn().await;
    let mut mild = sharing(&json!({}));
    assert_eq!(site.assess(&mild).await.json()["referral"], Value::Null);
    mild = sharing(&json!({"swelling": "yes"}));
    mild["consents"]["share_with_clinic"] = json!(false);
    assert_eq!(site.assess(&mild).await.json()["referral"], Value::Null);
    mild = sharing(&json!({"swelling": "yes"}));
    mild["contact"] = Value::Null;
    let answer = site.assess(&mild).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.json()["referral"]),
        (201, &Value::Null)
    );
}

#[actix_web::test]
async fn a_referral_may_follow_once_by_receipt() {
    let site = Site::spawn().await;
    let (id, receipt) = kept(&site, &json!({"swelling": "yes"})).await;
    let made = refer(&site, &id, &receipt, &ann()).await;
    assert_eq!(made.status, 201, "{}", made.text());
    assert_eq!(made.json()["status"], "queued");
    let twice = refer(&site, &id, &receipt, &ann()).await;
    assert_eq!(
        (twice.status.as_u16(), &twice.json()["code"]),
        (409, &json!("referral.exists"))
    );
    while site.rig.work().await > 0 {}
    assert_eq!(site.rig.mails().len(), 1);
}

#[actix_web::test]
async fn a_later_referral_is_checked_like_an_earlier_one() {
    let site = Site::spawn().await;
    let (id, receipt) = kept(&site, &json!({"swelling": "yes"})).await;
    let bad = refer(&site, &id, &receipt, &json!({"contact": {"name": ""}})).await;
    assert_eq!(bad.status, 422);
    assert_eq!(
        bad.fields(),
        [
            "consents.share_with_clinic",
            "contact.email",
            "contact.name"
        ]
    );
    let (mild, mild_receipt) = kept(&site, &json!({})).await;
    let needless = refer(&site, &mild, &mild_receipt, &ann()).await;
    assert_eq!(
        (needless.status.as_u16(), &needless.json()["code"]),
        (409, &json!("referral.not_needed"))
    );
}

#[actix_web::test]
async fn an_unknown_assessment_and_a_wrong_receipt_look_alike() {
    let site = Site::spawn().await;
    let (id, receipt) = kept(&site, &json!({"swelling": "yes"})).await;
    let unknown = "01937f3e-0000-7000-8000-000000000000";
    let plain = |answer: &Answer| {
        let mut body = answer.json();
        body["request_id"] = Value::Null;
        (answer.status.as_u16(), body)
    };
    let wrong = refer(&site, &id, "wrong", &ann()).await;
    let nowhere = refer(&site, unknown, &receipt, &ann()).await;
    assert_eq!(plain(&wrong), plain(&nowhere));
    assert_eq!(wrong.status, 404);
    let mut deleted = Vec::new();
    for (id, receipt) in [(id.as_str(), "wrong"), (unknown, receipt.as_str())] {
        let request = site.request("DELETE", &format!("/api/v1/assessments/{id}"));
        deleted.push(
            site.send(request.header("Assessment-Receipt", receipt))
                .await,
        );
    }
    assert_eq!(plain(&deleted[0]), plain(&deleted[1]));
    assert_eq!(deleted[0].status, 404);
    let silent = site.request("DELETE", &format!("/api/v1/assessments/{id}"));
    let silent = site.send(silent).await;
    assert_eq!(
        (silent.status.as_u16(), silent.fields()),
        (422, vec!["Assessment-Receipt".to_owned()])
    );
    assert_eq!(
        site.send(site.request("DELETE", "/api/v1/assessments/x"))
            .await
            .status,
        404
    );
}
