//! Two workers on one PostgreSQL, of which one is killed again and again.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::{Child, Stdio},
    time::Duration,
};

use footpath_domain::mail::{self, Draft, Key, Letter};

use crate::{
    referral::mail_server::MailServer,
    support::{SECRET_KEY, Site, command, postgres},
};

async fn shared(mails: usize, database: &str) {
    let Some(url) = postgres::database(database) else {
        return;
    };
    let inbox = tempfile::tempdir().unwrap();
    let Some(server) = MailServer::start(inbox.path(), 0) else {
        return;
    };
    let site = Site::new().set("DATABASE_URL", &url).spawn().await;
    let tx = site.ctx.store.begin().await.unwrap();
    for n in 0..mails {
        let letter = Letter {
            subject: "Something waits".to_owned(),
            text: format!("Number {n}."),
            html: format!("<p>Number {n}.</p>"),
        };
        let draft = Draft {
            kind: "staff_alert",
            referral: None,
            attempt: None,
            to: &format!("someone{n}@example.org").parse().unwrap(),
            letter,
        };
        mail::queue(&site.ctx, &tx, Key::Site, draft).await.unwrap();
    }
    tx.commit().await.unwrap();

    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let smtp = server.url();
    let start = |at: usize| -> Child {
        let settings = [
            ("DATABASE_URL", &*url),
            ("SECRET_KEY", SECRET_KEY),
            ("SMTP_URL", &*smtp),
        ];
        let mut worker = command(folders[at].path(), &settings);
        worker
            .arg("worker")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        worker.spawn().unwrap()
    };
    let mut steady = start(0);
    let mut kills = 0;
    let mut seen = 0;
    for _ in 0..2000 {
        let mut killed = start(1);
        tokio::time::sleep(Duration::from_millis(1500)).await;
        killed.kill().unwrap();
        killed.wait().unwrap();
        kills += 1;
        seen = server
            .mails()
            .iter()
            .map(|mail| &mail.message_id)
            .collect::<BTreeSet<_>>()
            .len();
        if seen == mails {
            break;
        }
    }
    // What the last one held is free again once its folder has a worker.
    steady.kill().unwrap();
    steady.wait().unwrap();
    let all = server.mails();
    assert_eq!(seen, mails, "0 lost");
    let doubled = all.len() - seen;
    println!("{mails} mails, {kills} kills, {doubled} doubled");
    // A process hands over one mail at a time, and that one may be cut off after the server's word.
    // The steady one was not killed before everything was there, and nothing was sent after it.
    assert!(doubled <= kills, "{doubled} doubled by {kills} kills");
    let mut first = BTreeMap::new();
    for one in &all {
        let twin = first.entry(&one.message_id).or_insert(&one.raw);
        assert!(**twin == one.raw, "the same mail, byte for byte");
    }
}

#[tokio::test]
async fn a_worker_that_is_killed_again_and_again_loses_no_mail() {
    shared(600, "two_workers").await;
}

/// `cargo test --release --test it -- --ignored ten_thousand_mails --nocapture`
#[tokio::test]
#[ignore = "takes minutes; says what came of it"]
async fn ten_thousand_mails_by_two_workers_lose_none() {
    shared(10_000, "two_workers_long").await;
}
