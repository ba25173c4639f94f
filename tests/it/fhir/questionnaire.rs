use footpath_domain::triage::rules;
use footpath_entity::triage::rule_set::{self, Status};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::Value;

use super::{ask, get, ids};
use crate::support::{App, SYSTEM, Site};

async fn set(app: &App, column: rule_set::Column, value: Expr) {
    let tx = app.ctx.store.begin().await.unwrap();
    rule_set::Entity::update_many()
        .col_expr(column, value)
        .filter(rule_set::Column::Version.eq(1))
        .exec(&tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_live_questions_are_a_questionnaire_of_groups() {
    let app = Site::new().starter().spawn().await;
    let plain = app.get("/api/v1/questionnaire").await.json();
    let one = get(&app, "Questionnaire/1").await;
    assert_eq!(one["url"], format!("{}/fhir/Questionnaire/1", app.base));
    assert_eq!(one["version"], "1");
    assert_eq!(one["status"], "draft", "no reviewer has signed it off");
    assert_eq!(one["experimental"], true);
    let groups = one["item"].as_array().unwrap();
    assert_eq!(groups.len(), plain["screens"].as_array().unwrap().len());
    let mut items = groups.iter().flat_map(|group| {
        assert_eq!(group["type"], "group");
        group["item"].as_array().unwrap()
    });
    for question in plain["questions"].as_array().unwrap() {
        let item = items.find(|item| item["linkId"] == question["id"]).unwrap();
        assert_eq!(item["text"], question["text"]);
        assert_eq!(item["required"], question["required"]);
        if question["kind"] == "int" {
            assert_eq!(item["type"], "integer");
            assert_eq!(item["answerOption"], Value::Null);
        } else {
            assert_eq!(item["type"], "choice");
            let options = item["answerOption"].as_array().unwrap();
            let values = question["options"].as_array().unwrap();
            let codes: Vec<&Value> = options.iter().map(|o| &o["valueCoding"]["code"]).collect();
            assert_eq!(
                codes,
                values.iter().map(|v| &v["value"]).collect::<Vec<_>>()
            );
        }
        assert_eq!(item["repeats"], question["kind"] == "choices");
    }
    assert_eq!(ids(&app, "Questionnaire").await, ["1"]);
    assert_eq!(ids(&app, "Questionnaire?_id=1").await, ["1"]);
    assert!(ids(&app, "Questionnaire?_id=2").await.is_empty());
}

#[tokio::test]
async fn the_status_tells_whether_a_reviewer_signed_and_whether_it_is_still_asked() {
    let app = Site::new().starter().spawn().await;
    let draft = rules::begin(&app.ctx, &SYSTEM).await.unwrap();
    for id in ["2", "0", "-1", "x", "99999999999", &draft.to_string()] {
        let path = format!("Questionnaire/{id}");
        ask(&app, &path).await.expect(404);
    }
    set(
        &app,
        rule_set::Column::ClinicallyReviewed,
        Expr::value(true),
    )
    .await;
    let one = get(&app, "Questionnaire/1").await;
    assert_eq!(one["status"], "active");
    assert_eq!(one["experimental"], false);
    set(
        &app,
        rule_set::Column::Status,
        Expr::value(Status::Retired.as_str()),
    )
    .await;
    assert_eq!(get(&app, "Questionnaire/1").await["status"], "retired");
    let asked_now = ids(&app, "Questionnaire").await;
    assert!(asked_now.is_empty(), "{asked_now:?}");
}
