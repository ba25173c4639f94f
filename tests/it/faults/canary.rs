//! A word that nobody else uses, in every field that tells of a person: it must be found nowhere.

use std::{
    fmt::Write,
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use chrono::TimeDelta;
use flate2::read::GzDecoder;
use footpath_domain::{
    Actor,
    referral::{self, Decline, DeclineReason},
    triage,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::json;

use crate::{
    assessment::site::answers,
    support::{App, SECRET_KEY, SYSTEM, Site, command},
};

const DESK: &str = "desk@feet.example.org";

/// As they stand in the fields, and as a normal form has them.
const CANARIES: [&str; 13] = [
    "Quetzalbird",
    "quetzalmail",
    "2085550137",
    "(208) 555-0137",
    "quetzaldecline",
    "quetzalnote",
    "quetzalkey",
    "2026-12-17",
    // An answer.
    "918273645",
    // Where the person is, as typed and as kept.
    "83638-4821",
    "\"83638\"",
    "=83638",
    " 83638",
];

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, into);
        } else {
            into.push(path);
        }
    }
}

fn found_in(bytes: &[u8]) -> Vec<&'static str> {
    let lower = bytes.to_ascii_lowercase();
    let found = CANARIES.into_iter();
    found.filter(|word| holds(&lower, word)).collect()
}

/// Whether a word stands in text in lower case, as it is or as a dump writes bytes.
pub fn holds(lower: &[u8], word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let hex = word.bytes().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    [word, hex].iter().any(|word| {
        lower
            .windows(word.len())
            .any(|part| part == word.as_bytes())
    })
}

/// Every row of every table as text; empty on SQLite, whose file is looked into.
async fn tables(site: &App) -> Vec<u8> {
    if !crate::support::on_postgres() {
        return Vec::new();
    }
    let conn = site.ctx.store.read();
    let ask = |sql: String| Statement::from_string(DbBackend::Postgres, sql);
    let named = ask(
        "SELECT table_name::text AS name FROM information_schema.tables \
         WHERE table_schema = 'public'"
            .to_owned(),
    );
    let mut dump = Vec::new();
    for row in conn.query_all_raw(named).await.unwrap() {
        let table: String = row.try_get("", "name").unwrap();
        let rows = ask(format!("SELECT t::text AS line FROM \"{table}\" t"));
        for row in conn.query_all_raw(rows).await.unwrap() {
            let line: String = row.try_get("", "line").unwrap();
            dump.extend_from_slice(format!("{table}: {line}\n").as_bytes());
        }
    }
    assert!(dump.len() > 10_000, "the tables hold the site");
    dump
}

/// Looks through every file of the site and every table. The address that a mail goes to may
/// stand in its file, as long as the mail is kept.
async fn nothing_is_found(site: &App, when: &str) {
    let tables = tables(site).await;
    assert_eq!(found_in(&tables), [""; 0], "in a table, {when}");
    let mut all = Vec::new();
    files(site.folder(), &mut all);
    assert!(all.iter().any(|path| path.ends_with("footpath.db")) || crate::support::on_postgres());
    assert!(
        all.iter()
            .any(|path| path.to_string_lossy().contains("search"))
            || all.len() > 2
    );
    for path in all {
        let mut bytes = fs::read(&path).unwrap();
        if path.extension().is_some_and(|end| end == "eml") && when != "once erased" {
            // The envelope is the one exception: a mail says to whom it goes.
            let text = String::from_utf8(bytes).unwrap();
            let lines = text.lines().filter(|line| !line.starts_with("To: "));
            bytes = lines.collect::<Vec<_>>().join("\n").into_bytes();
        }
        assert_eq!(found_in(&bytes), [""; 0], "in {}, {when}", path.display());
    }
}

#[tokio::test]
async fn nothing_of_a_person_is_found_in_any_file() {
    let site = Site::new()
        .starter()
        .set("SITE_NAME", "Foot House")
        .set("TRIAGE_INBOX", DESK)
        .spawn()
        .await;
    site.clinic("Near", "near@clinic.example.org", 1.0).await;
    let body = json!({
        "questionnaire_version": 1,
        "answers": answers(&json!({"cannot_bear_weight": "yes", "duration_days": 918_273_645})),
        "postal_code": "83638-4821",
        "contact": {"name": "Quetzalbird", "email": "quetzalmail@example.net", "phone": "(208) 555-0137"},
        "consents": {"collect": true, "share_with_clinic": true, "email_me": true},
    });
    let made = site
        .assess_once("quetzalkey", &body)
        .await
        .expect(201)
        .json();
    site.work().await;
    let clinic = |token: String| {
        let ctx = site.ctx.clone();
        async move { referral::clinic_by_token(&ctx, &token).await.unwrap() }
    };
    let first: Actor = clinic(site.last_to("near@clinic.example.org").token("/r/")).await;
    referral::view(&site.ctx, &first).await.unwrap();
    let cmd = Decline {
        reason: DeclineReason::Other,
        note: "quetzaldecline".to_owned(),
    };
    referral::decline(&site.ctx, &first, cmd).await.unwrap();
    site.work().await;
    let second = clinic(site.last_to(DESK).token("/r/")).await;
    referral::view(&site.ctx, &second).await.unwrap();
    referral::accept(&site.ctx, &second).await.unwrap();
    site.clock.advance(TimeDelta::days(1));
    let day = "2026-12-17".parse().unwrap();
    referral::schedule(&site.ctx, &second, Some(day))
        .await
        .unwrap();
    referral::bundle(&site.ctx, &second).await.unwrap();
    let id = made["referral"]["id"].as_str().unwrap().parse().unwrap();
    referral::note(&site.ctx, &SYSTEM, id, "quetzalnote")
        .await
        .unwrap();
    let assessment = made["id"].as_str().unwrap().parse().unwrap();
    triage::show(&site.ctx, &SYSTEM, assessment).await.unwrap();
    site.settle().await;

    let out = tempfile::tempdir().unwrap();
    let archive = out.path().join("backup.gz");
    let backed = command(site.folder(), &[("SECRET_KEY", SECRET_KEY)])
        .arg("backup")
        .arg(&archive)
        .output()
        .unwrap();
    assert!(backed.status.success());
    let mut text = Vec::new();
    let opened = fs::File::open(&archive).unwrap();
    GzDecoder::new(opened).read_to_end(&mut text).unwrap();
    assert!(text.len() > 10_000, "the backup holds the site");
    assert_eq!(found_in(&text), [""; 0], "in the backup");

    nothing_is_found(&site, "while it is kept").await;
    let receipt = made["receipt"].as_str().unwrap();
    let path = format!("/api/v1/assessments/{}", made["id"].as_str().unwrap());
    let gone = site.ask("DELETE", &path);
    let gone = gone.header("Assessment-Receipt", receipt).send().await;
    assert_eq!(gone.status, 204);
    site.settle().await;
    nothing_is_found(&site, "once erased").await;
}
