use serde_json::Value;

use super::{ask, get};
use crate::{directory::site, support::App};

async fn parameters(app: &App) -> Vec<(String, Vec<String>)> {
    let statement = get(app, "metadata").await;
    let resources = statement["rest"][0]["resource"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    resources
        .iter()
        .map(|resource| {
            let searched = resource["searchParam"].as_array().unwrap().iter();
            let names = searched.map(|one| text(&one["name"])).collect();
            (text(&resource["type"]), names)
        })
        .collect()
}

#[tokio::test]
async fn the_capability_statement_names_what_is_there_and_how_to_search_it() {
    let app = site(1).await;
    let statement = get(&app, "metadata").await;
    assert_eq!(statement["resourceType"], "CapabilityStatement");
    assert_eq!(statement["fhirVersion"], "4.0.1");
    assert_eq!(statement["kind"], "instance");
    assert_eq!(
        statement["implementation"]["url"],
        format!("{}/fhir", app.base)
    );
    let known = parameters(&app).await;
    let kinds: Vec<&str> = known.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(
        kinds,
        [
            "Practitioner",
            "PractitionerRole",
            "Location",
            "Questionnaire"
        ]
    );
    for (kind, names) in known.iter().filter(|(kind, _)| kind != "Questionnaire") {
        for name in names {
            let value = if name == "near" { "0|0" } else { "x" };
            let path = format!("/fhir/{kind}?{name}={value}");
            let strict = app.ask("GET", &path).header("prefer", "handling=strict");
            strict.send().await.expect(200);
        }
    }
    let role = &statement["rest"][0]["resource"][1];
    assert_eq!(role["searchInclude"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn an_answer_that_is_known_already_is_not_sent_again() {
    let app = site(2).await;
    for path in ["metadata", "Practitioner", "Location?near=43.6|-116.2"] {
        let first = ask(&app, path).await.expect(200);
        let etag = first.header("etag");
        assert!(first.header("cache-control").starts_with("public"));
        assert!(first.header("vary").contains("prefer"));
        let path = format!("/fhir/{path}");
        let again = app.again(&path, etag).await.expect(304);
        assert_eq!(again.body, "");
        assert_eq!(again.header("access-control-allow-origin"), "*");
        app.again(&path, "\"other\"").await.expect(200);
        app.head(&path).await.expect(200);
    }
}
