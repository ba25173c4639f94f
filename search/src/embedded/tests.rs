use super::*;
use crate::{
    ArticleDoc, Circle, Document, Facet, FaqDoc, Kind, NearFilter, NearSort, PodiatristDoc, Point,
    ProductDoc,
};

fn article(id: &str, title: &str, body: &str) -> Document {
    Document::Article(ArticleDoc {
        id: id.to_owned(),
        slug: id.to_owned(),
        title: title.to_owned(),
        summary: String::new(),
        body: body.to_owned(),
        topics: vec!["heel-pain".to_owned()],
    })
}

fn shoe(id: &str, brand: &str, cushioning: &str) -> Document {
    Document::Product(ProductDoc {
        id: id.to_owned(),
        slug: id.to_owned(),
        title: format!("{brand} shoe"),
        product_kind: "shoe".to_owned(),
        brand: brand.to_owned(),
        model: "One".to_owned(),
        summary: "Kind to a sore heel.".to_owned(),
        body: String::new(),
        topics: vec![],
        cushioning: Some(cushioning.to_owned()),
        stability: None,
        arch_support: None,
    })
}

fn podiatrist(npi: &str, clinic: &str, name: &str, city: &str, lat: f64) -> Document {
    Document::Podiatrist(PodiatristDoc {
        npi: npi.to_owned(),
        clinic_id: clinic.to_owned(),
        name: name.to_owned(),
        sort_name: name.to_lowercase(),
        specialties: vec!["213E00000X".to_owned()],
        specialty_names: vec!["Podiatrist".to_owned()],
        clinic_name: format!("{city} Foot Clinic"),
        city: city.to_owned(),
        state: "ID".to_owned(),
        postal_code: "83702".to_owned(),
        lat: Some(lat),
        lon: Some(-116.0),
        accepting_new_patients: None,
        accepts_referrals: true,
        primary: clinic == "1",
    })
}

fn is(document: Document) -> Change {
    Change {
        object: document.object(),
        documents: vec![document],
    }
}

fn gone(kind: Kind, id: &str) -> Change {
    Change {
        object: Object::new(kind, id),
        documents: vec![],
    }
}

async fn find(engine: &Embedded, q: &str) -> Vec<String> {
    let query = TextQuery {
        q: q.to_owned(),
        limit: 10,
        ..TextQuery::default()
    };
    engine
        .text(&query)
        .await
        .unwrap()
        .items
        .into_iter()
        .map(|hit| hit.id)
        .collect()
}

async fn filled(folder: &std::path::Path) -> Embedded {
    let engine = Embedded::open(folder.to_owned()).await.unwrap();
    let faq = FaqDoc {
        id: "f".to_owned(),
        question: "Ice or heat?".to_owned(),
        answer: "Ice on the heel at first.".to_owned(),
        topics: vec![],
    };
    let changes = [
        article(
            "a",
            "Plantar fasciitis",
            "The commonest cause of heel pain in runners.",
        ),
        article(
            "b",
            "Running shoes",
            "What to look for. Plantar fasciitis is mentioned once.",
        ),
        Document::Faq(faq),
        shoe("p", "Hoka", "max"),
        shoe("q", "Brooks", "high"),
        podiatrist("1000000001", "1", "Ann Sample", "Boise", 43.6),
    ];
    engine
        .apply(changes.into_iter().map(is).collect(), 7)
        .await
        .unwrap();
    engine
}

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
async fn a_change_replaces_a_removal_removes_and_a_restart_keeps_it_all() {
    let dir = tempfile::tempdir().unwrap();
    let engine = filled(dir.path()).await;
    engine
        .apply(
            vec![is(article("a", "Achilles", "")), gone(Kind::Product, "p")],
            9,
        )
        .await
        .unwrap();
    assert_eq!(find(&engine, "achiles").await, ["a"]);
    assert_eq!(find(&engine, "plantar fasciitis").await, ["b"]);
    assert!(find(&engine, "hoka").await.is_empty());
    drop(engine);
    let engine = Embedded::open(dir.path().to_owned()).await.unwrap();
    assert_eq!(engine.cursor().await.unwrap(), Cursor::Here(Some(9)));
    assert_eq!(find(&engine, "achiles").await, ["a"]);
    let near = engine
        .near(&NearQuery {
            limit: 5,
            ..NearQuery::default()
        })
        .await
        .unwrap();
    assert_eq!((near.total, near.engine), (1, "embedded"));
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

    engine
        .apply(vec![gone(Kind::Podiatrist, "1000000002")], 9)
        .await
        .unwrap();
    assert_eq!(engine.near(&query).await.unwrap().total, 1);
}

#[tokio::test]
async fn a_rebuild_stands_beside_the_live_index_until_it_is_swapped_in() {
    let dir = tempfile::tempdir().unwrap();
    let engine = filled(dir.path()).await;
    let mut rebuild = engine.rebuild().await.unwrap();
    rebuild
        .add(vec![
            article("n", "New shoes", ""),
            podiatrist("1000000003", "1", "Cy Sample", "Boise", 43.6),
        ])
        .await
        .unwrap();
    assert_eq!(find(&engine, "plantar").await, ["a", "b"]);
    rebuild.swap(11).await.unwrap();
    assert!(find(&engine, "plantar").await.is_empty());
    assert_eq!(engine.cursor().await.unwrap(), Cursor::Here(Some(11)));
    assert_eq!(
        engine.objects().await.unwrap(),
        [
            Object::new(Kind::Article, "n"),
            Object::new(Kind::Podiatrist, "1000000003")
        ]
    );
    engine
        .apply(vec![is(article("m", "Insoles", ""))], 12)
        .await
        .unwrap();
    drop(engine);

    let engine = Embedded::open(dir.path().to_owned()).await.unwrap();
    assert_eq!(find(&engine, "insole").await, ["m"]);
    assert_eq!(
        engine
            .near(&NearQuery {
                limit: 5,
                ..NearQuery::default()
            })
            .await
            .unwrap()
            .items[0]
            .npi,
        "1000000003"
    );
    let folders = std::fs::read_dir(dir.path())
        .unwrap()
        .flatten()
        .filter(|entry| entry.path().is_dir());
    assert_eq!(folders.count(), 1, "the old index is gone");
}

#[tokio::test]
async fn a_second_opener_reads_along_and_takes_over_when_the_writer_ends() {
    let dir = tempfile::tempdir().unwrap();
    let writer = filled(dir.path()).await;
    let reader = Embedded::open(dir.path().to_owned()).await.unwrap();
    assert_eq!(find(&reader, "plantar").await, ["a", "b"]);
    let refused = reader.apply(vec![], 8).await;
    assert!(matches!(refused, Err(Error::ReadOnly)), "{refused:?}");

    writer
        .apply(vec![gone(Kind::Article, "b")], 8)
        .await
        .unwrap();
    *reader.inner.looked.lock().unwrap() -= STALE;
    assert_eq!(find(&reader, "plantar").await, ["a"]);
    let mut rebuild = writer.rebuild().await.unwrap();
    rebuild
        .add(vec![article("c", "Plantar warts", "")])
        .await
        .unwrap();
    rebuild.swap(9).await.unwrap();
    *reader.inner.looked.lock().unwrap() -= STALE;
    assert_eq!(find(&reader, "plantar").await, ["c"]);

    drop(writer);
    reader
        .apply(vec![is(article("d", "Plantar plate", ""))], 10)
        .await
        .unwrap();
    assert_eq!(find(&reader, "plate").await, ["d"]);
}

#[tokio::test]
async fn a_damaged_or_foreign_index_is_made_anew() {
    let dir = tempfile::tempdir().unwrap();
    drop(filled(dir.path()).await);
    for bad in ["../..", "v0-1", "", "v1-999"] {
        std::fs::write(dir.path().join("CURRENT"), bad).unwrap();
        let engine = Embedded::open(dir.path().to_owned()).await.unwrap();
        assert_eq!(
            engine.cursor().await.unwrap(),
            Cursor::Here(None),
            "{bad:?}"
        );
    }
}
