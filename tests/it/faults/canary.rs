//! A word that nobody else uses, in every field that tells of a person: it must be found nowhere.

use std::{
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
use serde_json::json;

use crate::{
    assessment::site::answers,
    support::{SECRET_KEY, SYSTEM, Site, command},
};

const DESK: &str = "desk@feet.example.org";

/// As they stand in the fields, and as a normal form has them.
const CANARIES: [&str; 7] = [
    "Quetzalbird",
    "quetzalmail",
    "2085550137",
    "(208) 555-0137",
    "quetzaldecline",
    "quetzalnote",
    "2026-12-17",
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
    let holds = |word: &&str| {
        let word = word.to_ascii_lowercase();
        lower
            .windows(word.len())
            .any(|part| part == word.as_bytes())
    };
    CANARIES.into_iter().filter(holds).collect()
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
        "answers": answers(&json!({"cannot_bear_weight": "yes"})),
        "postal_code": "83702",
        "contact": {"name": "Quetzalbird", "email": "quetzalmail@example.net", "phone": "(208) 555-0137"},
        "consents": {"collect": true, "share_with_clinic": true, "email_me": true},
    });
    let made = site.assess_once("quetzal", &body).await.expect(201).json();
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
        if path.extension().is_some_and(|end| end == "eml") {
            // The envelope is the one exception: a mail says to whom it goes.
            let text = String::from_utf8(bytes).unwrap();
            let lines = text.lines().filter(|line| !line.starts_with("To: "));
            bytes = lines.collect::<Vec<_>>().join("\n").into_bytes();
        }
        assert_eq!(found_in(&bytes), [""; 0], "in {}", path.display());
    }
}
