use footpath_domain::{
    content::article,
    search_index::{self, Progress, Rebuilt},
};
use footpath_search::{Change, Kind, Object};

use super::rig::{about, site};
use crate::{content::rig::published, support::SYSTEM};

#[tokio::test]
async fn a_restart_keeps_the_index_and_ready_means_covered() {
    let rig = site().spawn().await;
    published(&rig, about("spur", "Heel spur", "A bony growth.")).await;
    let mark = search_index::mark(&rig.ctx).await.unwrap();
    let before = search_index::status(&rig.ctx, mark).await;
    assert!(!before.covered && !before.is_ready(), "{before:?}");
    search_index::drain(&rig.ctx).await.unwrap();
    let after = search_index::status(&rig.ctx, mark).await;
    assert!(
        after.covered && after.reachable && after.is_ready(),
        "{after:?}"
    );

    let dir = rig.stop().await;
    let rig = site().spawn_in(dir).await;
    assert!(
        search_index::status(&rig.ctx, mark).await.is_ready(),
        "without being fed again"
    );
    assert_eq!(rig.found(&[("q", "spur")]).await["meta"]["total"], 1);

    // What was committed while no index was fed is caught up with.
    published(&rig, about("bursa", "Bursitis", "A cushion that is sore.")).await;
    assert_eq!(search_index::drain(&rig.ctx).await.unwrap(), 1);
    assert_eq!(search_index::drain(&rig.ctx).await.unwrap(), 0);
    assert_eq!(rig.titles("bursitis").await, ["Bursitis"]);
}

#[tokio::test]
async fn the_indexer_finds_what_is_committed_by_itself() {
    let rig = site().spawn().await;
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let running = tokio::spawn(search_index::run(rig.ctx.clone(), stopped));
    published(&rig, about("ice", "Ice or heat", "Ice first.")).await;
    let mark = search_index::mark(&rig.ctx).await.unwrap();
    while !search_index::status(&rig.ctx, mark).await.covered {
        tokio::task::yield_now().await;
    }
    assert_eq!(rig.found(&[("q", "ice")]).await["meta"]["total"], 1);
    stop.send(true).unwrap();
    running.await.unwrap();
}

#[tokio::test]
async fn drift_is_reported_and_a_rebuild_mends_it() {
    let rig = site().spawn().await;
    let kept = published(&rig, about("kept", "Stretching", "Calf and arch.")).await;
    let lost = published(&rig, about("lost", "Icing", "Fifteen minutes.")).await;
    search_index::drain(&rig.ctx).await.unwrap();
    let drift = search_index::check(&rig.ctx).await.unwrap();
    assert!(drift.is_none() && !drift.behind, "{drift:?}");
    assert_eq!(drift.indexed, 2);

    // Somebody meddles with the index.
    let mark = search_index::mark(&rig.ctx).await.unwrap();
    let lost = Object::new(Kind::Article, lost.id.to_string());
    let ghost = Object::new(Kind::Topic, "00000000-0000-7000-8000-000000000000");
    let topic = footpath_search::TopicDoc {
        id: ghost.id.clone(),
        slug: "ghost".to_owned(),
        name: "Ghost".to_owned(),
        summary: String::new(),
    };
    let changes = vec![
        Change {
            object: lost.clone(),
            documents: vec![],
        },
        Change {
            object: ghost.clone(),
            documents: vec![footpath_search::Document::Topic(topic)],
        },
    ];
    rig.ctx.search.engine().apply(changes, mark).await.unwrap();
    let drift = search_index::check(&rig.ctx).await.unwrap();
    assert_eq!((drift.missing, drift.surplus), (vec![lost], vec![ghost]));

    let rebuilt = search_index::rebuild_or_request(&rig.ctx).await.unwrap();
    assert_eq!(rebuilt, Rebuilt::Done(2));
    assert!(search_index::check(&rig.ctx).await.unwrap().is_none());
    article::archive(&rig.ctx, &SYSTEM, kept.id, None)
        .await
        .unwrap();
    assert!(
        rig.titles("stretching").await.is_empty(),
        "the new index is fed on"
    );
}

#[tokio::test]
async fn a_command_beside_a_live_site_leaves_the_rebuild_to_it() {
    let rig = site().spawn().await;
    published(&rig, about("one", "Orthotics", "Made to measure.")).await;
    search_index::drain(&rig.ctx).await.unwrap();
    let command = rig.beside().await;
    let Rebuilt::Requested(since) = search_index::rebuild_or_request(&command).await.unwrap()
    else {
        panic!("the site writes the index")
    };
    assert_eq!(
        search_index::progress(&command, since).await.unwrap(),
        Progress::Waiting
    );
    search_index::request(&command).await.unwrap();
    assert_eq!(rig.work().await, 1, "asking twice is asking once");
    assert_eq!(
        search_index::progress(&command, since).await.unwrap(),
        Progress::Done
    );
    assert_eq!(rig.titles("orthotics").await, ["Orthotics"]);
    command.store.close().await.unwrap();
}
