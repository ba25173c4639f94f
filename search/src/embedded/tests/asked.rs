use super::*;

#[tokio::test]
async fn typing_errors_word_forms_and_beginnings_are_found_titles_first() {
    let dir = tempfile::tempdir().unwrap();
    let engine = filled(dir.path()).await;
    for q in [
        "plantar fasciitis",
        "plantr fascitis",
        "fasc",
        "PLANTAR",
        "plántar",
    ] {
        let found = find(&engine, q).await;
        assert_eq!(found, ["a", "b"], "{q}");
    }
    assert_eq!(
        find(&engine, "run").await[0],
        "b",
        "the title before the text"
    );
    assert_eq!(find(&engine, "Sampel").await, ["1000000001"]);
    assert_eq!(find(&engine, "boise").await, ["1000000001"]);
    assert!(find(&engine, "xylophone").await.is_empty());
}

#[tokio::test]
async fn nothing_typed_is_an_operator_or_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let engine = filled(dir.path()).await;
    for q in [
        "\"",
        "plantar AND",
        "kind:podiatrist",
        "*",
        "[a TO b]",
        "🦶🏽",
        "a\u{0}b",
        "-heel",
        "((",
        "\\",
        "ﬁ ß İ",
        &"heel ".repeat(5000),
        &"x".repeat(100_000),
    ] {
        find(&engine, q).await;
    }
    assert_eq!(find(&engine, "\"fasciitis\" 🦶").await[0], "a");
}

#[tokio::test]
async fn kinds_and_facets_narrow_down() {
    let dir = tempfile::tempdir().unwrap();
    let engine = filled(dir.path()).await;
    let ask = |kinds: Vec<Kind>, facets: Vec<Facet>| TextQuery {
        q: "heel".to_owned(),
        kinds,
        facets,
        offset: 0,
        limit: 10,
    };
    let all = engine.text(&ask(vec![], vec![])).await.unwrap();
    assert_eq!(all.total, 4, "{all:?}");
    let faqs = engine.text(&ask(vec![Kind::Faq], vec![])).await.unwrap();
    assert_eq!(
        faqs.items[0].snippet.html(),
        "Ice on the <mark>heel</mark> at first."
    );
    assert_eq!(faqs.total, 1);
    let brands = [
        Facet::Brand("hoka".to_owned()),
        Facet::Brand("Brooks".to_owned()),
    ];
    assert_eq!(
        engine
            .text(&ask(vec![], brands.to_vec()))
            .await
            .unwrap()
            .total,
        2
    );
    let both = [
        Facet::Brand("hoka".to_owned()),
        Facet::Cushioning("high".to_owned()),
    ];
    assert_eq!(
        engine
            .text(&ask(vec![], both.to_vec()))
            .await
            .unwrap()
            .total,
        0
    );
}

#[tokio::test]
async fn podiatrists_are_found_near_by_word_and_once_each() {
    let dir = tempfile::tempdir().unwrap();
    let engine = filled(dir.path()).await;
    let object = Object::new(Kind::Podiatrist, "1000000002");
    let documents = vec![
        podiatrist("1000000002", "1", "Bo Sample", "Boise", 43.7),
        podiatrist("1000000002", "2", "Bo Sample", "Nampa", 43.5),
    ];
    engine
        .apply(vec![Change { object, documents }], 8)
        .await
        .unwrap();
    let circle = Circle {
        center: Point {
            lat: 43.5,
            lon: -116.0,
        },
        radius_miles: 25.0,
    };
    let query = NearQuery {
        within: Some(circle),
        limit: 10,
        ..NearQuery::default()
    };
    let ask = |q: Option<&str>, sort| NearQuery {
        q: q.map(str::to_owned),
        sort,
        ..query.clone()
    };
    let pairs = |hits: NearHits| -> Vec<(String, String)> {
        hits.items
            .into_iter()
            .map(|hit| (hit.npi, hit.clinic_id))
            .collect()
    };
    let pair = |npi: &str, clinic: &str| (npi.to_owned(), clinic.to_owned());

    let nearest = pairs(engine.near(&ask(None, NearSort::Distance)).await.unwrap());
    assert_eq!(nearest, [pair("1000000002", "2"), pair("1000000001", "1")]);
    let by_name = pairs(engine.near(&ask(None, NearSort::Name)).await.unwrap());
    assert_eq!(by_name, [pair("1000000001", "1"), pair("1000000002", "2")]);
    let in_nampa = pairs(
        engine
            .near(&ask(Some("nmpa"), NearSort::Relevance))
            .await
            .unwrap(),
    );
    assert_eq!(in_nampa, [pair("1000000002", "2")]);
    let none = NearFilter {
        accepting_new_patients: Some(true),
        ..NearFilter::default()
    };
    assert_eq!(
        engine
            .near(&NearQuery {
                filter: none,
                ..query.clone()
            })
            .await
            .unwrap()
            .total,
        0
    );
    for (telehealth, npi) in [(true, "1000000002"), (false, "1000000001")] {
        let filter = NearFilter {
            telehealth: Some(telehealth),
            ..NearFilter::default()
        };
        let found = engine
            .near(&NearQuery {
                filter,
                ..query.clone()
            })
            .await
            .unwrap();
        assert_eq!((found.total, &*found.items[0].npi), (1, npi));
    }

    engine
        .apply(vec![gone(Kind::Podiatrist, "1000000002")], 9)
        .await
        .unwrap();
    assert_eq!(engine.near(&query).await.unwrap().total, 1);
}
