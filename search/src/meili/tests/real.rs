use super::*;

#[tokio::test]
async fn a_real_server_does_what_the_embedded_engine_does() {
    let Some(server) = server().await else { return };
    let engine = engine(&server, KEY);
    assert_eq!(
        engine.cursor().await.unwrap(),
        Cursor::Elsewhere { fresh: true }
    );
    let both = Change {
        object: Object::new(Kind::Podiatrist, "1000000001"),
        documents: vec![
            podiatrist("1000000001", "c1", "Ann Sample", 179.9),
            podiatrist("1000000001", "c2", "Ann Sample", -179.9),
        ],
    };
    let changes = vec![
        is(article(
            "a",
            "Plantar fasciitis",
            "The commonest cause of <b>heel</b> pain.",
        )),
        is(article(
            "b",
            "Running shoes",
            "Plantar fasciitis is mentioned.",
        )),
        both,
        is(podiatrist("1000000002", "c3", "Bo Sample", -179.5)),
    ];
    engine.apply(changes, 4).await.unwrap();
    assert_eq!(
        engine.cursor().await.unwrap(),
        Cursor::Elsewhere { fresh: false }
    );
    assert_eq!(engine.objects().await.unwrap().len(), 4);
    by_words(&engine).await;
    by_distance(&engine).await;
    by_box(&engine).await;
    changed(&engine).await;
    rebuilt(&engine).await;
    wrong_key(&server).await;
    failed_task(&engine).await;
}

/// Across the antimeridian.
const CIRCLE: Circle = Circle {
    center: Point {
        lat: 51.88,
        lon: -179.95,
    },
    radius_miles: 50.0,
};

async fn by_words(engine: &Meili) {
    assert_eq!(find(engine, "plantr fascitis", vec![]).await, ["a", "b"]);
    assert_eq!(
        find(
            engine,
            "plantar",
            vec![Facet::Topic("heel-pain".to_owned())]
        )
        .await,
        ["a", "b"]
    );
    let sly = Facet::Topic("x\" OR kind = \"article".to_owned());
    assert!(find(engine, "plantar", vec![sly]).await.is_empty());
    for q in [
        "\"",
        "plantar AND",
        "kind = article",
        "🦶🏽",
        "\u{0}",
        &"heel ".repeat(3000),
    ] {
        find(engine, q, vec![]).await;
    }
    let query = TextQuery {
        q: "heel".to_owned(),
        kinds: vec![Kind::Article],
        limit: 1,
        ..TextQuery::default()
    };
    let hits = engine.text(&query).await.unwrap();
    assert_eq!(
        hits.items[0].snippet.html(),
        "The commonest cause of &lt;b&gt;<mark>heel</mark>&lt;/b&gt; pain."
    );
    assert_eq!(
        (hits.total, hits.engine, hits.items[0].path.as_str()),
        (1, "meilisearch", "/articles/a")
    );
}

/// The nearest clinic of each, once.
async fn by_distance(engine: &Meili) {
    let query = NearQuery {
        within: Some(CIRCLE),
        limit: 10,
        ..NearQuery::default()
    };
    let near = engine.near(&query).await.unwrap();
    let ids: Vec<_> = near
        .items
        .iter()
        .map(|hit| (hit.npi.as_str(), hit.clinic_id.as_str()))
        .collect();
    assert_eq!(ids, [("1000000001", "c2"), ("1000000002", "c3")]);
    assert_eq!(near.total, 2);
    let miles = near.items[1].distance_miles.unwrap();
    assert!(
        (miles
            - distance_miles(
                CIRCLE.center,
                Point {
                    lat: 51.88,
                    lon: -179.5
                }
            ))
        .abs()
            < 1e-9
    );
    let small = Circle {
        radius_miles: 5.0,
        ..CIRCLE
    };
    assert_eq!(
        engine
            .near(&NearQuery {
                within: Some(small),
                ..query.clone()
            })
            .await
            .unwrap()
            .total,
        1
    );
    let accepting = NearFilter {
        accepting_new_patients: Some(true),
        ..NearFilter::default()
    };
    assert_eq!(
        engine
            .near(&NearQuery {
                filter: accepting,
                ..query.clone()
            })
            .await
            .unwrap()
            .total,
        1
    );
    let by_video = NearFilter {
        telehealth: Some(true),
        ..NearFilter::default()
    };
    let found = engine
        .near(&NearQuery {
            filter: by_video,
            ..query.clone()
        })
        .await
        .unwrap();
    assert_eq!((found.total, &*found.items[0].npi), (1, "1000000002"));
    let everywhere = engine
        .near(&NearQuery {
            within: None,
            q: Some("sampel".to_owned()),
            sort: NearSort::Relevance,
            ..query.clone()
        })
        .await
        .unwrap();
    assert_eq!(everywhere.total, 2);
    let by_name = engine
        .near(&NearQuery {
            within: None,
            limit: 1,
            offset: 0,
            ..query
        })
        .await
        .unwrap();
    assert_eq!(
        (by_name.items[0].clinic_id.as_str(), by_name.total),
        ("c1", 2),
        "the primary clinic"
    );
}

/// Boxes of a map, one of them across the antimeridian: those who lie in them.
async fn by_box(engine: &Meili) {
    let boxes = [
        ((179.0, -179.0), vec!["1000000001", "1000000002"]),
        ((179.0, 180.0), vec!["1000000001"]),
        ((-180.0, -179.8), vec!["1000000001"]),
        ((-179.8, -179.0), vec!["1000000002"]),
        ((-179.0, 179.0), vec![]),
    ];
    for ((west, east), expected) in boxes {
        let filter = NearFilter {
            bounds: Some(Bounds {
                west,
                south: 51.0,
                east,
                north: 52.0,
            }),
            ..NearFilter::default()
        };
        for within in [None, Some(CIRCLE)] {
            let query = NearQuery {
                within,
                filter: filter.clone(),
                sort: NearSort::Name,
                limit: 10,
                ..NearQuery::default()
            };
            let found = engine.near(&query).await.unwrap();
            let npis: Vec<&str> = found.items.iter().map(|hit| &*hit.npi).collect();
            assert_eq!(npis, expected, "{west} to {east}, {within:?}");
        }
    }
}

async fn changed(engine: &Meili) {
    let moved = Change {
        object: Object::new(Kind::Podiatrist, "1000000001"),
        documents: vec![podiatrist("1000000001", "c1", "Ann Sample", 179.9)],
    };
    let gone = Change {
        object: Object::new(Kind::Article, "b"),
        documents: vec![],
    };
    engine.apply(vec![moved, gone], 6).await.unwrap();
    assert_eq!(find(engine, "plantar", vec![]).await, ["a"]);
    let near = engine
        .near(&NearQuery {
            within: Some(CIRCLE),
            limit: 10,
            ..NearQuery::default()
        })
        .await
        .unwrap();
    assert_eq!(near.items[0].clinic_id, "c1");
}

async fn rebuilt(engine: &Meili) {
    let mut rebuild = engine.rebuild().await.unwrap();
    rebuild
        .add(vec![article("n", "New shoes", "")])
        .await
        .unwrap();
    assert_eq!(find(engine, "plantar", vec![]).await, ["a"]);
    rebuild.swap(9).await.unwrap();
    assert_eq!(
        engine.objects().await.unwrap(),
        [Object::new(Kind::Article, "n")]
    );
    assert_eq!(find(engine, "shoe", vec![]).await, ["n"]);
}

async fn wrong_key(server: &Server) {
    let engine = engine(server, "not-the-key");
    let refused = engine
        .text(&TextQuery {
            q: "x".to_owned(),
            limit: 1,
            ..TextQuery::default()
        })
        .await;
    assert!(matches!(refused, Err(Error::Unavailable(_))), "{refused:?}");
}

/// The server takes it and finds out later that it cannot be.
async fn failed_task(engine: &Meili) {
    let index = engine.client.index(&engine.uid);
    let malformed = serde_json::json!([{ "key": "x", "_geo": { "lat": "north", "lng": 1 } }]);
    let malformed = malformed.as_array().unwrap().clone();
    let task = index.add_or_replace(&malformed, Some("key")).await.unwrap();
    let failed = done(&engine.client, task).await;
    assert!(matches!(failed, Err(Error::Failed(_))), "{failed:?}");
}

#[tokio::test]
async fn an_index_that_is_not_there_holds_nothing() {
    let Some(server) = server().await else {
        return;
    };
    let engine = engine(&server, KEY);
    assert_eq!(engine.objects().await.unwrap(), []);
    let one = vec![is(article("a", "Heel pain", "Text"))];
    engine.apply(one, 1).await.unwrap();
    assert_eq!(engine.objects().await.unwrap().len(), 1);
    index::remove(&engine.client, &engine.uid).await.unwrap();
    assert_eq!(engine.objects().await.unwrap(), []);
}
