use footpath_domain::{catalog, content, triage::Definition};
use serde_json::{Map, Value, json};

use super::site::{asking, site};
use crate::catalog::editor;

#[tokio::test]
async fn every_example_comes_out_as_it_says() {
    let site = site().await;
    let starter = Definition::starter().unwrap();
    for example in &starter.examples {
        let change: Map<_, _> = example.answers.clone().into_iter().collect();
        let answer = site.assess(&asking(&Value::Object(change))).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let body = answer.json();
        let flags = body["red_flags"].as_array().unwrap().iter();
        let codes: Vec<_> = flags.map(|flag| flag["code"].as_str().unwrap()).collect();
        assert_eq!(body["tier"], example.tier.as_str(), "{:?}", example.answers);
        assert_eq!(codes, example.codes, "{:?}", example.answers);
        assert_eq!(body["go_to"].is_null(), codes.is_empty());
    }
}

#[tokio::test]
async fn the_answer_has_the_shape_of_the_contract() {
    let site = site().await;
    let body = site
        .assess(&asking(
            &json!({"injury": "yes", "cannot_bear_weight": "yes"}),
        ))
        .await
        .json();
    assert_eq!(body["tier"], "emergency");
    assert_eq!(body["go_to"], "emergency_department");
    for null in ["id", "receipt", "referral", "recheck_on"] {
        assert_eq!(body[null], Value::Null, "{null}");
    }
    for list in [
        "advice",
        "red_flags",
        "unanswered",
        "related_topics",
        "nearby_podiatrists",
        "products",
    ] {
        assert!(body[list].is_array(), "{list}");
    }
    assert_eq!(body["related_topics"], json!(["stress-fracture"]));
    assert!(!body["headline"].as_str().unwrap().is_empty());
    let flag = &body["red_flags"][0];
    assert_eq!(
        (&flag["code"], &flag["go_to"]),
        (&json!("fracture"), &json!("emergency_department"))
    );
    for text in ["label", "advice", "source"] {
        assert!(
            flag[text].as_str().is_some_and(|text| !text.is_empty()),
            "{text}"
        );
    }
    let mild = site.assess(&asking(&json!({}))).await.json();
    assert_eq!(
        (&mild["tier"], &mild["go_to"]),
        (&json!("self_care"), &Value::Null)
    );
    let today = site.now().date_naive();
    assert_eq!(
        mild["recheck_on"],
        (today + chrono::TimeDelta::days(14)).to_string()
    );
    let unanswered = mild["unanswered"].as_array().unwrap();
    assert!(unanswered.contains(&json!("pus")) && !unanswered.contains(&json!("bruising")));
}

#[tokio::test]
async fn an_emergency_is_answered_at_once() {
    let site = site().await;
    let body = json!({"questionnaire_version": 1, "answers": {"chest_or_breathing": "yes"}});
    let answer = site.assess(&body).await;
    assert_eq!(answer.status, 201);
    assert_eq!(answer.json()["go_to"], "911");
    let unsure = json!({"questionnaire_version": 1, "answers": {"chest_or_breathing": "not_sure"}});
    let answer = site.assess(&unsure).await;
    assert_eq!(answer.status, 422);
    assert!(answer.fields().contains(&"age".to_owned()));
}

#[tokio::test]
async fn the_questionnaire_is_served_whole_and_validated_by_its_tag() {
    let site = site().await;
    let answer = site.get("/api/v1/questionnaire").await;
    let body = answer.json();
    assert_eq!(body["version"], 1);
    assert_eq!(body["hash"].as_str().unwrap().len(), 64);
    assert_eq!(body["clinically_reviewed"], false);
    assert_eq!(body["screens"].as_array().unwrap().len(), 3);
    let questions = body["questions"].as_array().unwrap();
    assert_eq!(questions.len(), 48);
    let age = questions
        .iter()
        .find(|question| question["id"] == "age")
        .unwrap();
    assert_eq!(
        (&age["kind"], &age["min"], &age["max"], &age["required"]),
        (&json!("int"), &json!(1), &json!(120), &json!(true))
    );
    let site_of_pain = questions.iter().find(|q| q["id"] == "pain_site").unwrap();
    assert_eq!(site_of_pain["options"].as_array().unwrap().len(), 6);
    let tag = answer.header("etag");
    let again = site.again("/api/v1/questionnaire", tag).await;
    assert_eq!(again.status, 304);
}

/// Every question answered, sore in the morning, and nothing alarming.
fn nothing_alarming() -> Map<String, Value> {
    let starter = Definition::starter().unwrap();
    let mut all: Map<String, Value> = starter
        .questions
        .iter()
        .filter(|question| question.kind.as_str() == "tri")
        .map(|question| (question.id.clone(), json!("no")))
        .collect();
    all.insert("pain_site".to_owned(), json!(["under_heel"]));
    all.insert("first_steps_worst".to_owned(), json!("yes"));
    all
}

#[tokio::test]
async fn products_stand_beside_self_care_only_and_without_a_doubt() {
    let site = site().await;
    content::seed(&site.ctx).await.unwrap();
    catalog::seed(&site.ctx).await.unwrap();
    let all = nothing_alarming();
    let products = async |change: &Value| {
        let mut answers = all.clone();
        for (id, value) in change.as_object().unwrap() {
            answers.insert(id.clone(), value.clone());
        }
        answers.retain(|_, value| !value.is_null());
        let body = site.assess(&asking(&Value::Object(answers))).await.json();
        body["products"].as_array().unwrap().len()
    };
    assert!(products(&json!({})).await > 0);
    assert_eq!(products(&json!({"swelling": "yes"})).await, 0);
    assert_eq!(products(&json!({"feels_bruised": "not_sure"})).await, 0);
    assert_eq!(products(&json!({"pus": null})).await, 0);
    assert!(products(&json!({"bruising": null})).await > 0);
}

#[tokio::test]
async fn a_product_that_is_taken_from_readers_is_gone_from_results_too() {
    let site = site().await;
    content::seed(&site.ctx).await.unwrap();
    catalog::seed(&site.ctx).await.unwrap();
    let slugs = async || -> Vec<String> {
        let answers = Value::Object(nothing_alarming());
        let body = site.assess(&asking(&answers)).await.json();
        let products = body["products"].as_array().unwrap();
        let slug = |product: &Value| product["slug"].as_str().unwrap().to_owned();
        products.iter().map(slug).collect()
    };
    let before = slugs().await;
    assert!(!before.is_empty());
    assert_eq!(slugs().await, before);
    let gone = catalog::product::find(&site.ctx, &before[0]).await.unwrap();
    catalog::product::archive(&site.ctx, &editor(), gone.id, None)
        .await
        .unwrap();
    assert!(!slugs().await.contains(&before[0]));
}
