use serde_json::{Value, json};

use super::site::{DESK, asking, open, sharing, site};
use crate::referral::rig;

#[tokio::test]
async fn every_wrong_answer_is_named_by_its_question() {
    let site = site().await;
    for (change, fields) in [
        (json!({"wings": "yes"}), &["wings"][..]),
        (json!({"injury": "maybe"}), &["injury"]),
        (json!({"injury": null}), &["injury"]),
        (json!({"injury": true}), &["injury"]),
        (json!({"pus": ["yes"]}), &["pus"]),
        (json!({"pain_site": "arch"}), &["pain_site"]),
        (json!({"pain_site": ["ear"]}), &["pain_site"]),
        (
            json!({"age": 0, "severity": 11, "duration_days": -1}),
            &["age", "duration_days", "severity"],
        ),
        (json!({"age": 35.5}), &["age"]),
        (json!({"age": 1e300}), &["age"]),
        (json!({"age": "35"}), &["age"]),
        (
            json!({"trend": "sideways", "home_care_days": -3}),
            &["home_care_days", "trend"],
        ),
    ] {
        let answer = site.assess(&asking(&change)).await;
        assert_eq!(answer.status, 422, "{change}: {}", answer.body);
        assert_eq!(answer.fields(), fields, "{change}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    let nothing = json!({"questionnaire_version": 1, "answers": {}});
    assert_eq!(
        site.assess(&nothing).await.fields().len(),
        18,
        "all that is required"
    );
}

#[tokio::test]
async fn of_thousands_of_wrong_answers_a_hundred_are_named() {
    let site = site().await;
    let wings = (0..3000).map(|n| (format!("wings_{n}"), json!("yes")));
    let answer = site.assess(&asking(&Value::Object(wings.collect()))).await;
    assert_eq!(answer.status, 422, "{}", answer.body);
    assert_eq!(answer.fields().len(), 100);
    let detail = answer.json()["detail"].clone();
    assert!(
        detail.as_str().unwrap().contains("the first of it"),
        "{detail}"
    );
}

#[tokio::test]
async fn every_other_wrong_field_is_named_too() {
    let site = site().await;
    let set = |path: &str, value: Value| {
        let mut body = sharing(&json!({"swelling": "yes"}));
        *body.pointer_mut(path).unwrap() = value;
        body
    };
    for (body, field) in [
        (
            set("/questionnaire_version", json!("one")),
            "questionnaire_version",
        ),
        (
            set("/questionnaire_version", json!(99)),
            "questionnaire_version",
        ),
        (
            set("/questionnaire_version", json!(-1)),
            "questionnaire_version",
        ),
        (
            set("/questionnaire_version", json!(u64::MAX)),
            "questionnaire_version",
        ),
        (set("/answers", json!([])), "answers"),
        (set("/postal_code", json!("8370")), "postal_code"),
        (set("/postal_code", json!(83702)), "postal_code"),
        (set("/contact", json!("Ann")), "contact"),
        (set("/contact/name", json!("")), "contact.name"),
        (
            set("/contact/name", json!("Ann\r\nBcc: x@example.org")),
            "contact.name",
        ),
        (set("/contact/name", json!("Ann\u{0}")), "contact.name"),
        (
            set(
                "/contact/email",
                json!("ann@example.net\r\nBcc: x@example.org"),
            ),
            "contact.email",
        ),
        (
            set("/contact/email", json!("ann@@example.net")),
            "contact.email",
        ),
        (set("/contact/email", Value::Null), "contact.email"),
        (set("/contact/phone", json!("12")), "contact.phone"),
        (set("/consents/collect", json!("yes")), "consents.collect"),
    ] {
        let answer = site.assess(&body).await;
        assert_eq!(answer.status, 422, "{body}: {}", answer.body);
        assert_eq!(answer.fields(), [field], "{}", answer.body);
    }
    for (missing, field) in [
        ("questionnaire_version", "questionnaire_version"),
        ("answers", "answers"),
    ] {
        let mut body = asking(&json!({}));
        body.as_object_mut().unwrap().remove(missing);
        let answer = site.assess(&body).await;
        assert_eq!(
            (answer.status, answer.fields()),
            (422, vec![field.to_owned()])
        );
    }
    let mut clinic = sharing(&json!({"swelling": "yes"}));
    clinic["clinic_id"] = json!("not-an-id");
    assert_eq!(site.assess(&clinic).await.fields(), ["clinic_id"]);
    assert_eq!(site.stored().await, [0; 4]);
}

#[tokio::test]
async fn a_place_that_nobody_knows_is_fine_as_long_as_it_is_well_formed() {
    let site = site().await;
    let mut body = asking(&json!({"swelling": "yes"}));
    body["postal_code"] = json!("00001");
    let answer = site.assess(&body).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    assert_eq!(answer.json()["nearby_podiatrists"], json!([]));
}

#[tokio::test]
async fn too_many_evaluations_from_one_address_are_told_to_wait_but_a_replay_is_not() {
    let site = rig::site(Some(DESK)).set("LIMIT_EVALUATIONS_PER_SECOND", "1");
    let site = open(site).await;
    let body = sharing(&json!({"swelling": "yes"}));
    let first = site.assess_once("one", &body).await;
    assert_eq!(first.status, 201);
    let mut refused = 0;
    for _ in 0..40 {
        let answer = site.assess(&asking(&json!({}))).await;
        if answer.status == 429 {
            assert!(!answer.header("retry-after").is_empty());
            refused += 1;
        }
        assert_eq!(site.assess_once("one", &body).await.status, 200);
    }
    assert!(refused > 0);
}
