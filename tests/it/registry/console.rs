//! The registry's files sent through the console, and the pages of what came of them.

use std::io::Read;

use chrono::TimeDelta;
use flate2::read::GzDecoder;
use footpath_domain::directory::import::{Status, Turn};
use footpath_entity::{id::ImportRunId, role::Role};

use super::rig::{archive, file, npi, podiatrist};
use crate::{
    console::rig::{Desk, path_of},
    support::{Answer, App, Site},
};

/// What is kept as gzipped CSV.
pub fn unpacked(packed: &[u8]) -> String {
    let mut text = String::new();
    GzDecoder::new(packed).read_to_string(&mut text).unwrap();
    text
}

/// A form with files as a browser sends it; a field with a file name is a file.
pub fn form(parts: &[(&str, Option<&str>, &[u8])]) -> (String, Vec<u8>) {
    let boundary = "footpath-test-boundary";
    let mut body = Vec::new();
    for (name, file_name, value) in parts {
        body.extend(
            format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"").bytes(),
        );
        if let Some(file_name) = file_name {
            body.extend(format!("; filename=\"{file_name}\"\r\nContent-Type: text/csv").bytes());
        }
        body.extend(b"\r\n\r\n");
        body.extend(*value);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{boundary}--\r\n").bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}

/// Sends a file as the form of a new import does.
async fn send(desk: &Desk<'_>, csrf: &str, kind: &str, name: &str, bytes: &[u8]) -> Answer {
    let (content_type, body) = form(&[
        ("_csrf", None, csrf.as_bytes()),
        ("kind", None, kind.as_bytes()),
        ("file", Some(name), bytes),
        ("locations", Some(""), b""),
    ]);
    let asked = desk.site.ask("POST", "/admin/imports/new");
    let asked = asked.header("cookie", &desk.cookie);
    asked.raw(&content_type, body).send().await
}

async fn csrf(desk: &Desk<'_>) -> String {
    desk.see("/admin/imports/new").await.expect(200).csrf()
}

fn kept_files(site: &App) -> usize {
    std::fs::read_dir(site.folder().join("imports")).map_or(0, Iterator::count)
}

fn id_of(page: &str) -> ImportRunId {
    page.rsplit('/').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_file_that_is_sent_is_imported_by_a_worker_and_its_page_tells_what_came_of_it() {
    let site = Site::new().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let rows = file(&[
        podiatrist("200000001"),
        podiatrist("200000002").set("NPI", "=1+1"),
        podiatrist("200000003").set("Provider Last Name (Legal Name)", ""),
    ]);
    let zip = archive(&[("npidata_pfile_20261102-20261108.csv", &rows)]);
    let token = csrf(&desk).await;
    let sent = send(&desk, &token, "nppes", "NPPES_Weekly_V2.zip", &zip).await;
    let page = path_of(&sent);
    let waits = desk.see(&page).await.expect(200);
    assert!(waits.body.contains("Waiting"), "{}", waits.body);
    assert_eq!(waits.header("refresh"), "2");
    assert_eq!(kept_files(&site), 1);

    site.settle().await;
    let done = desk.see(&page).await.expect(200);
    assert_eq!(done.header("refresh"), "");
    for text in [
        "NPPES_Weekly_V2.zip",
        "Done",
        "New podiatrists",
        "NPI is none: digits or check digit",
        "Without a name",
        "rejected.csv",
    ] {
        assert!(done.body.contains(text), "{text} in {}", done.body);
    }
    assert_eq!(kept_files(&site), 0, "what is imported is not kept");
    site.one("200000001").await;
    let left = desk.see(&format!("{page}/rejected.csv")).await.expect(200);
    assert!(left.header("content-disposition").contains("attachment"));
    assert!(left.body.contains("3,invalid_npi,'=1+1,"), "{}", left.body);
    assert!(left.body.contains("4,missing_name,"), "{}", left.body);
    let list = desk.see("/admin/imports").await.expect(200);
    assert!(list.body.contains(&page), "{}", list.body);
}

#[tokio::test]
async fn a_dry_run_by_form_offers_the_differences() {
    let site = Site::new().spawn().await;
    let desk = Desk::of(&site, Role::Admin).await;
    let rows = file(&[podiatrist("200000001")]);
    let token = csrf(&desk).await;
    let (content_type, body) = form(&[
        ("_csrf", None, token.as_bytes()),
        ("kind", None, b"nppes"),
        ("file", Some("npidata.csv"), &rows),
        ("dry_run", None, b"on"),
    ]);
    let asked = site
        .ask("POST", "/admin/imports/new")
        .header("cookie", &desk.cookie);
    let page = path_of(&asked.raw(&content_type, body).send().await);
    site.settle().await;
    let done = desk.see(&page).await.expect(200);
    assert!(done.body.contains("What would happen"), "{}", done.body);
    let differences = desk.see(&format!("{page}/changes.csv")).await.expect(200);
    assert!(
        differences
            .body
            .contains(&format!("{},created", npi("200000001")))
    );
    assert!(site.listed("200000001").await.is_none());
    let list = desk.see("/admin/imports").await.expect(200);
    assert!(list.body.contains("dry run"));
}

#[tokio::test]
async fn a_file_that_is_none_of_the_registry_is_refused_on_its_page() {
    let site = Site::new().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let token = csrf(&desk).await;
    let sent = send(
        &desk,
        &token,
        "nppes",
        "holiday.jpg",
        b"\xff\xd8\xff\xe0JFIF",
    )
    .await;
    let page = path_of(&sent);
    site.settle().await;
    let refused = desk.see(&page).await.expect(200);
    assert!(refused.body.contains("Refused"), "{}", refused.body);
    assert!(
        refused.body.contains("it lacks the columns NPI"),
        "{}",
        refused.body
    );
    assert_eq!(kept_files(&site), 0);
    assert_eq!(site.work().await, 0, "it is not tried again");
}

#[tokio::test]
async fn a_forged_form_one_without_a_file_and_one_of_somebody_else_get_nowhere() {
    let site = Site::new().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let rows = file(&[podiatrist("200000001")]);
    let forged = send(&desk, "x", "nppes", "npidata.csv", &rows).await;
    assert_eq!(forged.status, 403);
    let (content_type, body) = form(&[("file", Some("npidata.csv"), &rows)]);
    let asked = site
        .ask("POST", "/admin/imports/new")
        .header("cookie", &desk.cookie);
    assert_eq!(asked.raw(&content_type, body).send().await.status, 403);

    let token = csrf(&desk).await;
    let none = send(&desk, &token, "deactivations", "", b"").await;
    assert_eq!(none.status, 422);
    assert!(none.body.contains("choose a file"), "{}", none.body);
    let chosen = "value=\"deactivations\" selected";
    assert!(none.body.contains(chosen), "{}", none.body);
    // A file beside, but not the one that matters.
    let (content_type, body) = form(&[
        ("_csrf", None, token.as_bytes()),
        ("locations", Some("pl_pfile.csv"), b"x"),
    ]);
    let asked = site
        .ask("POST", "/admin/imports/new")
        .header("cookie", &desk.cookie);
    assert_eq!(asked.raw(&content_type, body).send().await.status, 422);

    let viewer = Desk::of(&site, Role::Viewer).await;
    let token = viewer.see("/admin/imports").await.expect(200);
    assert!(!token.body.contains("/admin/imports/new"));
    let sent = send(&viewer, &token.csrf(), "nppes", "npidata.csv", &rows).await;
    assert_eq!(sent.status, 403);
    assert_eq!(kept_files(&site), 0);
    assert!(site.runs().await.is_empty());
    site.settle().await;
    assert!(site.listed("200000001").await.is_none());
}

#[tokio::test]
async fn a_file_that_is_sent_while_another_is_imported_waits_for_its_turn() {
    let site = Site::new().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let token = csrf(&desk).await;
    let rows = file(&[podiatrist("200000001")]);
    let turn = Turn::take(site.folder()).unwrap();
    let page = path_of(&send(&desk, &token, "nppes", "npidata.csv", &rows).await);
    site.settle().await;
    let id = id_of(&page);
    assert_eq!(site.run(id).await.status, Status::Waiting);
    drop(turn);
    site.wait(TimeDelta::seconds(10));
    site.settle().await;
    assert_eq!(site.run(id).await.status, Status::Done);
    site.one("200000001").await;
}

#[tokio::test]
async fn the_name_of_a_file_is_only_a_name() {
    let site = Site::new().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let token = csrf(&desk).await;
    let rows = file(&[podiatrist("200000001")]);
    let name = "../../<b>x.csv";
    let page = path_of(&send(&desk, &token, "nppes", name, &rows).await);
    assert_eq!(kept_files(&site), 1, "it lies in the folder all the same");
    site.settle().await;
    let done = desk.see(&page).await.expect(200);
    assert!(!done.body.contains("<b>x"), "{}", done.body);
    site.one("200000001").await;
}
