use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use crate::support::{App, Site, skip};

const ASKED: [&str; 14] = [
    "metadata",
    "Practitioner?_count=100",
    "PractitionerRole?_count=100&_include=PractitionerRole:practitioner\
     &_include=PractitionerRole:location",
    "Location?_count=100",
    "Location?near=43.6|-116.2|200|mi",
    "Location?name=nobody",
    "Questionnaire",
    "Questionnaire/1",
    "Patient",
    "Practitioner/1",
    "Practitioner?_count=0",
    "Practitioner?_format=xml",
    "Location?near=x",
    "Location?name:in=x&name=a%00b",
];

/// Whether this machine's Python can read FHIR.
fn can_parse() -> bool {
    let import = "import fhir.resources.R4B";
    let tried = Command::new("python3").args(["-c", import]).output();
    tried.is_ok_and(|tried| tried.status.success())
}

async fn answers(app: &App) -> String {
    let mut lines = String::new();
    for path in ASKED {
        let answer = app.get(&format!("/fhir/{path}")).await;
        lines.push_str(&answer.body);
        lines.push('\n');
    }
    lines
}

#[tokio::test]
async fn other_peoples_models_of_fhir_read_every_kind_of_answer() {
    if !can_parse() {
        return skip("FHIR models", "python3 has no fhir.resources");
    }
    let app = Site::new().starter().clinics(40).spawn().await;
    let lines = answers(&app).await;
    let resources = lines.matches("\"resourceType\"").count();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fhir/parse.py");
    let mut python = Command::new("python3")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = python.stdin.take().unwrap();
    stdin.write_all(lines.as_bytes()).unwrap();
    drop(stdin);
    let done = python.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}");
    let parsed = String::from_utf8_lossy(&done.stdout);
    assert_eq!(parsed.trim(), resources.to_string());
}
