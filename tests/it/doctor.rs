//! What `footpath doctor` says of the audit log.

use std::fs;

use footpath_domain::audit;
use footpath_entity::{kernel::audit_entry, role::Role};
use sea_orm::{ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, QueryFilter};

use crate::support::{App, SECRET_KEY, SYSTEM, Site, command};

const KEY: &[(&str, &str)] = &[("SECRET_KEY", SECRET_KEY)];

/// What it prints, and how it ends.
fn doctor(site: &App) -> (String, Option<i32>) {
    let mut command = command(site.folder(), KEY);
    let output = command.arg("doctor").output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    (told, output.status.code())
}

fn expect_wrong(site: &App, why: &str) {
    let (told, code) = doctor(site);
    let line = format!("WRONG   audit log: {why}");
    assert!(told.contains(&line), "{line} is not in {told}");
    assert_eq!(code, Some(1));
}

fn expect_whole(site: &App, entries: i64) {
    let (told, _) = doctor(site);
    let line = format!("ok      audit log: whole, {entries} entries");
    assert!(told.contains(&line), "{line} is not in {told}");
}

/// A site with some entries in its log, and how many.
async fn site() -> (App, i64) {
    let site = Site::new().starter().spawn().await;
    site.user(Role::Editor).await;
    let chain = audit::verify(&site.ctx, &SYSTEM).await.unwrap();
    assert!(chain.whole > 1, "{chain:?}");
    (site, chain.whole)
}

/// Deletes the entries behind this one.
async fn cut_after(site: &App, entry: i64) {
    let tx = site.ctx.store.begin().await.unwrap();
    audit_entry::Entity::delete_many()
        .filter(audit_entry::Column::Seq.gt(entry))
        .exec(&tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn entries_that_are_cut_off_at_the_end_are_missed() {
    let (site, entries) = site().await;
    let anchor = site.folder().join("audit.anchor");
    assert!(!anchor.exists());
    expect_whole(&site, entries);
    expect_whole(&site, entries);
    let known = fs::read_to_string(&anchor).unwrap();
    assert!(known.starts_with(&format!("{entries} ")), "{known}");

    cut_after(&site, entries - 1).await;
    let fewer = format!("it had {entries} entries and has {}", entries - 1);
    for _ in 0..2 {
        expect_wrong(&site, &fewer);
    }
    audit::renew_or_log(&site.ctx).await;
    assert_eq!(fs::read_to_string(&anchor).unwrap(), known, "it stays");

    cut_after(&site, 0).await;
    expect_wrong(&site, &format!("it had {entries} entries and has 0"));
}

#[tokio::test]
async fn another_entry_at_the_place_of_the_last_is_seen_and_more_entries_are_no_harm() {
    let (site, entries) = site().await;
    expect_whole(&site, entries);
    site.user(Role::Author).await;
    let chain = audit::verify(&site.ctx, &SYSTEM).await.unwrap();
    assert!(chain.whole > entries);
    expect_whole(&site, chain.whole);

    let anchor = site.folder().join("audit.anchor");
    fs::write(&anchor, "1 AAAA\n").unwrap();
    expect_wrong(&site, "entry 1 is not the one that was there");
    fs::write(&anchor, "").unwrap();
    expect_wrong(&site, "internal error");
    fs::remove_file(&anchor).unwrap();
    expect_whole(&site, chain.whole);
}

#[tokio::test]
async fn an_entry_that_was_changed_breaks_the_chain() {
    let (site, _) = site().await;
    let tx = site.ctx.store.begin().await.unwrap();
    let forged = audit_entry::ActiveModel {
        seq: ActiveValue::Unchanged(1),
        actor: ActiveValue::Set("system:nobody".to_owned()),
        ..Default::default()
    };
    forged.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    expect_wrong(&site, "it does not hold from entry 1 on");
    assert!(!site.folder().join("audit.anchor").exists());
}
