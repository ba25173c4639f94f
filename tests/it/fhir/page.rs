use super::{ask, get, issue, link, of_mode};
use crate::{directory::site, support::App};

/// Every id, by following the links.
async fn followed(app: &App, path: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let mut next = Some(format!("{}/fhir/{path}", app.base));
    while let Some(url) = next {
        let bundle = app.get(&url).await.expect(200).json();
        let own = link(&bundle, "self").unwrap();
        assert_eq!(app.get(own).await.json(), bundle, "the same page again");
        let entries = of_mode(&bundle, "match");
        ids.extend(entries.map(|entry| {
            let id = entry["resource"]["id"].as_str().unwrap();
            let kind = entry["resource"]["resourceType"].as_str().unwrap();
            assert_eq!(entry["fullUrl"], format!("{}/fhir/{kind}/{id}", app.base));
            id.to_owned()
        }));
        next = link(&bundle, "next").map(str::to_owned);
    }
    ids
}

#[tokio::test]
async fn following_the_links_leads_through_everything_once() {
    let app = site(30).await;
    for kind in ["Practitioner", "PractitionerRole", "Location"] {
        let total = get(&app, kind).await["total"].as_u64().unwrap();
        let whole = followed(&app, &format!("{kind}?_count=100")).await;
        assert_eq!(whole.len() as u64, total);
        assert_eq!(followed(&app, &format!("{kind}?_count=7")).await, whole);
        let mut once = whole.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), whole.len(), "{kind}");
    }
}

#[tokio::test]
async fn links_keep_the_question_and_leave_out_what_was_not_understood() {
    let app = site(30).await;
    let bundle = get(
        &app,
        "Location?nobody=knows&name:contains=o&_count=2&page=2",
    )
    .await;
    let at = |page: u32| {
        format!(
            "{}/fhir/Location?name%3Acontains=o&_count=2&page={page}",
            app.base
        )
    };
    assert_eq!(link(&bundle, "self"), Some(&*at(2)));
    assert_eq!(link(&bundle, "previous"), Some(&*at(1)));
    assert_eq!(link(&bundle, "next"), Some(&*at(3)));
    let beyond = get(&app, "Location?page=1000").await;
    assert!(beyond["entry"].is_null(), "no list is empty");
    assert_eq!(link(&beyond, "next"), None);
    assert_eq!(beyond["total"], 30);
}

#[tokio::test]
async fn a_page_holds_one_to_a_hundred() {
    let app = site(1).await;
    for bad in ["-1", "18446744073709551616", "x", "1.0"] {
        let answer = ask(&app, &format!("Location?_count={bad}")).await;
        let answer = answer.expect(400);
        assert_eq!(issue(&answer)["expression"][0], "http._count", "{bad}");
        ask(&app, &format!("Location?page={bad}")).await.expect(400);
    }
    ask(&app, "Location?page=0").await.expect(400);
    // A server may give fewer than were asked for, and says in its links how many.
    let most = get(&app, "Location?_count=1000").await;
    let own = link(&most, "self").unwrap();
    assert!(own.ends_with("/fhir/Location?_count=100&page=1"), "{own}");
}

#[tokio::test]
async fn a_count_of_nothing_is_the_total_alone() {
    let app = site(30).await;
    for how in ["_count=0", "_summary=count", "_summary=count&_count=5"] {
        let bundle = get(&app, &format!("Location?name:contains=o&{how}")).await;
        let all = get(&app, "Location?name:contains=o&_count=100").await;
        assert_eq!(bundle["total"], all["total"], "{how}");
        assert!(bundle["entry"].is_null());
        let own = link(&bundle, "self").unwrap();
        assert!(
            own.ends_with("/fhir/Location?name%3Acontains=o&_summary=count"),
            "{own}"
        );
    }
}
