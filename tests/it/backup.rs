//! A backup under writes, and the way back.

use std::{fs, io::Read, os::unix::fs::PermissionsExt, path::Path, process::Output};

use flate2::read::GzDecoder;
use footpath_domain::{account, audit};
use footpath_entity::role::Role;
use serde_json::{Value, json};

use crate::{
    assessment::site::sharing,
    support::{App, PASSWORD, SECRET_KEY, SYSTEM, Site, command},
};

fn run(folder: &Path, arguments: &[&str], settings: &[(&str, &str)]) -> Output {
    command(folder, settings).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn text(path: &Path) -> String {
    let mut text = String::new();
    let mut file = GzDecoder::new(fs::File::open(path).unwrap());
    file.read_to_string(&mut text).unwrap();
    text
}

/// What a dump holds but its head, which tells the time.
fn rows(path: &Path) -> String {
    text(path).split_once('\n').unwrap().1.to_owned()
}

/// How many keys a key file holds beside the secret key.
fn key_rows(path: &str) -> usize {
    let text = fs::read_to_string(path).unwrap();
    text.lines().filter(|line| line.starts_with('[')).count()
}

async fn assess(site: &App) -> Value {
    let answers = sharing(&json!({ "cannot_bear_weight": "yes" }));
    let made = site.post("/api/v1/assessments", &answers).await;
    made.expect(201).json()
}

const KEY: &[(&str, &str)] = &[("SECRET_KEY", SECRET_KEY)];

#[tokio::test]
async fn what_was_backed_up_is_there_again_and_the_audit_log_holds() {
    let site = Site::new().starter().clinics(20).spawn().await;
    let made = assess(&site).await;
    site.settle().await;
    site.user(Role::Editor).await;
    let (from, to) = (site.folder().to_owned(), tempfile::tempdir().unwrap());
    let (file, keys) = (to.path().join("a.gz"), to.path().join("a.keys"));
    let arguments = [
        "backup",
        file.to_str().unwrap(),
        "--with-keys",
        keys.to_str().unwrap(),
    ];
    let backed_up = run(&from, &arguments, KEY);
    assert!(backed_up.status.success(), "{}", said(&backed_up));
    for path in [&file, &keys] {
        assert_eq!(
            fs::metadata(path).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
    let archive = text(&file);
    assert!(!archive.contains("\"subject_key\"") && !archive.contains(SECRET_KEY));
    assert!(!archive.contains("Canary"), "health data in the clear");

    let target = tempfile::tempdir().unwrap();
    // What the folder knew of an audit log that is no more.
    fs::write(target.path().join("audit.anchor"), "1000000 AAAA\n").unwrap();
    let arguments = [
        "restore",
        file.to_str().unwrap(),
        "--with-keys",
        keys.to_str().unwrap(),
    ];
    let restored = run(target.path(), &arguments, KEY);
    assert!(restored.status.success(), "{}", said(&restored));
    assert!(
        said(&restored).contains("the audit log is whole"),
        "{}",
        said(&restored)
    );
    let again = to.path().join("b.gz");
    let twice = run(target.path(), &["backup", again.to_str().unwrap()], KEY);
    assert!(twice.status.success(), "{}", said(&twice));
    assert_eq!(rows(&file), rows(&again), "the dumps differ");
    let looked = run(target.path(), &["doctor"], KEY);
    let looked = String::from_utf8_lossy(&looked.stdout).into_owned();
    assert!(looked.contains("ok      audit log: whole"), "{looked}");
    let refused = run(target.path(), &arguments, KEY);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("not empty"), "{}", said(&refused));

    let other = Site::new().spawn_in(target).await;
    assert!(
        audit::verify(&other.ctx, &SYSTEM)
            .await
            .unwrap()
            .broken_at
            .is_none()
    );
    other.settle().await;
    let read = other
        .get("/articles/heel-pain-when-walking-after-running")
        .await;
    assert_eq!(read.status, 200);
    let near = other.get("/api/v1/podiatrists?near=83702").await.json();
    assert!(!near["data"].as_array().unwrap().is_empty());
    let id = made["id"].as_str().unwrap();
    let erased = other.ask("DELETE", &format!("/api/v1/assessments/{id}"));
    let receipt = made["receipt"].as_str().unwrap();
    let erased = erased.header("Assessment-Receipt", receipt).send().await;
    assert_eq!(erased.status, 204, "{}", erased.body);
    let editor = "editor@staff.example.org";
    let signed = account::sign_in(&other.ctx, editor, PASSWORD, None, None).await;
    assert!(signed.is_ok());
}

#[tokio::test]
async fn an_erased_person_does_not_come_back_with_older_keys() {
    let site = Site::new().starter().spawn().await;
    let made = assess(&site).await;
    let to = tempfile::tempdir().unwrap();
    let path = |name: &str| to.path().join(name).to_str().unwrap().to_owned();
    let first = run(
        site.folder(),
        &["backup", &path("a.gz"), "--with-keys", &path("a.keys")],
        KEY,
    );
    assert!(first.status.success(), "{}", said(&first));
    let held = key_rows(&path("a.keys"));
    assert_eq!(held, 1, "the key of one person");
    let id = made["id"].as_str().unwrap();
    let erased = site.ask("DELETE", &format!("/api/v1/assessments/{id}"));
    let erased = erased.header("Assessment-Receipt", made["receipt"].as_str().unwrap());
    assert_eq!(erased.send().await.status, 204);
    let second = run(site.folder(), &["backup", &path("b.gz")], KEY);
    assert!(second.status.success(), "{}", said(&second));

    let target = tempfile::tempdir().unwrap();
    let arguments = ["restore", &path("b.gz"), "--with-keys", &path("a.keys")];
    let restored = run(target.path(), &arguments, KEY);
    assert!(restored.status.success(), "{}", said(&restored));
    let last = run(
        target.path(),
        &["backup", &path("c.gz"), "--with-keys", &path("c.keys")],
        KEY,
    );
    assert!(last.status.success(), "{}", said(&last));
    let held = key_rows(&path("c.keys"));
    assert_eq!(held, 0, "the person's key stays away");
}

#[tokio::test]
async fn an_old_backup_does_not_bring_back_who_was_erased_since() {
    let site = Site::new().starter().spawn().await;
    let made = assess(&site).await;
    let to = tempfile::tempdir().unwrap();
    let path = |name: &str| to.path().join(name).to_str().unwrap().to_owned();
    let old = ["backup", &path("old.gz"), "--with-keys", &path("old.keys")];
    assert!(run(site.folder(), &old, KEY).status.success());
    let id = made["id"].as_str().unwrap();
    let erased = site.ask("DELETE", &format!("/api/v1/assessments/{id}"));
    let erased = erased.header("Assessment-Receipt", made["receipt"].as_str().unwrap());
    assert_eq!(erased.send().await.status, 204);
    let new = run(site.folder(), &["backup", &path("new.gz")], KEY);
    assert!(new.status.success(), "{}", said(&new));

    let target = tempfile::tempdir().unwrap();
    let arguments = [
        "restore",
        &path("old.gz"),
        "--with-keys",
        &path("old.keys"),
        "--erasures-from",
        &path("new.gz"),
    ];
    let restored = run(target.path(), &arguments, KEY);
    assert!(restored.status.success(), "{}", said(&restored));
    assert!(
        said(&restored).contains("are erased again: 1"),
        "{}",
        said(&restored)
    );
    let last = ["backup", &path("c.gz"), "--with-keys", &path("c.keys")];
    assert!(run(target.path(), &last, KEY).status.success());
    let held = key_rows(&path("c.keys"));
    assert_eq!(held, 0, "the person's key stays away");
}

#[tokio::test]
async fn a_wrong_file_a_cut_file_and_a_wrong_key_are_told() {
    let site = Site::new().starter().spawn().await;
    let to = tempfile::tempdir().unwrap();
    let file = to.path().join("a.gz");
    let made = run(site.folder(), &["backup", file.to_str().unwrap()], KEY);
    assert!(made.status.success(), "{}", said(&made));
    let over = run(site.folder(), &["backup", file.to_str().unwrap()], KEY);
    assert_eq!(
        over.status.code(),
        Some(1),
        "a backup is never written over"
    );
    let whole = fs::read(&file).unwrap();
    let cut = to.path().join("cut.gz");
    fs::write(&cut, &whole[..whole.len() / 2]).unwrap();
    let other = to.path().join("other.gz");
    fs::write(&other, "not a backup").unwrap();
    let wrong_key: &[(&str, &str)] =
        &[("SECRET_KEY", "CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=")];
    for (file, settings, told) in [
        (&other, KEY, "no backup of Footpath"),
        (&file, wrong_key, "the secret key is not the one"),
        (&cut, KEY, ""),
    ] {
        let target = tempfile::tempdir().unwrap();
        let refused = run(
            target.path(),
            &["restore", file.to_str().unwrap()],
            settings,
        );
        assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
        assert!(said(&refused).contains(told), "{}", said(&refused));
    }
}
