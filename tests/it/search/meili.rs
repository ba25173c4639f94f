//! The same with a Meilisearch server, where there is one on the PATH.

use std::{net::TcpListener, process::Stdio, time::Duration};

use footpath_domain::{content::article, search_index};
use footpath_search::{MeiliSettings, Search};
use tokio::process::{Child, Command};

use super::rig::{about, site};
use crate::{
    content::rig::{draft, published},
    support::{SYSTEM, Site, skip},
};

const KEY: &str = "a-master-key-for-this-test-only";

async fn server(dir: &std::path::Path) -> Option<(Child, MeiliSettings)> {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let started = Command::new("meilisearch")
        .args([
            "--http-addr",
            &format!("127.0.0.1:{port}"),
            "--master-key",
            KEY,
        ])
        .args(["--no-analytics", "--log-level", "OFF", "--db-path"])
        .arg(dir.join("meili"))
        .current_dir(dir)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn();
    let Ok(child) = started else {
        skip(
            "search on Meilisearch",
            "there is no `meilisearch` on the PATH",
        );
        return None;
    };
    let settings = MeiliSettings {
        url: format!("http://127.0.0.1:{port}"),
        key: Some(KEY.to_owned()),
        prefix: "it_".to_owned(),
    };
    let search = Search::meilisearch(&settings).unwrap();
    while search.engine().ping().await.is_err() {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Some((child, settings))
}

/// A site that searches there.
fn on(settings: &MeiliSettings) -> Site {
    site()
        .set("MEILI_URL", &settings.url)
        .set("MEILI_KEY", settings.key.as_deref().unwrap_or_default())
        .set("MEILI_PREFIX", &settings.prefix)
}

#[tokio::test]
async fn a_shared_server_is_fed_once_by_several_instances_and_a_lost_index_is_filled_again() {
    let dir = tempfile::tempdir().unwrap();
    let Some((_server, settings)) = server(dir.path()).await else {
        return;
    };
    let rig = on(&settings).spawn().await;
    let mark = search_index::mark(&rig.ctx).await.unwrap();
    assert!(
        search_index::status(&rig.ctx, mark).await.is_ready(),
        "the server is not required"
    );
    let draft = draft(&rig, about("draft", "Achilles rupture", "Not yet.")).await;
    published(
        &rig,
        about(
            "achilles",
            "Achilles tendinitis",
            "Pain at the <em>heel</em>.",
        ),
    )
    .await;
    assert_eq!(rig.titles("achiles").await, ["Achilles tendinitis"]);
    let found = rig.found(&[("q", "heel")]).await;
    assert_eq!(found["meta"]["engine"], "meilisearch");
    assert!(
        found["data"][0]["snippet"]
            .as_str()
            .unwrap()
            .contains("<mark>heel</mark>")
    );

    // A second instance on the same database: both drain at once, nothing is lost.
    let other = rig.beside().await;
    for n in 0..5 {
        published(
            &rig,
            about(&format!("n{n}"), &format!("Numbered {n}"), "Text."),
        )
        .await;
        let (a, b) = tokio::join!(search_index::drain(&rig.ctx), search_index::drain(&other));
        assert_eq!(a.unwrap() + b.unwrap(), 1, "one of the two applied it");
    }
    assert_eq!(rig.titles("numbered").await.len(), 5);
    article::publish(&other, &SYSTEM, draft.id, None)
        .await
        .unwrap();
    assert_eq!(rig.titles("rupture").await[0], "Achilles rupture");

    assert_eq!(search_index::rebuild(&other).await.unwrap(), 7);
    assert!(search_index::check(&rig.ctx).await.unwrap().is_none());

    // The server loses everything: it is filled from the database.
    let url = format!("{}/indexes/it_documents_2", settings.url);
    let gone = reqwest::Client::builder()
        .build()
        .unwrap()
        .delete(url)
        .bearer_auth(KEY)
        .send()
        .await
        .unwrap();
    assert_eq!(gone.status().as_u16(), 202);
    while search_index::check(&rig.ctx).await.unwrap().indexed > 0 {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(rig.titles("numbered").await.len(), 5);
    other.store.close().await.unwrap();
}

#[tokio::test]
async fn a_server_that_is_down_is_said_so() {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let settings = MeiliSettings {
        url: format!("http://127.0.0.1:{port}"),
        key: None,
        prefix: String::new(),
    };
    let rig = on(&settings).spawn().await;
    let answer = rig.query("/api/v1/search", &[("q", "heel")]).await;
    assert_eq!(answer.status, 503, "{}", answer.body);
    assert!(answer.body.contains("search.unavailable"));
    let status = search_index::status(&rig.ctx, 0).await;
    assert!(
        !status.reachable && !status.covered && status.is_ready(),
        "{status:?}"
    );
}
