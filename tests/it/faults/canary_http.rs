//! The binary at its chattiest, over HTTP from the first answer to the erasure: its log, its addresses
//! and what it leaves behind name nobody and open nothing.

use std::{fs::File, path::Path, time::Duration};

use chrono::TimeDelta;
use footpath_domain::clock::{Clock, SystemClock};
use reqwest::{Client, Method, redirect::Policy};
use serde_json::{Value, json};

use super::canary::holds;
use crate::{
    assessment::site::answers,
    support::{Answer, Ask, Mail, Process, command, mails_in},
};

const DESK: &str = "desk@feet.example.org";
const PATIENT: &str = "quetzalmail@example.net";

struct Browser {
    client: Client,
    base: String,
    /// Where answers led to.
    led: Vec<String>,
}

impl Browser {
    fn ask(&self, method: Method, path: &str) -> Ask {
        Ask::new(&self.client, method, format!("{}{path}", self.base))
    }

    async fn send(&mut self, ask: Ask) -> Answer {
        let answer = ask.send().await;
        self.led.push(answer.header("location").to_owned());
        answer
    }

    async fn press(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let form = self.ask(Method::POST, path).form(fields);
        let form = form.header("sec-fetch-site", "same-origin");
        self.send(form).await
    }
}

async fn mail_to(folder: &Path, to: &str) -> Mail {
    for _ in 0..200 {
        let found = mails_in(&folder.join("mail"));
        if let Some(mail) = found.into_iter().find(|mail| mail.to == to) {
            return mail;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no mail to {to}")
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// What a reader says, in words that stand nowhere else.
fn told() -> Value {
    json!({
        "questionnaire_version": 1,
        "answers": answers(&json!({"cannot_bear_weight": "yes", "duration_days": 918_273_645})),
        "postal_code": "83638-4821",
        "contact": {"name": "Quetzalbird", "email": PATIENT, "phone": "(208) 555-0137"},
        "consents": {"collect": true, "share_with_clinic": true, "email_me": true},
    })
}

#[tokio::test]
async fn the_log_of_the_binary_names_nobody_and_no_link() {
    let dir = tempfile::tempdir().unwrap();
    let out = tempfile::tempdir().unwrap();
    let settings = [("TRIAGE_INBOX", DESK), ("LOG", "trace")];
    let seeded = command(dir.path(), &settings).arg("seed").output().unwrap();
    assert!(seeded.status.success());
    let log = out.path().join("log");
    let mut serve = command(dir.path(), &settings);
    serve.arg("serve");
    let mut process = Process::start_logging(serve, File::create(&log).unwrap());
    let mut browser = Browser {
        client: Client::builder().redirect(Policy::none()).build().unwrap(),
        base: process.base.clone(),
        led: Vec::new(),
    };

    let ask = browser
        .ask(Method::POST, "/api/v1/assessments")
        .json(&told());
    let ask = ask.header("Idempotency-Key", "quetzalkey");
    let made = browser.send(ask).await.expect(201).json();
    let (id, receipt) = (text(&made["id"]), text(&made["receipt"]));

    let clinics = mail_to(dir.path(), DESK).await.token("/r/");
    let patients = mail_to(dir.path(), PATIENT).await.token("/p/");
    let link = format!("/r/{clinics}");
    let ask = browser.ask(Method::GET, &link);
    let csrf = browser.send(ask).await.expect(200).csrf();
    let fields = [("_csrf", &*csrf)];
    browser.press(&link, &fields).await.expect(200);
    browser
        .press(&format!("{link}/accept"), &fields)
        .await
        .expect(200);
    let day = (SystemClock.now() + TimeDelta::days(23))
        .date_naive()
        .to_string();
    let with_day = [("_csrf", &*csrf), ("on", &*day)];
    browser
        .press(&format!("{link}/scheduled"), &with_day)
        .await
        .expect(200);
    browser
        .press(&format!("{link}/fhir"), &fields)
        .await
        .expect(200);
    let follow = format!("/p/{patients}");
    let ask = browser.ask(Method::GET, &follow);
    let csrf = browser.send(ask).await.expect(200).csrf();
    browser
        .press(&format!("{follow}/confirm"), &[("_csrf", &*csrf)])
        .await
        .expect(303);
    // The reader's pages, wrong once and right once.
    let wrong = [("id", &*id), ("receipt", "quetzalkey")];
    browser.press("/assessment/export", &wrong).await;
    let right = [("id", &*id), ("receipt", &*receipt)];
    browser
        .press("/assessment/export", &right)
        .await
        .expect(200);
    let path = format!("/api/v1/assessments/{id}");
    let ask = browser.ask(Method::DELETE, &path);
    let ask = ask.header("Assessment-Receipt", &receipt);
    browser.send(ask).await.expect(204);
    tokio::time::sleep(Duration::from_millis(500)).await;
    process.kill();

    let mut log = std::fs::read(&log).unwrap();
    log.make_ascii_lowercase();
    let said = String::from_utf8_lossy(&log).into_owned();
    assert!(
        said.contains(" debug ") && said.contains("/api/v1/assessments"),
        "the log is being written: {said}"
    );
    let words = [
        "Quetzalbird",
        "quetzalmail",
        "2085550137",
        "(208) 555-0137",
        "918273645",
        "83638-4821",
        "\"83638\"",
        "=83638",
        "quetzalkey",
        "cannot_bear_weight\": \"yes",
        &day,
        &receipt,
        &clinics,
        &patients,
    ];
    for word in words {
        if let Some(line) = said.lines().find(|line| holds(line.as_bytes(), word)) {
            panic!("{word} in the log: {line}");
        }
    }
    for to in &browser.led {
        let lower = to.to_ascii_lowercase();
        let private = lower.starts_with("/p/") || lower.starts_with("/r/");
        for word in &words[..words.len() - 3] {
            assert!(!holds(lower.as_bytes(), word), "{word} in {to}");
        }
        assert!(private || !lower.contains(&receipt.to_ascii_lowercase()));
    }
}
