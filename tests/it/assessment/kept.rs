use std::path::Path;

use footpath_domain::triage;
use footpath_entity::{
    id::AssessmentId,
    kernel::{erasure, subject_key},
    referral::record,
    triage::{assessment, consent},
};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

use super::site::{sharing, site};
use crate::support::{on_postgres, skip};

/// A number of days and a name that stand nowhere by chance.
const DAYS: &str = "918273645";
const NAME: &str = "Zyqxcanary";

fn canary() -> Value {
    let mut body = sharing(&json!({"swelling": "yes", "duration_days": 918_273_645}));
    body["contact"] = json!({
        "name": NAME, "email": "zyqxcanary@example.net", "phone": "+12085558642",
    });
    body
}

#[tokio::test]
async fn without_consent_nothing_is_stored() {
    let site = site().await;
    let mut body = sharing(&json!({"swelling": "yes"}));
    body["consents"]["collect"] = json!(false);
    body["contact"] = json!({"name": "", "email": "not an address"});
    let answer = site.assess_once(&"k".repeat(999), &body).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    for null in ["id", "receipt", "referral"] {
        assert_eq!(answer.json()[null], Value::Null);
    }
    assert_eq!(site.stored().await, [0; 4]);
}

#[tokio::test]
async fn of_a_child_nothing_is_kept_without_a_guardian() {
    let site = site().await;
    let body = sharing(&json!({"age": 11}));
    let refused = site.assess(&body).await;
    assert_eq!(
        (refused.status, refused.fields()),
        (422, vec!["consents.guardian".to_owned()])
    );
    let mut alone = body.clone();
    alone["contact"] = Value::Null;
    let answer = site.assess_once("k", &alone).await.json();
    assert_eq!(
        (&answer["tier"], &answer["id"]),
        (&json!("podiatrist"), &Value::Null)
    );
    assert_eq!(site.stored().await, [0; 4]);
    let mut guarded = body;
    guarded["consents"]["guardian"] = json!(true);
    let answer = site.assess(&guarded).await.json();
    assert_eq!(answer["referral"]["status"], "queued");
    let id: AssessmentId = answer["id"].as_str().unwrap().parse().unwrap();
    let ctx = &site.ctx;
    let revealed = triage::reveal(ctx, ctx.store.read(), id).await.unwrap();
    assert!(revealed.for_a_child);
}

#[tokio::test]
async fn what_was_shared_is_revealed_in_the_readers_words() {
    let site = site().await;
    let answer = site.assess(&canary()).await.json();
    let id: AssessmentId = answer["id"].as_str().unwrap().parse().unwrap();
    let ctx = &site.ctx;
    let revealed = triage::reveal(ctx, ctx.store.read(), id).await.unwrap();
    let contact = revealed.contact.unwrap();
    assert_eq!(
        (contact.name.as_str(), contact.phone.as_deref()),
        (NAME, Some("+12085558642"))
    );
    let codes: Vec<_> = revealed
        .red_flags
        .iter()
        .map(|flag| flag.code.as_str())
        .collect();
    assert_eq!(codes, ["swelling_or_bruising", "not_improving"]);
    assert!(revealed.answers.iter().any(|worded| worded.answer == DAYS));
}

#[tokio::test]
async fn no_file_of_the_site_holds_health_data_in_clear() {
    if on_postgres() {
        return skip("health data in files", "it looks into the files of SQLite");
    }
    let site = site().await;
    assert_eq!(site.assess_once("canary-key", &canary()).await.status, 201);
    while site.work().await > 0 {}
    let mut seen = 0;
    look_through(site.folder(), &mut |path, bytes| {
        seen += 1;
        let mail = path.extension().is_some_and(|end| end == "eml");
        let mut words = vec![DAYS, "canary-key", "2085558642", "208-555", NAME];
        if !mail {
            // An envelope address is the one exception.
            words.push("zyqxcanary@");
        }
        for word in words {
            let found = bytes
                .windows(word.len())
                .any(|window| window == word.as_bytes());
            assert!(!found, "{word} stands in {}", path.display());
        }
    });
    assert!(seen >= 3, "database, log and mails were looked at: {seen}");
}

fn look_through(folder: &Path, look: &mut impl FnMut(&Path, &[u8])) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            look_through(&path, look);
        } else {
            look(&path, &std::fs::read(&path).unwrap());
        }
    }
}

#[tokio::test]
async fn a_reader_erases_everything_with_the_receipt() {
    let site = site().await;
    let body = canary();
    let answer = site.assess_once("k", &body).await.json();
    let text = |field: &str| answer[field].as_str().unwrap().to_owned();
    let path = format!("/api/v1/assessments/{}", text("id"));
    let erase = || {
        site.ask("DELETE", &path)
            .header("Assessment-Receipt", &text("receipt"))
    };
    assert_eq!(erase().send().await.status, 204);
    assert_eq!(erase().send().await.status, 404, "it is gone");

    let db = site.ctx.store.read();
    let row = assessment::Entity::find().one(db).await.unwrap().unwrap();
    assert_eq!(
        (row.answers, row.result, row.contact, row.postal_code),
        (None, None, None, None)
    );
    assert_eq!(subject_key::Entity::find().count(db).await.unwrap(), 0);
    assert_eq!(erasure::Entity::find().count(db).await.unwrap(), 1);
    let consents = consent::Entity::find().all(db).await.unwrap();
    assert!(consents.len() == 3 && consents.iter().all(|given| given.withdrawn_at.is_some()));
    let referral = record::Entity::find().one(db).await.unwrap().unwrap();
    assert_eq!(referral.status.as_str(), "withdrawn");
    while site.work().await > 0 {}
    assert!(site.mails().is_empty(), "nobody hears of it any more");

    let again = site.assess_once("k", &body).await;
    assert_eq!(again.status, 201, "the erased answer is not replayed");
}

#[tokio::test]
async fn what_was_kept_long_enough_is_erased() {
    let site = site().await;
    site.assess(&canary()).await;
    let ctx = &site.ctx;
    site.wait(chrono::TimeDelta::days(364));
    assert_eq!(triage::purge(ctx).await.unwrap(), 0);
    site.assess(&canary()).await;
    site.wait(chrono::TimeDelta::days(2));
    assert_eq!(triage::purge(ctx).await.unwrap(), 1);
    assert_eq!(
        subject_key::Entity::find()
            .count(ctx.store.read())
            .await
            .unwrap(),
        1
    );
}
