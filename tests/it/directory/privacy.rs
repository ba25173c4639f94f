use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    path::Path,
    process::Stdio,
};

use super::site;
use crate::support::{SECRET_KEY, command};

/// Where the reader is and what hurts, as bytes that stand nowhere else.
const CANARIES: [&str; 4] = ["43.7181", "-116.9371", "canaryheel", "59718"];

#[tokio::test]
async fn nothing_of_where_a_reader_looks_and_for_what_is_kept_or_logged() {
    let dir = site(20).await.stop().await;
    let log = dir.path().join("log.txt");
    let mut child = command(dir.path(), &[("LOG", "trace"), ("SECRET_KEY", SECRET_KEY)])
        .arg("serve")
        .stdout(Stdio::piped())
        .stderr(File::create(&log).unwrap())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    stdout.read_line(&mut line).unwrap();
    let base = line.trim().strip_prefix("listening on ").unwrap();
    let http = reqwest::Client::builder().build().unwrap();
    for path in [
        "/api/v1/podiatrists?near=43.7181,-116.9371&q=canaryheel",
        "/api/v1/podiatrists?near=59718&q=canaryheel",
        "/api/v1/podiatrists?near=59718,canaryheel",
        "/api/v1/places?q=59718",
        "/find-a-podiatrist?near=43.7181,-116.9371&q=canaryheel",
        "/find-a-podiatrist?near=canaryheel",
        "/podiatrists/canaryheel",
        "/search?q=canaryheel",
    ] {
        let asked = http
            .get(format!("{base}{path}"))
            .header("referer", "https://example.org/canaryheel?near=59718")
            .header("user-agent", "canaryheel");
        let answer = asked.send().await.unwrap();
        assert!(answer.status().as_u16() < 500, "{path}");
        assert!(answer.headers().get("set-cookie").is_none(), "{path}");
        let policy = answer.headers().get("referrer-policy").unwrap();
        assert_eq!(policy, "strict-origin-when-cross-origin", "{path}");
    }
    child.kill().unwrap();
    child.wait().unwrap();

    let logged = fs::read_to_string(&log).unwrap();
    assert!(logged.contains("/api/v1/podiatrists"), "{logged}");
    look_through(dir.path());
}

/// Fails when a file below holds what should be kept nowhere.
fn look_through(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            look_through(&path);
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        for canary in CANARIES {
            let found = bytes
                .windows(canary.len())
                .any(|part| part == canary.as_bytes());
            assert!(!found, "{canary} in {}", path.display());
        }
    }
}
