//! A disk that is full: writes are refused for a while, reads go on, and nothing breaks.

use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;

use crate::{
    assessment::site::{open, sharing},
    referral::rig,
    support::{App, on_postgres, skip},
};

/// Lets the database file grow to so many pages; the database then says that the disk is full.
async fn room(site: &App, pages: u64) {
    let tx = site.ctx.store.begin().await.unwrap();
    tx.execute_unprepared(&format!("PRAGMA max_page_count = {pages}"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_full_disk_refuses_writes_and_recovers_without_a_restart() {
    if on_postgres() {
        skip("the full disk", "it is SQLite that is told to stop growing");
        return;
    }
    let desk = rig::site(Some("desk@feet.example.org"))
        .set("LIMIT_REFERRALS_PER_HOUR_PER_ADDRESS", "100000")
        .set("LIMIT_REFERRALS_PER_DAY_PER_CONTACT", "100000");
    let site = open(desk).await;
    let body = sharing(&json!({"cannot_bear_weight": "yes"}));
    room(&site, 1).await;
    let mut kept = Vec::new();
    let refused = loop {
        let key = format!("disk {}", kept.len());
        let answer = site.assess_once(&key, &body).await;
        if answer.status != 201 {
            break answer;
        }
        kept.push((key, answer.body));
        assert!(kept.len() < 500, "the disk is never full");
    };
    assert_eq!(refused.status, 503, "{}", refused.body);
    assert!(!refused.header("retry-after").is_empty());
    site.get("/api/v1/questionnaire").await.expect(200);
    site.get("/assessment").await.expect(200);
    let again = site.assess_once("disk later", &body).await;
    assert_eq!(again.status, 503);

    room(&site, 1_000_000).await;
    site.assess_once("disk later", &body).await.expect(201);
    for (key, first) in &kept {
        let replay = site.assess_once(key, &body).await.expect(200);
        assert_eq!(&replay.body, first);
    }
    let check = Statement::from_string(
        site.ctx.store.read().get_database_backend(),
        "PRAGMA integrity_check",
    );
    let row = site
        .ctx
        .store
        .read()
        .query_one_raw(check)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.try_get_by_index::<String>(0).unwrap(), "ok");
    site.work().await;
    let sent = site
        .mails()
        .iter()
        .filter(|mail| mail.to == "desk@feet.example.org")
        .count();
    assert_eq!(sent, kept.len() + 1, "each has its mail, and no more");
}
