//! The walls: which room may import which, and how long a file may get.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

/// Room, and the rooms that it may import.
const MAY_IMPORT: [(&str, &[&str]); 10] = [
    ("entity", &[]),
    ("migration", &[]),
    ("search", &["entity"]),
    ("templates", &["entity"]),
    ("domain", &["entity", "search", "templates"]),
    ("web", &["domain", "entity", "templates"]),
    ("api", &["web", "domain", "entity"]),
    ("site", &["web", "domain", "entity", "templates"]),
    ("admin", &["web", "domain", "entity", "templates"]),
    (
        "footpath",
        &[
            "admin",
            "api",
            "domain",
            "entity",
            "migration",
            "search",
            "site",
            "templates",
            "web",
        ],
    ),
];
const KNOW_ACTIX: [&str; 5] = ["web", "api", "site", "admin", "footpath"];
const KNOW_THE_DATABASE: [&str; 3] = ["entity", "domain", "migration"];

/// Each package of the workspace with the names of its ordinary dependencies.
fn packages() -> Vec<(String, BTreeSet<String>)> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| {
            let needs = package["dependencies"].as_array().unwrap().iter();
            let ordinary = needs
                .filter(|need| need["kind"].is_null())
                .map(|need| text(&need["name"]));
            (text(&package["name"]), ordinary.collect())
        })
        .collect()
}

fn room(package: &str) -> &str {
    package.strip_prefix("footpath-").unwrap_or(package)
}

#[test]
fn a_room_imports_only_what_it_may() {
    let packages = packages();
    assert_eq!(
        packages.len(),
        MAY_IMPORT.len(),
        "every room stands in the table"
    );
    for (package, needs) in &packages {
        let (_, may) = MAY_IMPORT
            .iter()
            .find(|(name, _)| *name == room(package))
            .unwrap();
        for need in needs.iter().filter(|need| need.starts_with("footpath")) {
            assert!(
                may.contains(&room(need)),
                "{package} must not import {need}"
            );
        }
    }
}

#[test]
fn only_the_faces_know_http_and_only_the_inside_knows_the_database() {
    for (package, needs) in packages() {
        let room = room(&package);
        assert!(
            !needs.contains("actix-web") || KNOW_ACTIX.contains(&room),
            "{package} knows actix"
        );
        let database = needs.iter().any(|need| need.starts_with("sea-orm"));
        assert!(
            !database || KNOW_THE_DATABASE.contains(&room),
            "{package} knows the database"
        );
    }
}

#[test]
fn no_file_outgrows_four_hundred_lines() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rooms = MAY_IMPORT.iter().map(|(room, _)| {
        if *room == "footpath" {
            "src".into()
        } else {
            format!("{room}/src")
        }
    });
    let mut long = Vec::new();
    for folder in rooms.chain(["tests/it".into()]) {
        measure(&root.join(folder), &mut long);
    }
    assert!(long.is_empty(), "files over 400 lines: {long:?}");
}

fn measure(folder: &Path, long: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            measure(&path, long);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            if lines > 400 {
                long.push(format!("{} has {lines}", path.display()));
            }
        }
    }
}
