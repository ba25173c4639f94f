use footpath_domain::content::article::{self, Change};
use footpath_domain::{catalog, content, directory, search_index};
use footpath_search::NearQuery;

use super::rig::{about, site};
use crate::{
    content::rig::{draft, published},
    support::{Answer, SYSTEM},
};

#[tokio::test]
async fn what_is_published_is_found_with_typing_errors_and_drafts_never() {
    let rig = site().spawn().await;
    let draft = draft(
        &rig,
        about(
            "achilles",
            "Achilles tendinitis",
            "Pain at the back of the heel.",
        ),
    )
    .await;
    assert!(rig.titles("achilles").await.is_empty());

    article::publish(&rig.ctx, &SYSTEM, draft.id, None)
        .await
        .unwrap();
    for q in ["achilles", "achiles tendinitus", "tendin"] {
        assert_eq!(rig.titles(q).await, ["Achilles tendinitis"], "{q}");
    }
    let found = rig.found(&[("q", "heel")]).await;
    let hit = &found["data"][0];
    assert_eq!(hit["type"], "article");
    assert_eq!(hit["url"], "https://feet.example.org/articles/achilles");
    let snippet = hit["snippet"].as_str().unwrap();
    assert!(snippet.contains("<mark>heel</mark>"), "{snippet}");
    let meta = serde_json::json!({"page": 1, "per_page": 20, "total": 1, "engine": "embedded"});
    assert_eq!(found["meta"], meta);

    // A draft over the live page changes nothing before it is published.
    let change = Change {
        title: Some("Bursitis".to_owned()),
        ..Change::default()
    };
    article::save_draft(&rig.ctx, &SYSTEM, draft.id, None, &change)
        .await
        .unwrap();
    assert!(rig.titles("bursitis").await.is_empty());
    article::publish(&rig.ctx, &SYSTEM, draft.id, None)
        .await
        .unwrap();
    assert_eq!(rig.titles("bursitis").await, ["Bursitis"]);
    assert!(rig.titles("achilles tendinitis").await.is_empty());

    article::archive(&rig.ctx, &SYSTEM, draft.id, None)
        .await
        .unwrap();
    assert!(rig.titles("bursitis").await.is_empty());
}

#[tokio::test]
async fn the_starter_content_is_found_and_types_narrow_it_down() {
    let rig = site().spawn().await;
    content::seed(&rig.ctx).await.unwrap();
    catalog::seed(&rig.ctx).await.unwrap();
    assert!(!rig.titles("plantr fasciitis").await.is_empty());
    let arahi = &rig.titles("hoka arahi").await[0];
    assert!(arahi.contains("Arahi"), "{arahi}");

    let all = rig.found(&[("q", "heel pain"), ("per_page", "100")]).await;
    let all = all["data"].as_array().unwrap();
    for (types, wanted) in [
        ("faq", vec!["faq"]),
        ("article,topic", vec!["article", "topic"]),
    ] {
        let found = rig
            .found(&[("q", "heel pain"), ("types", types), ("per_page", "100")])
            .await;
        let hits = found["data"].as_array().unwrap();
        assert!(!hits.is_empty(), "{types}");
        assert!(
            hits.iter()
                .all(|hit| wanted.contains(&hit["type"].as_str().unwrap()))
        );
        let of_types = all
            .iter()
            .filter(|hit| wanted.contains(&hit["type"].as_str().unwrap()));
        assert_eq!(of_types.count(), hits.len(), "{types}");
    }

    // Pages follow one another without a gap or a repetition.
    let mut urls = Vec::new();
    for page in 1.. {
        let page = page.to_string();
        let found = rig
            .found(&[("q", "heel pain"), ("per_page", "3"), ("page", &page)])
            .await;
        let hits = found["data"].as_array().unwrap();
        urls.extend(hits.iter().map(|hit| hit["url"].clone()));
        if hits.is_empty() {
            break;
        }
    }
    assert_eq!(
        urls,
        all.iter().map(|hit| hit["url"].clone()).collect::<Vec<_>>()
    );

    let page = rig
        .query("/search", &[("q", "heel"), ("types", "faq")])
        .await;
    assert_eq!(page.status, 200);
    assert!(
        page.body.contains("<mark>heel</mark>") && page.body.contains("/faqs#faq_"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn podiatrists_are_found_by_name_and_by_place_each_once() {
    let rig = site().clinics(60).spawn().await;
    rig.settle().await;
    let drift = search_index::check(&rig.ctx).await.unwrap();
    assert!(drift.is_none() && drift.indexed > 0, "{drift:?}");

    let everyone = NearQuery {
        limit: 1000,
        ..NearQuery::default()
    };
    let everyone = rig.ctx.search.near(&everyone).await.unwrap();
    assert_eq!(everyone.total, drift.indexed as u64);
    let first = &everyone.items[0];
    let profile = directory::podiatrist::find(&rig.ctx, &first.npi)
        .await
        .unwrap();
    let query = [
        ("q", profile.listing.name.as_str()),
        ("types", "podiatrist"),
        ("per_page", "100"),
    ];
    let found = rig.found(&query).await;
    let hits = found["data"].as_array().unwrap();
    let mut urls: Vec<_> = hits
        .iter()
        .map(|hit| hit["url"].as_str().unwrap())
        .collect();
    let wanted = format!("https://feet.example.org/podiatrists/{}", first.npi);
    assert_eq!(urls[0], wanted);
    let all = urls.len();
    urls.sort_unstable();
    urls.dedup();
    assert_eq!(urls.len(), all, "each once");
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_by_name() {
    let rig = site().spawn().await;
    let long = "x".repeat(201);
    let cases: [(&[(&str, &str)], &str); 8] = [
        (&[], "q"),
        (&[("q", " ")], "q"),
        (&[("q", &long)], "q"),
        (&[("q", "heel"), ("types", "patient")], "types"),
        (&[("q", "heel"), ("types", "article,Faq")], "types"),
        (&[("q", "heel"), ("page", "0")], "page"),
        (&[("q", "heel"), ("page", "-1")], "page"),
        (&[("q", "heel"), ("per_page", "101")], "per_page"),
    ];
    for (query, field) in cases {
        let refused = rig.query("/api/v1/search", query).await;
        assert_eq!(refused.status, 422, "{query:?}: {}", refused.body);
        assert_eq!(refused.fields()[0], field, "{query:?}");
    }
    let page = rig
        .query("/search", &[("q", "heel"), ("types", "patient")])
        .await;
    let page = page.expect(422).body;
    assert!(page.contains("must be one of"), "{page}");
    let page = rig.query("/search", &[]).await.expect(200).body;
    assert!(page.contains("search_q"), "{page}");
}

#[tokio::test]
async fn nothing_typed_breaks_it_or_gets_out_unescaped() {
    let rig = site().spawn().await;
    published(
        &rig,
        about(
            "odd",
            "Odd <script>alert(1)</script> title",
            "Heel & <b>toe</b>, \"quoted\".",
        ),
    )
    .await;
    assert_eq!(rig.titles("odd").await.len(), 1);
    let long = "heel ".repeat(40);
    let odd = [
        "\"",
        "'",
        "heel AND",
        "-heel",
        "title:heel",
        "*",
        "~",
        "[a TO b]",
        "((((",
        "\\",
        "🦶🏽",
        "a\u{0}b",
        "</mark><script>",
        "%00",
        "kind = \"faq\"",
        "ﬁ ß İ ſ",
        "\u{202e}leeh",
        "   heel   ",
        &long[..200],
    ];
    for q in odd {
        for path in ["/api/v1/search", "/search"] {
            let answer = rig.query(path, &[("q", q)]).await;
            assert_eq!(answer.status, 200, "{path} {q:?}: {}", answer.body);
            // In JSON a title is plain text; a snippet is HTML everywhere.
            let html = if path == "/search" {
                answer.body
            } else {
                snippets(&answer)
            };
            assert!(!html.contains("<script>alert(1)"), "{path} {q:?}: {html}");
        }
    }
    let far = rig
        .found(&[("q", "odd"), ("page", "100000"), ("per_page", "100")])
        .await;
    assert_eq!(far["data"].as_array().unwrap().len(), 0);
    assert_eq!(far["meta"]["total"], 1);
    rig.get("/api/v1/search?q=%ff").await.expect(400);
}

fn snippets(answer: &Answer) -> String {
    let found = answer.json();
    let hits = found["data"].as_array().unwrap();
    hits.iter()
        .map(|hit| hit["snippet"].as_str().unwrap())
        .collect()
}
