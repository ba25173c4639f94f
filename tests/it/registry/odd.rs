//! Oddities of the registry that are no mistakes.

use serde_json::{Value, json};

use super::rig::{
    CITY, COUNTRY, FIRST, LAST, LINE_1, LINE_2, PHONE, STATE, ZIP, columns, file, file_with,
    podiatrist,
};
use crate::support::Site;

#[tokio::test]
async fn military_mail_no_zip_and_a_zip_that_exists_nowhere_are_places_too() {
    let site = Site::new().spawn().await;
    let military = [(CITY, "APO"), (STATE, "AE"), (ZIP, "091800000")];
    let rows = [
        military
            .iter()
            .fold(podiatrist("200000001"), |row, (name, value)| {
                row.set(name, value)
            }),
        podiatrist("200000002").at("1 ELM ST", "").set(ZIP, ""),
        podiatrist("200000003")
            .at("2 ELM ST", "")
            .set(ZIP, "000000000"),
        podiatrist("200000004").at("3 ELM ST", "").set(COUNTRY, ""),
        podiatrist("200000005")
            .at("4 ELM ST", "")
            .set(ZIP, "83702-1234"),
        podiatrist("200000006")
            .at("5 ELM ST", "")
            .set(CITY, "BOSTON")
            .set(STATE, "MASSACHUSETTS")
            .set(ZIP, "2134"),
    ];
    let report = site.providers(&file(&rows)).await;
    assert_eq!((report.created, report.clinics), (6, 6));
    assert_eq!(
        report.not_geocoded, 1,
        "nobody says where army mail is read"
    );
    let clinic = async |nine| site.one(nine).await["clinic"].clone();
    let army = clinic("200000001").await;
    assert_eq!((&army["state"], &army["lat"]), (&json!("AE"), &Value::Null));
    let none = clinic("200000002").await;
    assert_eq!(none["postal_code"], Value::Null);
    assert_eq!(none["precision"], "city");
    assert_eq!(clinic("200000003").await["precision"], "city");
    assert_eq!(clinic("200000005").await["postal_code"], "83702");
    let boston = clinic("200000006").await;
    assert_eq!(
        (&boston["state"], &boston["postal_code"]),
        (&json!("MA"), &json!("02134"))
    );
    let page = site
        .get(&format!("/podiatrists/{}", super::rig::npi("200000001")))
        .await;
    assert!(page.expect(200).body.contains("APO, AE"));
}

#[tokio::test]
async fn quotes_line_breaks_and_other_bytes_inside_fields_are_read() {
    let site = Site::new().spawn().await;
    let rows = [
        podiatrist("200000001")
            .set(FIRST, "ROBIN \"DOC\"")
            .set(LINE_1, "1 ELM ST\r\nREAR ENTRANCE")
            .set(LINE_2, "C/O \"FOOT CLINIC\", RM 5"),
        podiatrist("200000002").bytes(LAST, b"GARC\xcdA"),
        podiatrist("200000003").set(LAST, "MUÑOZ"),
        podiatrist("200000004").bytes(LAST, b"O\x00BRIEN\x0b"),
    ];
    let report = site.providers(&file(&rows)).await;
    assert_eq!((report.created, report.rows), (4, 4));
    let one = site.one("200000001").await;
    assert_eq!(one["name"], "Robin \"Doc\" Hale, DPM");
    assert_eq!(
        one["clinic"]["address"],
        json!(["1 Elm St Rear Entrance", "C/O \"Foot Clinic\", Rm 5"])
    );
    let name = async |nine| site.one(nine).await["name"].clone();
    assert_eq!(name("200000002").await, "Robin García, DPM");
    assert_eq!(name("200000003").await, "Robin Muñoz, DPM");
    assert_eq!(name("200000004").await, "Robin O Brien, DPM");
}

#[tokio::test]
async fn what_the_registry_masks_is_empty() {
    let site = Site::new().spawn().await;
    let row = podiatrist("200000001")
        .set("Provider Middle Name", "<UNAVAIL>")
        .set("Provider Name Suffix Text", "$$$")
        .set("Provider Credential Text", "====")
        .set(LINE_2, "***")
        .set(PHONE, "__________");
    site.providers(&file(&[row])).await;
    let one = site.one("200000001").await;
    assert_eq!(one["name"], "Robin Hale");
    assert_eq!(one["credential"], Value::Null);
    assert_eq!(one["clinic"]["address"], json!(["12 Arch Street"]));
    assert_eq!(one["clinic"]["phone"], Value::Null);
}

#[tokio::test]
async fn columns_may_be_fewer_more_or_named_otherwise_as_long_as_ours_are_there() {
    for change in [
        "fewer",
        "more",
        "gender",
        "spaces",
        "turned round",
        "CRLF",
        "BOM",
    ] {
        let site = Site::new().spawn().await;
        let mut columns = columns();
        match change {
            // As before 2020.
            "fewer" => columns.retain(|name| name != "Certification Date"),
            "more" => columns.extend(["New Column A".to_owned(), "New Column B".to_owned()]),
            "gender" => rename(&mut columns, "Provider Sex Code", "Provider Gender Code"),
            "turned round" => columns.reverse(),
            _ => {}
        }
        let mut bytes = file_with(
            &columns,
            &[podiatrist("200000001"), podiatrist("200000002")],
        );
        let text = String::from_utf8(bytes.clone()).unwrap();
        match change {
            "spaces" => bytes = text.replace(" Name\"", "  Name \"").into_bytes(),
            "CRLF" => bytes = text.replace('\n', "\r\n").into_bytes(),
            "BOM" => bytes = format!("\u{feff}{text}").into_bytes(),
            _ => {}
        }
        let report = site.providers(&bytes).await;
        assert_eq!((report.created, report.rows), (2, 2), "{change}");
        assert_eq!(site.one("200000002").await["name"], "Robin Hale, DPM");
    }
}

fn rename(columns: &mut [String], from: &str, to: &str) {
    let column = columns.iter_mut().find(|name| *name == from).unwrap();
    to.clone_into(column);
}

#[tokio::test]
async fn the_last_row_needs_no_line_break_and_blank_lines_do_not_matter() {
    let site = Site::new().spawn().await;
    let mut bytes = file(&[podiatrist("200000001"), podiatrist("200000002")]);
    bytes.pop();
    let report = site.providers(&bytes).await;
    assert_eq!(report.created, 2);
    bytes.extend(b"\n\n\n");
    let again = site.providers(&bytes).await;
    assert_eq!((again.unchanged, again.rows), (2, 2));
}
