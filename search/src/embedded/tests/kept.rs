use super::*;

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
