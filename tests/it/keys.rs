//! A new sealing key while the site serves.

use chrono::TimeDelta;
use footpath_domain::seal;
use footpath_entity::{
    kernel::{sealing_key, subject_key},
    role::Role,
};
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use crate::{
    assessment::site::sharing,
    console::rig::Desk,
    support::{App, SECRET_KEY, SYSTEM, Site, command},
};

const KEY: &[(&str, &str)] = &[("SECRET_KEY", SECRET_KEY)];

async fn assess(site: &App) -> Value {
    let answers = sharing(&json!({ "cannot_bear_weight": "yes" }));
    let made = site.post("/api/v1/assessments", &answers).await;
    made.expect(201).json()
}

/// The numbers of the sealing keys that wrap people's keys, oldest person first.
async fn wrapped_by(site: &App) -> Vec<u8> {
    let rows = subject_key::Entity::find().all(site.ctx.store.read()).await;
    let mut rows = rows.unwrap();
    rows.sort_by_key(|row| row.id);
    rows.iter().map(|row| row.wrapped[4]).collect()
}

async fn sealing_keys(site: &App) -> Vec<i32> {
    let rows = sealing_key::Entity::find().all(site.ctx.store.read()).await;
    let mut ids: Vec<i32> = rows.unwrap().iter().map(|row| row.id).collect();
    ids.sort_unstable();
    ids
}

fn rotate(site: &App) -> String {
    let done = command(site.folder(), KEY)
        .args(["keys", "rotate"])
        .output();
    let done = done.unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    String::from_utf8_lossy(&done.stdout).trim().to_owned()
}

/// The reader's own copy, which opens everything that is sealed of them.
async fn exported(site: &App, made: &Value) -> String {
    let path = format!("/api/v1/assessments/{}", made["id"].as_str().unwrap());
    let asked = site.ask("GET", &path);
    let asked = asked.header("Assessment-Receipt", made["receipt"].as_str().unwrap());
    asked.send().await.expect(200).body
}

#[tokio::test]
async fn another_process_changes_the_key_and_the_site_goes_on_reading_and_writing() {
    let site = Site::new().starter().clinics(20).spawn().await;
    let before = assess(&site).await;
    let desk = Desk::of(&site, Role::Coordinator).await;
    let page = "/admin/suppressed";
    let put = desk
        .send(page, page, &[("address", "old@clinic.example.org")])
        .await;
    assert_eq!(put.status, 303, "{}", put.body);

    assert_eq!(rotate(&site), "values sealed anew: 2");
    assert_eq!(wrapped_by(&site).await, [2]);
    assert!(exported(&site, &before).await.contains("Ann Canary"));
    let listed = desk.see(page).await.expect(200).body;
    assert!(listed.contains("@clinic.example.org"), "{listed}");
    site.settle().await;
    assert!(!site.mails().is_empty(), "mail sealed before goes out");

    // Within a minute the site may not have heard of the newer key; nothing is lost by it.
    assert_eq!(rotate(&site), "values sealed anew: 2");
    let between = assess(&site).await;
    site.wait(TimeDelta::minutes(2));
    let after = assess(&site).await;
    let wrapped = wrapped_by(&site).await;
    assert!(wrapped.contains(&3), "{wrapped:?}");
    assert!(
        wrapped.iter().all(|key| [2, 3].contains(key)),
        "{wrapped:?}"
    );
    for made in [&before, &between, &after] {
        assert!(exported(&site, made).await.contains("Ann Canary"));
    }
}

#[tokio::test]
async fn a_key_goes_when_nothing_needs_it_and_everyone_has_heard() {
    let site = Site::new().starter().spawn().await;
    let made = assess(&site).await;
    for expected in [2, 3] {
        assert_eq!(seal::rotate(&site.ctx, &SYSTEM).await.unwrap(), 1);
        assert_eq!(wrapped_by(&site).await, [expected]);
    }
    seal::tidy(&site.ctx).await.unwrap();
    assert_eq!(sealing_keys(&site).await, [2, 3], "somebody may use it yet");
    site.wait(TimeDelta::hours(25));
    seal::tidy(&site.ctx).await.unwrap();
    assert_eq!(sealing_keys(&site).await, [3]);
    assert!(exported(&site, &made).await.contains("Ann Canary"));
}

#[tokio::test]
async fn a_key_file_opens_an_archive_from_before_the_change() {
    let site = Site::new().starter().spawn().await;
    let made = assess(&site).await;
    let to = tempfile::tempdir().unwrap();
    let path = |name: &str| to.path().join(name).to_str().unwrap().to_owned();
    let run = |folder: &std::path::Path, arguments: &[&str]| {
        let done = command(folder, KEY).args(arguments).output().unwrap();
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
    };
    run(site.folder(), &["backup", &path("old.gz")]);
    rotate(&site);
    let new = ["backup", &path("new.gz"), "--with-keys", &path("new.keys")];
    run(site.folder(), &new);

    let target = tempfile::tempdir().unwrap();
    let arguments = ["restore", &path("old.gz"), "--with-keys", &path("new.keys")];
    run(target.path(), &arguments);
    let other = Site::new().spawn_in(target).await;
    assert!(exported(&other, &made).await.contains("Ann Canary"));
}
