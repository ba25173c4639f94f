//! The public JSON of articles, questions and topics.

use footpath_domain::content::article::{self, Change};

use super::rig::{STARTER, draft, published, site, sound};
use crate::support::SYSTEM;

#[tokio::test]
async fn an_article_has_every_field_that_programs_are_promised() {
    let site = site().await;
    let answer = site.get(&format!("/api/v1/articles/{STARTER}")).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let article = answer.json();
    let names: Vec<&str> = article
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    for name in [
        "slug",
        "title",
        "summary",
        "html",
        "topics",
        "author",
        "reviewed_by",
        "last_reviewed",
        "next_review_due",
        "published_at",
        "updated_at",
        "faqs",
        "seo",
        "json_ld",
    ] {
        assert!(names.contains(&name), "{name}");
    }
    assert_eq!(article["slug"], STARTER);
    assert!(article["reviewed_by"].is_null());
    assert_eq!(article["faqs"].as_array().unwrap().len(), 10);
    let html = article["html"].as_str().unwrap();
    for part in [
        "10 percent",
        "300 to 500 miles",
        "Hoka Arahi 7",
        "/find-a-podiatrist",
        "911",
    ] {
        assert!(html.contains(part), "{part}");
    }
    assert!(!html.contains("::"), "a block stands there as text");
}

#[tokio::test]
async fn lists_count_page_and_filter() {
    let site = site().await;
    let all = site.get("/api/v1/articles").await.json();
    assert_eq!(all["meta"]["total"], 3);
    assert_eq!(all["data"][0]["slug"], STARTER);
    let second = site.get("/api/v1/articles?per_page=2&page=2").await.json();
    assert_eq!(second["data"].as_array().unwrap().len(), 1);
    assert_eq!(
        second["meta"],
        serde_json::json!({"page": 2, "per_page": 2, "total": 3})
    );
    let spurs = site.get("/api/v1/articles?topic=heel-spur").await.json();
    assert_eq!(spurs["meta"]["total"], 1);
    let words = site.get("/api/v1/articles?q=HEEL+drop").await.json();
    assert_eq!(
        words["data"][0]["slug"],
        "how-to-choose-running-shoes-and-insoles"
    );
    let wild = site.get("/api/v1/articles?q=%25").await.json();
    assert_eq!(wild["meta"]["total"], 0, "a percent sign is no wildcard");
    let faqs = site.get("/api/v1/faqs?topic=heel-spur").await.json();
    assert_eq!(faqs["meta"]["total"], 1);
    assert!(
        faqs["data"][0]["answer_html"]
            .as_str()
            .unwrap()
            .starts_with("<p>No.")
    );
    assert_eq!(site.get("/api/v1/faqs").await.json()["meta"]["total"], 10);
    let topics = site.get("/api/v1/topics").await.json();
    assert_eq!(topics["meta"]["total"], 11);
    assert_eq!(topics["data"][0]["slug"], "heel-pain");
}

#[tokio::test]
async fn an_unknown_value_is_named_and_an_unknown_article_is_not_there() {
    let site = site().await;
    for (path, field) in [
        ("/api/v1/articles?topic=knees", "topic"),
        ("/api/v1/articles?topic=%2e%2e%2fx", "topic"),
        ("/api/v1/articles?topic=", "topic"),
        ("/api/v1/faqs?topic=Heel%20Pain", "topic"),
        ("/api/v1/articles?page=0", "page"),
        ("/api/v1/faqs?per_page=101", "per_page"),
        ("/api/v1/topics?per_page=-1", "per_page"),
        ("/api/v1/articles?q=%00", "q"),
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, 422, "{path}");
        assert_eq!(answer.fields(), [field], "{path}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    for path in [
        "/api/v1/articles/nothing",
        "/articles/nothing",
        "/topics/knees",
        "/articles/%00",
    ] {
        assert_eq!(site.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn who_holds_it_already_is_told_so() {
    let site = site().await;
    for path in [
        "/api/v1/articles",
        &format!("/api/v1/articles/{STARTER}"),
        "/api/v1/faqs",
        "/api/v1/topics",
        "/",
        "/articles",
        &format!("/articles/{STARTER}"),
        "/faqs",
        "/topics/heel-pain",
        "/privacy",
        "/feeds/articles.atom",
        "/sitemap.xml",
        "/robots.txt",
        "/api/openapi.json",
    ] {
        let first = site.get(path).await;
        assert_eq!(first.status, 200, "{path}");
        assert!(first.header("cache-control").contains("max-age"), "{path}");
        let again = site.again(path, first.header("etag")).await;
        assert_eq!((again.status, again.body.as_str()), (304, ""), "{path}");
        assert_eq!(site.again(path, "\"else\"").await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn a_former_address_leads_on() {
    let site = site().await;
    let made = published(&site, sound("Sore arches")).await;
    let renamed = Change {
        slug: Some("tired-arches".to_owned()),
        ..Change::default()
    };
    article::save_draft(&site.ctx, &SYSTEM, made.id, None, &renamed)
        .await
        .unwrap();
    assert_eq!(
        site.get("/articles/sore-arches").await.status,
        200,
        "still a draft"
    );
    article::publish(&site.ctx, &SYSTEM, made.id, None)
        .await
        .unwrap();
    for face in ["/articles", "/api/v1/articles"] {
        let old = site.get(&format!("{face}/sore-arches")).await;
        assert_eq!(old.status, 301);
        assert_eq!(old.header("location"), format!("{face}/tired-arches"));
        assert_eq!(site.get(&format!("{face}/tired-arches")).await.status, 200);
    }
    let taken = article::create(&site.ctx, &SYSTEM, &sound("Sore arches")).await;
    assert!(taken.is_err(), "an old address belongs to its article");
    let back = Change {
        slug: Some("sore-arches".to_owned()),
        ..Change::default()
    };
    article::save_draft(&site.ctx, &SYSTEM, made.id, None, &back)
        .await
        .unwrap();
    article::publish(&site.ctx, &SYSTEM, made.id, None)
        .await
        .unwrap();
    assert_eq!(site.get("/articles/sore-arches").await.status, 200);
    assert_eq!(site.get("/articles/tired-arches").await.status, 301);
    article::archive(&site.ctx, &SYSTEM, made.id, None)
        .await
        .unwrap();
    assert_eq!(site.get("/articles/tired-arches").await.status, 404);
}

#[tokio::test]
async fn a_draft_is_seen_nowhere_and_a_live_page_stays_as_it_was() {
    let site = site().await;
    let secret = Change {
        body: Some("xyzzy plugh".to_owned()),
        topics: Some(vec!["heel-pain".to_owned()]),
        ..sound("Unseen xyzzy")
    };
    let draft = draft(&site, secret.clone()).await;
    let places = [
        "/api/v1/articles?per_page=100",
        "/api/v1/articles?q=xyzzy",
        "/",
        "/articles",
        "/topics/heel-pain",
        "/feeds/articles.atom",
        "/sitemap.xml",
    ];
    for path in places {
        let answer = site.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(!answer.body.contains("xyzzy"), "{path}");
    }
    assert_eq!(site.get("/articles/unseen-xyzzy").await.status, 404);
    assert_eq!(site.get("/api/v1/articles/unseen-xyzzy").await.status, 404);

    article::publish(&site.ctx, &SYSTEM, draft.id, None)
        .await
        .unwrap();
    for path in places {
        assert!(site.get(path).await.body.contains("xyzzy"), "{path}");
    }
    let edit = Change {
        title: Some("Half done".to_owned()),
        ..Change::default()
    };
    article::save_draft(&site.ctx, &SYSTEM, draft.id, None, &edit)
        .await
        .unwrap();
    for path in places.into_iter().chain(["/articles/unseen-xyzzy"]) {
        assert!(!site.get(path).await.body.contains("Half done"), "{path}");
    }
    article::archive(&site.ctx, &SYSTEM, draft.id, None)
        .await
        .unwrap();
    for path in places {
        assert!(
            !site.get(path).await.body.contains("Unseen xyzzy"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn seeding_twice_changes_nothing() {
    let site = site().await;
    let before = site.get("/api/v1/articles?per_page=100").await.body;
    footpath_domain::content::seed(&site.ctx).await.unwrap();
    assert_eq!(site.get("/api/v1/articles?per_page=100").await.body, before);
    assert_eq!(site.get("/api/v1/faqs").await.json()["meta"]["total"], 10);
}
