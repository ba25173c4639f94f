use std::collections::{BTreeMap, BTreeSet};

use footpath_domain::directory::clinic::{self, ClinicEdit};
use serde_json::Value;

use super::{clinic_at, everybody, podiatrist_at, site, takes_referrals};
use crate::support::{App, SYSTEM};

const CSV: &str = "/api/v1/podiatrists.csv";
const LINES: &str = "/api/v1/podiatrists.jsonl";

/// Reads comma-separated values strictly (RFC 4180): each row has as many cells as the first.
fn csv(text: &str) -> Vec<BTreeMap<String, String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut chars) = (false, text.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {
                assert_eq!(chars.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    assert!(!quoted && row.is_empty() && cell.is_empty(), "cut short");
    let names = rows.remove(0);
    rows.into_iter()
        .map(|row| {
            assert_eq!(row.len(), names.len(), "{row:?}");
            names.iter().cloned().zip(row).collect()
        })
        .collect()
}

fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

async fn both(app: &App, query: &str) -> (Vec<BTreeMap<String, String>>, Vec<Value>) {
    let table = app.get(&format!("{CSV}{query}")).await.expect(200);
    assert_eq!(
        table.header("content-type"),
        "text/csv; charset=utf-8; header=present"
    );
    let objects = app.get(&format!("{LINES}{query}")).await.expect(200);
    assert_eq!(objects.header("content-type"), "application/x-ndjson");
    for answer in [&table, &objects] {
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert!(answer.header("cache-control").starts_with("public"));
    }
    (csv(&table.body), lines(&objects.body))
}

#[tokio::test]
async fn the_whole_directory_stands_in_both_files_a_row_for_each_clinic() {
    // More than one batch.
    let app = site(420).await;
    let all = everybody(&app, &[]).await;
    assert!(all.len() > 500);
    let (table, objects) = both(&app, "").await;
    assert_eq!(table.len(), objects.len());
    assert!(table.len() > all.len(), "some practise at two");
    let mut listed: BTreeSet<&str> = all.iter().map(|row| row["npi"].as_str().unwrap()).collect();
    let mut places = BTreeSet::new();
    for (cells, object) in table.iter().zip(&objects) {
        for name in ["npi", "name", "clinic_id", "city", "state", "postal_code"] {
            assert_eq!(cells[name], object[name].as_str().unwrap(), "{name}");
        }
        assert!(places.insert((&cells["npi"], &cells["clinic_id"])));
        listed.remove(cells["npi"].as_str());
        let (lat, lon) = (object["lat"].as_f64(), object["lon"].as_f64());
        let geo = format!("geo:{},{}", lat.unwrap(), lon.unwrap());
        assert_eq!(cells["position"], geo);
        for cell in cells.values() {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{cell}"
            );
        }
    }
    assert!(listed.is_empty(), "{listed:?} left out");
    let one = app
        .get(&format!("/api/v1/podiatrists/{}", table[0]["npi"]))
        .await;
    let one = one.json();
    assert_eq!(objects[0]["name"], one["name"]);
    assert_eq!(objects[0]["phone"], one["clinic"]["phone"]);
    assert_eq!(objects[0]["updated_on"], one["updated_on"]);
    assert_eq!(
        objects[0]["accepting_new_patients"],
        one["accepting_new_patients"]
    );
}

#[tokio::test]
async fn a_file_may_hold_a_part_of_the_directory() {
    let app = site(60).await;
    let (all, _) = both(&app, "").await;
    let holds = |row: &BTreeMap<String, String>, name: &str, value: &str| match name {
        "specialty" => row["specialty_codes"].split("; ").any(|code| code == value),
        name => row[name] == value,
    };
    for (name, value) in [
        ("state", "ID"),
        ("specialty", "213ES0103X"),
        ("accepting_new_patients", "true"),
        ("accepting_new_patients", "false"),
        ("accepts_referrals", "true"),
        ("accepts_referrals", "false"),
    ] {
        let (part, objects) = both(&app, &format!("?{name}={value}")).await;
        let expected: Vec<_> = all.iter().filter(|row| holds(row, name, value)).collect();
        assert!(!part.is_empty() && part.len() < all.len(), "{name}={value}");
        assert_eq!(part.iter().collect::<Vec<_>>(), expected, "{name}={value}");
        assert_eq!(objects.len(), part.len());
    }
    for bad in [
        "state=XX",
        "specialty=211D00000X",
        "accepts_referrals=maybe",
        "state=",
    ] {
        let name = bad.split('=').next().unwrap();
        for file in [CSV, LINES] {
            let answer = app.get(&format!("{file}?{bad}")).await.expect(422);
            assert_eq!(answer.fields(), [name], "{bad}");
        }
    }
    let (none, _) = both(&app, "?state=GU").await;
    assert!(none.is_empty());
}

#[tokio::test]
async fn no_cell_is_a_formula_and_none_breaks_its_row() {
    let app = site(0).await;
    let here = clinic_at(&app, "=HYPERLINK(\"http://x\",1)", (-14.3, -170.7)).await;
    podiatrist_at(&app, "100000001", "+Hale, \"Bob\"", &[here]).await;
    let edit = ClinicEdit {
        phone: Some("208-555-0100".to_owned()),
        address_1: Some("@home".to_owned()),
        lat: Some(Some(-14.5)),
        lon: Some(Some(-170.5)),
        ..ClinicEdit::default()
    };
    clinic::update(&app.ctx, &SYSTEM, here, None, edit)
        .await
        .unwrap();
    let (table, objects) = both(&app, "").await;
    let row = &table[0];
    assert_eq!(row["clinic_name"], "'=HYPERLINK(\"http://x\",1)");
    assert_eq!(row["last_name"], "'+Hale, \"Bob\"");
    assert_eq!(row["address_1"], "'@home");
    assert_eq!(row["phone"], "(208) 555-0100");
    assert_eq!(row["position"], "geo:-14.5,-170.5");
    assert_eq!(objects[0]["last_name"], "+Hale, \"Bob\"");
    assert_eq!(objects[0]["phone"], "+12085550100");
}

#[tokio::test]
async fn the_tag_stays_until_a_row_would_be_another() {
    let app = site(0).await;
    let here = clinic_at(&app, "Here", (0.0, -150.0)).await;
    podiatrist_at(&app, "100000001", "Hale", &[here]).await;
    let tag = async |path: &str| app.get(path).await.header("etag").to_owned();
    let first = tag(CSV).await;
    assert_eq!(tag(CSV).await, first);
    let known = app.again(CSV, &first).await.expect(304);
    assert_eq!(known.body, "");
    assert_ne!(tag(LINES).await, first);
    assert_ne!(tag(&format!("{CSV}?state=ID")).await, first);
    takes_referrals(&app, here).await;
    let second = tag(CSV).await;
    assert_ne!(second, first);
    podiatrist_at(&app, "100000002", "Moss", &[here]).await;
    assert_ne!(tag(CSV).await, second);
    app.again(CSV, &second).await.expect(200);
}
