//! The directory and the questionnaire as FHIR R4.

mod hidden;
mod location;
mod page;
mod parse;
mod practitioner;
mod questionnaire;
mod role;
mod statement;
mod wrong;

use serde_json::Value;

use crate::support::{Answer, App};

const JSON: &str = "application/fhir+json; charset=utf-8";

/// An answer that FHIR systems take.
async fn ask(app: &App, path: &str) -> Answer {
    let answer = app.get(&format!("/fhir/{path}")).await;
    assert_eq!(answer.header("content-type"), JSON, "{path}");
    assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
    answer
}

async fn get(app: &App, path: &str) -> Value {
    ask(app, path).await.expect(200).json()
}

/// The ids of what matches, in order; the total is theirs when they fit on the page.
async fn ids(app: &App, path: &str) -> Vec<String> {
    let bundle = get(app, path).await;
    let ids: Vec<String> = of_mode(&bundle, "match")
        .map(|entry| entry["resource"]["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(bundle["total"], ids.len(), "{path}");
    ids
}

fn of_mode<'a>(bundle: &'a Value, mode: &'a str) -> impl Iterator<Item = &'a Value> {
    let entries = bundle["entry"].as_array().into_iter().flatten();
    entries.filter(move |entry| entry["search"]["mode"] == mode)
}

fn link<'a>(bundle: &'a Value, relation: &str) -> Option<&'a str> {
    let links = bundle["link"].as_array().unwrap().iter();
    let mut those = links.filter(|link| link["relation"] == relation);
    those.next().map(|link| link["url"].as_str().unwrap())
}

/// The one issue of an error.
#[track_caller]
fn issue(answer: &Answer) -> Value {
    let outcome = answer.json();
    assert_eq!(outcome["resourceType"], "OperationOutcome", "{outcome}");
    let issues = outcome["issue"].as_array().unwrap();
    assert!(!issues.is_empty());
    for issue in issues {
        for field in ["severity", "code", "diagnostics"] {
            assert!(issue[field].as_str().is_some_and(|text| !text.is_empty()));
        }
    }
    issues[0].clone()
}
