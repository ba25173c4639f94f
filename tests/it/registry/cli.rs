//! The command line: the report on one line, exit codes, lines of progress.

use std::{
    path::Path,
    process::{Command, Output},
};

use footpath_domain::directory::import::{Status, Turn};
use serde_json::Value;

use super::rig::{file, locations, npi, podiatrist, spreadsheet, write};
use crate::support::{SECRET_KEY, Site, command};

fn import(folder: &Path, arguments: &[&str]) -> Command {
    let mut import = command(folder, &[("SECRET_KEY", SECRET_KEY)]);
    import.arg("import").args(arguments);
    import
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    import(folder, arguments).output().unwrap()
}

/// The last line of standard output.
#[track_caller]
pub fn report(output: &Output) -> Value {
    let stdout = String::from_utf8_lossy(&output.stdout);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    serde_json::from_str(stdout.lines().last().unwrap()).unwrap()
}

#[test]
fn the_last_line_is_the_report_and_the_way_there_is_told_beside_it() {
    let dir = tempfile::tempdir().unwrap();
    let wrong = podiatrist("200000003").set("NPI", "2000000011");
    let rows = file(&[podiatrist("200000001"), podiatrist("200000002"), wrong]);
    write(dir.path(), "rows.csv", &rows);
    let places = locations(&[("200000001", "1 OAK RD", "")]);
    write(dir.path(), "places.csv", &places);
    let number = npi("200000002");
    let list = spreadsheet(&[(number.as_str(), "03/04/2026")]);
    write(dir.path(), "list.xlsx", &list);

    let asked = ["nppes", "rows.csv", "--locations", "places.csv"];
    let dry = run(dir.path(), &[&asked[..], &["--dry-run"]].concat());
    let told = report(&dry);
    let output = run(dir.path(), &asked);
    let done = report(&output);
    assert_eq!(told, done);
    for key in [
        "created",
        "updated",
        "unchanged",
        "deactivated",
        "rejected",
        "not_geocoded",
        "podiatrists",
        "clinics",
    ] {
        assert!(done.get(key).is_some(), "{key} in {done}");
    }
    assert_eq!(done["created"], 2);
    assert_eq!(done["rejected"]["invalid_npi"], 1);
    assert_eq!(
        (&done["podiatrists"], &done["clinics"]),
        (&2.into(), &2.into())
    );
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(
        stderr.contains("reading: ") || stderr.contains("writing: "),
        "{stderr}"
    );
    assert!(
        !stderr.contains('\u{1b}'),
        "no bar where there is no terminal"
    );

    let list = report(&run(dir.path(), &["deactivations", "list.xlsx"]));
    assert_eq!(
        (&list["deactivated"], &list["podiatrists"]),
        (&1.into(), &1.into())
    );
}

#[test]
fn what_is_wrong_is_told_and_the_exit_code_says_so() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), "none.csv", b"<html>");
    for (arguments, code, said) in [
        (
            &["nppes", "none.csv"][..],
            1,
            "Provider Last Name (Legal Name)",
        ),
        (&["nppes", "missing.csv"], 1, "missing.csv: No such file"),
        (&["deactivations", "none.csv"], 1, "NPPES Deactivation Date"),
        (&["nppes"], 2, "FILE"),
        (&["nppes", "none.csv", "--surely"], 2, "--surely"),
        (&["postcodes", "none.csv"], 2, "postcodes"),
    ] {
        let output = run(dir.path(), arguments);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {stderr}");
        assert!(stderr.contains(said), "{said} in {stderr}");
        assert!(output.stdout.is_empty());
    }
}

#[tokio::test]
async fn one_import_at_a_time() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), "rows.csv", &file(&[podiatrist("200000001")]));
    let turn = Turn::take(dir.path()).unwrap();
    let second = run(dir.path(), &["nppes", "rows.csv"]);
    let stderr = String::from_utf8_lossy(&second.stderr);
    assert_eq!(second.status.code(), Some(1));
    assert!(
        stderr.contains("Another import is running. Wait"),
        "{stderr}"
    );
    drop(turn);
    assert_eq!(
        report(&run(dir.path(), &["nppes", "rows.csv"]))["created"],
        1
    );
    let site = Site::new().spawn_in(dir).await;
    let runs = site.runs().await;
    assert_eq!(runs.len(), 1);
    assert_eq!(runs[0].status, Status::Done);
}
