//! The schema comes up on both databases.

use footpath::{
    migrate,
    settings::{Raw, Settings},
};
use footpath_domain::store;

use crate::support::postgres;

fn settings(pairs: &[(&str, &str)]) -> Settings {
    let env = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Settings::parse(Raw::read(env, None).unwrap()).unwrap()
}

async fn comes_up_once(settings: &Settings) {
    let store = store::connect(&settings.database_url()).await.unwrap();
    assert!(migrate::run(settings, &store).await.unwrap() > 0);
    assert_eq!(
        migrate::run(settings, &store).await.unwrap(),
        0,
        "a second run does nothing"
    );
    assert_eq!(migrate::pending(&store).await.unwrap(), 0);
    store.close().await.unwrap();
}

#[tokio::test]
async fn the_schema_comes_up_on_sqlite() {
    let dir = tempfile::tempdir().unwrap();
    comes_up_once(&settings(&[(
        "FOOTPATH_DATA_DIR",
        dir.path().to_str().unwrap(),
    )]))
    .await;
}

#[tokio::test]
async fn the_schema_comes_up_on_postgresql() {
    let Some(url) = postgres::database("schema") else {
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    comes_up_once(&settings(&[
        ("FOOTPATH_DATA_DIR", dir.path().to_str().unwrap()),
        ("FOOTPATH_DATABASE_URL", &url),
    ]))
    .await;
}
