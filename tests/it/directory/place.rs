use serde_json::Value;

use super::{address, list, rows, site, text};
use crate::support::{Answer, App};

const PLACES: &str = "/api/v1/places";

async fn ask(app: &App, q: &str) -> Answer {
    app.get(&address(PLACES, &[("q", q)])).await
}

async fn labels(app: &App, q: &str) -> Vec<String> {
    let found = ask(app, q).await.expect(200).json();
    rows(&found)
        .iter()
        .map(|place| text(place, "label").to_owned())
        .collect()
}

#[tokio::test]
async fn what_is_typed_is_completed() {
    let app = site(0).await;
    for (q, first) in [
        ("boi", "Boise, ID"),
        ("Boise", "Boise, ID"),
        ("boise, id", "Boise, ID"),
        ("boise i", "Boise, ID"),
        ("boise idaho", "Boise, ID"),
        ("st pau", "Saint Paul, MN"),
        ("saint pau", "Saint Paul, MN"),
        ("83702", "Boise, ID 83702"),
        ("83702-12", "Boise, ID 83702"),
        ("8370", "Boise, ID 83701"),
    ] {
        let found = labels(&app, q).await;
        assert!((1..=10).contains(&found.len()), "{q}: {found:?}");
        assert_eq!(found[0], first, "{q}: {found:?}");
    }
    for q in ["xyzzy", "00000", "837021", "🦶", "' OR 1=1 --", "%", "-"] {
        assert!(labels(&app, q).await.is_empty(), "{q}");
    }
}

#[tokio::test]
async fn each_place_has_what_the_contract_names() {
    let app = site(0).await;
    for q in ["837", "boi", "por", "new york", "adak", "969", "san juan"] {
        let found = ask(&app, q).await.expect(200).json();
        assert_eq!(found["meta"]["page"], 1);
        assert_eq!(found["meta"]["total"], rows(&found).len());
        assert!(!rows(&found).is_empty(), "{q}");
        for place in rows(&found) {
            let digits = q.bytes().all(|b| b.is_ascii_digit());
            match &place["postal_code"] {
                Value::String(code) => assert!(digits && code.starts_with(q), "{q}: {place}"),
                other => assert!(!digits && other.is_null(), "{q}: {place}"),
            }
            assert!(!text(place, "city").is_empty());
            assert_eq!(text(place, "state").len(), 2);
            assert!((-90.0..=90.0).contains(&place["lat"].as_f64().unwrap()));
            assert!((-180.0..=180.0).contains(&place["lon"].as_f64().unwrap()));
        }
    }
}

#[tokio::test]
async fn a_place_that_is_put_forward_is_where_it_says_when_it_is_asked_for() {
    let app = site(0).await;
    for q in [
        "837",
        "0",
        "9",
        "969",
        "a",
        "b",
        "c",
        "d",
        "fort",
        "ft",
        "mc",
        "mount",
        "o",
        "san",
        "st",
        "saint",
        "w",
        "boise i",
        "portland m",
        "new york",
    ] {
        let found = ask(&app, q).await.expect(200).json();
        for place in rows(&found) {
            let label = text(place, "label");
            let center = &list(&app, &[("near", label)]).await["meta"]["center"];
            assert_eq!(center["label"], label, "{q}");
            assert_eq!(center["lat"], place["lat"], "{q}: {label}");
            assert_eq!(center["lon"], place["lon"], "{q}: {label}");
        }
    }
}

#[tokio::test]
async fn nothing_to_complete_is_refused_by_name() {
    let app = site(0).await;
    let long = format!("{PLACES}?q={}", "x".repeat(101));
    for (path, status) in [
        ("/api/v1/places", 422),
        ("/api/v1/places?q=", 422),
        ("/api/v1/places?q=%20", 422),
        (&*long, 422),
        ("/api/v1/places?q=boise&q=portland", 422),
        ("/api/v1/places?q=%FF", 400),
    ] {
        let answer = app.get(path).await.expect(status);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.fields(), ["q"], "{path}");
    }
}
