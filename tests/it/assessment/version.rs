use chrono::TimeDelta;
use footpath_domain::triage::{self, Condition, Definition};
use footpath_entity::{
    id::RuleSetId,
    triage::rule_set::{self, Status},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::site::{asking, site};
use crate::support::App;

/// Retires the live version now and publishes one in which swelling alone is urgent.
async fn publish_next(site: &App) {
    let ctx = &site.ctx;
    let tx = ctx.store.begin().await.unwrap();
    let retire = rule_set::ActiveModel {
        status: Set(Status::Retired),
        retired_at: Set(Some(ctx.now())),
        ..Default::default()
    };
    rule_set::Entity::update_many()
        .set(retire)
        .filter(rule_set::Column::Version.eq(1))
        .exec(&tx)
        .await
        .unwrap();
    let mut next = Definition::starter().unwrap();
    let dvt = next
        .rules
        .iter_mut()
        .find(|rule| rule.code == "dvt")
        .unwrap();
    dvt.when = Condition::Yes("swelling".to_owned());
    let row = rule_set::ActiveModel {
        id: Set(ctx.new_id::<RuleSetId>()),
        version: Set(2),
        hash: Set(next.hash().unwrap()),
        status: Set(Status::Live),
        body: Set(serde_json::to_value(&next).unwrap()),
        clinically_reviewed: Set(true),
        created_at: Set(ctx.now()),
        live_from: Set(Some(ctx.now())),
        retired_at: Set(None),
        lock_version: Set(1),
        note: Set(String::new()),
        updated_at: Set(None),
        reviewed_at: Set(None),
        reviewed_by: Set(None),
    };
    row.insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

fn by_version(version: i32) -> Value {
    let mut body = asking(&json!({"swelling": "yes"}));
    body["questionnaire_version"] = json!(version);
    body
}

#[tokio::test]
async fn a_version_is_evaluated_by_its_own_rules_for_seven_days() {
    let site = site().await;
    publish_next(&site).await;
    let questionnaire = site.get("/api/v1/questionnaire").await.json();
    assert_eq!(
        (
            &questionnaire["version"],
            &questionnaire["clinically_reviewed"]
        ),
        (&json!(2), &json!(true))
    );
    site.wait(TimeDelta::days(6));
    assert_eq!(
        site.assess(&by_version(1)).await.json()["tier"],
        "podiatrist"
    );
    assert_eq!(site.assess(&by_version(2)).await.json()["tier"], "urgent");
    site.wait(TimeDelta::days(2));
    let old = site.assess(&by_version(1)).await;
    assert_eq!(
        (old.status, &old.json()["code"]),
        (409, &json!("questionnaire.retired"))
    );
    let unknown = site.assess(&by_version(3)).await;
    assert_eq!(
        (unknown.status, unknown.fields()),
        (422, vec!["questionnaire_version".to_owned()])
    );
}

#[tokio::test]
async fn seeding_again_changes_nothing() {
    let site = site().await;
    triage::seed(&site.ctx).await.unwrap();
    publish_next(&site).await;
    triage::seed(&site.ctx).await.unwrap();
    let all = rule_set::Entity::find()
        .all(site.ctx.store.read())
        .await
        .unwrap();
    assert_eq!(all.len(), 2);
}

#[tokio::test]
async fn rules_changed_behind_the_back_of_the_site_are_not_used() {
    let site = site().await;
    let mut body = serde_json::to_value(Definition::starter().unwrap()).unwrap();
    body["rules"][0]["tier"] = json!("podiatrist");
    let tx = site.ctx.store.begin().await.unwrap();
    let change = rule_set::ActiveModel {
        body: Set(body),
        ..Default::default()
    };
    rule_set::Entity::update_many()
        .set(change)
        .exec(&tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(site.assess(&by_version(1)).await.status, 500);
}
