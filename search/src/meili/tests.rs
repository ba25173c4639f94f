mod client;
mod real;

use std::{net::TcpListener, process::Stdio};

use tokio::process::{Child, Command};

use super::*;
use crate::{ArticleDoc, Bounds, Circle, Facet, Kind, NearFilter, PodiatristDoc};

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
        telehealth: Some(npi.ends_with('2')),
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
