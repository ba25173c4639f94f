//! The binary itself, killed hard: what was answered 201 is there afterwards.

use std::{collections::BTreeMap, path::Path, time::Duration};

use reqwest::{Client, Method};
use serde_json::{Value, json};

use crate::{
    assessment::site::sharing,
    support::{Answer, Ask, Mail, Process, command, mails_in, spawn_process},
};

const DESK: &str = "desk@feet.example.org";
const SETTINGS: &[(&str, &str)] = &[("TRIAGE_INBOX", DESK)];

#[tokio::test]
async fn what_was_answered_survives_a_kill() {
    let dir = tempfile::tempdir().unwrap();
    let seeded = command(dir.path(), SETTINGS).arg("seed").status().unwrap();
    assert!(seeded.success());
    let mut kept = BTreeMap::new();
    // With nobody to send, then with workers that race the kill.
    for (round, arguments) in [&["--no-worker"][..], &[], &[], &[]].iter().enumerate() {
        let mut process = spawn_process(dir.path(), SETTINGS, arguments);
        let key = format!("round {round}");
        let answer = assess(&process, &key).await.expect(201);
        process.kill();
        kept.insert(key, answer.json());
    }

    let process = spawn_process(dir.path(), SETTINGS, &[]);
    for (key, first) in &kept {
        let again = assess(&process, key).await.expect(200);
        assert_eq!(&again.json(), first);
    }
    let mails = mails(dir.path(), kept.len()).await;
    for (number, mail) in mails.iter().enumerate() {
        assert!(mail.text.contains("/r/"), "{}", mail.text);
        let twins = mails[..number].iter();
        let twin = twins
            .clone()
            .find(|twin| twin.message_id == mail.message_id);
        assert!(twin.is_none_or(|twin| twin.raw == mail.raw));
    }

    for first in kept.values() {
        let path = format!("/api/v1/assessments/{}", first["id"].as_str().unwrap());
        let receipt = first["receipt"].as_str().unwrap();
        let erase = || ask(&process, "DELETE", &path).header("Assessment-Receipt", receipt);
        assert_eq!(erase().send().await.status, 204);
        assert_eq!(erase().send().await.status, 404);
    }
}

#[tokio::test]
async fn told_to_stop_it_ends_by_itself_and_may_start_again() {
    let dir = tempfile::tempdir().unwrap();
    let mut process = spawn_process(dir.path(), SETTINGS, &[]);
    ask(&process, "GET", "/").send().await.expect(200);
    let told = std::process::Command::new("kill")
        .args(["-TERM", &process.id().to_string()])
        .status();
    assert!(told.unwrap().success());
    assert!(process.wait().success());
    let again = spawn_process(dir.path(), SETTINGS, &[]);
    ask(&again, "GET", "/").send().await.expect(200);
}

/// The mails to the desk once there are so many of them; a double counts once.
async fn mails(folder: &Path, number: usize) -> Vec<Mail> {
    for _ in 0..600 {
        let mails = mails_in(&folder.join("mail"));
        let mails: Vec<_> = mails.into_iter().filter(|mail| mail.to == DESK).collect();
        let mut ids: Vec<_> = mails.iter().map(|mail| &mail.message_id).collect();
        ids.sort();
        ids.dedup();
        if ids.len() == number {
            return mails;
        }
        assert!(ids.len() < number, "more mails than referrals");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("a mail was lost")
}

async fn assess(process: &Process, key: &str) -> Answer {
    let body: Value = sharing(&json!({"cannot_bear_weight": "yes"}));
    let request = ask(process, "POST", "/api/v1/assessments").json(&body);
    request.header("Idempotency-Key", key).send().await
}

fn ask(process: &Process, method: &str, path: &str) -> Ask {
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    let client = Client::builder().timeout(Duration::from_secs(30)).build();
    Ask::new(&client.unwrap(), method, format!("{}{path}", process.base))
}

#[tokio::test]
async fn the_demo_finds_a_podiatrist_from_its_first_answer_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut demo = command(folder.path(), &[]);
    demo.arg("demo");
    let demo = Process::start(demo);
    for path in ["podiatrists?near=83702", "search?q=maraton+trainning"] {
        let asked = reqwest::get(format!("{}/api/v1/{path}", demo.base)).await;
        let found: serde_json::Value = asked.unwrap().json().await.unwrap();
        assert!(
            !found["data"].as_array().unwrap().is_empty(),
            "{path}: {found}"
        );
    }
}
