use std::{net::TcpListener, process::Stdio};

use tokio::process::{Child, Command};

use super::*;
use crate::{ArticleDoc, Circle, Facet, Kind, NearFilter, PodiatristDoc};

const KEY: &str = "a-master-key-for-this-test-only";

struct Server {
    url: String,
    _dir: tempfile::TempDir,
    _child: Child,
}

/// A server of our own, or `None` where there is no program for it.
async fn server() -> Option<Server> {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let dir = tempfile::tempdir().unwrap();
    let child = Command::new("meilisearch")
        .args([
            "--http-addr",
            &format!("127.0.0.1:{port}"),
            "--master-key",
            KEY,
            "--no-analytics",
            "--env",
            "production",
        ])
        .args(["--log-level", "OFF"])
        .arg("--db-path")
        .arg(dir.path().join("data"))
        .current_dir(dir.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn();
    let Ok(child) = child else {
        eprintln!(
            "\n!!! SKIPPED: there is no `meilisearch` on the PATH, its engine was not tested !!!\n"
        );
        return None;
    };
    let server = Server {
        url: format!("http://127.0.0.1:{port}"),
        _dir: dir,
        _child: child,
    };
    let engine = engine(&server, KEY);
    for _ in 0..600 {
        if engine.ping().await.is_ok() {
            return Some(server);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the server did not come up");
}

fn engine(server: &Server, key: &str) -> Meili {
    Meili::new(&MeiliSettings {
        url: server.url.clone(),
        key: Some(key.to_owned()),
        prefix: "test_".to_owned(),
    })
    .unwrap()
}

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

fn podiatrist(npi: &str, clinic: &str, name: &str, lon: f64) -> Document {
    Document::Podiatrist(PodiatristDoc {
        npi: npi.to_owned(),
        clinic_id: clinic.to_owned(),
        name: name.to_owned(),
        sort_name: name.to_lowercase(),
        specialties: vec!["213E00000X".to_owned()],
        specialty_names: vec![],
        clinic_name: "Island Foot Clinic".to_owned(),
        city: "Adak".to_owned(),
        state: "AK".to_owned(),
        postal_code: "99546".to_owned(),
        lat: Some(51.88),
        lon: Some(lon),
        accepting_new_patients: Some(npi.ends_with('1')),
        accepts_referrals: true,
        primary: clinic == "c1",
    })
}

fn is(document: Document) -> Change {
    Change {
        object: document.object(),
        documents: vec![document],
    }
}

async fn find(engine: &Meili, q: &str, facets: Vec<Facet>) -> Vec<String> {
    let query = TextQuery {
        q: q.to_owned(),
        facets,
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
async fn a_server_that_is_away_or_mute_is_unavailable() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let settings = |port: u16| MeiliSettings {
        url: format!("http://127.0.0.1:{port}"),
        key: None,
        prefix: String::new(),
    };
    let query = TextQuery {
        q: "x".to_owned(),
        limit: 1,
        ..TextQuery::default()
    };
    let mute = Meili::new(&settings(port)).unwrap().text(&query).await;
    assert!(matches!(mute, Err(Error::Unavailable(_))), "{mute:?}");
    drop(listener);
    let away = Meili::new(&settings(port)).unwrap().text(&query).await;
    assert!(matches!(away, Err(Error::Unavailable(_))), "{away:?}");
}

/// The library brings an older version of the token library than ours; each panics at its first
/// use if it was built without its cryptography.
#[test]
fn both_versions_of_the_token_library_can_sign_and_verify() {
    use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
    let http = Http::new(None).unwrap();
    let client = Client::new_with_client("http://127.0.0.1:1", Some(KEY), http);
    let rules = serde_json::json!(["*"]);
    let token = client
        .generate_tenant_token(
            "76cf8b87-fd12-4688-ad34-260d930ca4f4".to_owned(),
            rules,
            None,
            None,
        )
        .unwrap();
    let mut validation = Validation::new(Algorithm::HS256);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    let verify = |token: &str| {
        decode::<serde_json::Value>(
            token,
            &DecodingKey::from_secret(KEY.as_bytes()),
            &validation,
        )
    };
    assert_eq!(verify(&token).unwrap().claims["searchRules"][0], "*");
    let ours = encode(
        &Header::default(),
        &serde_json::json!({ "a": 1 }),
        &EncodingKey::from_secret(KEY.as_bytes()),
    )
    .unwrap();
    assert_eq!(verify(&ours).unwrap().claims["a"], 1);
    assert!(verify(&ours.replace('.', ".x")).is_err());
}

#[test]
fn lists_in_a_query_string_are_joined_by_commas() {
    let mut url = reqwest::Url::parse("http://h/x").unwrap();
    http::add_query(
        &mut url,
        &serde_json::json!({ "fields": ["a", "b"], "limit": 2, "none": null }),
    )
    .unwrap();
    assert_eq!(url.query(), Some("fields=a%2Cb&limit=2"));
}
