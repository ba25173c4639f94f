//! The monthly list of numbers that are out of use.

use footpath_domain::directory::import::Kind;

use super::{
    bomb::bomb,
    console::unpacked,
    rig::{OFF, ON, UPDATED, archive, book, file, npi, podiatrist, spreadsheet},
};
use crate::{
    directory::{clinic_at, podiatrist_at},
    support::{App, Site},
};

async fn four() -> App {
    let site = Site::new().spawn().await;
    let rows = ["1", "2", "3", "4"].map(|n| podiatrist(&format!("20000000{n}")));
    site.providers(&file(&rows)).await;
    site
}

fn csv(rows: &[(&str, &str)]) -> Vec<u8> {
    let mut text = "NPPES Deactivated NPI Report\r\nNPI,NPPES Deactivation Date\r\n".to_owned();
    for (number, date) in rows {
        text.extend([&*format!("\"{number}\",{date}"), "\r\n"]);
    }
    text.into_bytes()
}

#[tokio::test]
async fn whoever_is_on_the_list_is_listed_no_longer() {
    const NAME: &str = "NPPES Deactivated NPI Report 20261110";
    for form in ["CSV", "XLSX", "XLSX in ZIP", "CSV in ZIP"] {
        let site = four().await;
        let here = clinic_at(&site, "Heel House", (43.6, -116.2)).await;
        podiatrist_at(&site, "200000005", "Ash", &[here]).await;
        let numbers = ["200000001", "200000003", "200000005", "200000009"].map(npi);
        let rows: Vec<(&str, &str)> = numbers.iter().map(|n| (n.as_str(), "03/04/2026")).collect();
        let mut bytes = if form.starts_with("CSV") {
            csv(&rows)
        } else {
            spreadsheet(&rows)
        };
        if form.ends_with("ZIP") {
            let ending = form[..4].trim().to_lowercase();
            bytes = archive(&[
                (&format!("{NAME}.{ending}"), &bytes),
                ("Readme.pdf", b"about it"),
            ]);
        }
        let report = site.deactivations(&bytes).await;
        assert_eq!(
            (report.rows, report.deactivated, report.podiatrists),
            (4, 3, 2)
        );
        for gone in ["200000001", "200000003", "200000005"] {
            assert!(site.listed(gone).await.is_none(), "{form} {gone}");
        }
        let row = site.podiatrist_row("200000001").await;
        assert_eq!(row.deactivated_on.unwrap().to_string(), "2026-03-04");
        let before = site.everything().await;
        let again = site.deactivations(&bytes).await;
        assert_eq!((again.deactivated, again.unchanged), (0, 3));
        assert_eq!(site.everything().await, before);
        site.settle().await;
        let near = site.get("/api/v1/podiatrists?near=83702").await.expect(200);
        assert_eq!(near.json()["meta"]["total"], 2);
    }
}

#[tokio::test]
async fn a_later_row_of_the_registry_brings_somebody_back() {
    let site = four().await;
    let number = npi("200000001");
    site.deactivations(&csv(&[(number.as_str(), "03/04/2026")]))
        .await;
    let same = file(&[podiatrist("200000001")]);
    assert_eq!(site.providers(&same).await.stale, 1);
    assert!(site.listed("200000001").await.is_none());
    let back = podiatrist("200000001")
        .set(OFF, "03/04/2026")
        .set(ON, "04/01/2026")
        .set(UPDATED, "04/01/2026");
    let report = site.providers(&file(&[back])).await;
    assert_eq!((report.updated, report.podiatrists), (1, 4));
    site.one("200000001").await;
}

#[tokio::test]
async fn wrong_rows_of_the_list_are_told_with_their_lines() {
    let site = four().await;
    let number = npi("200000001");
    let rows = [
        ("2000000011", "03/04/2026"),
        (number.as_str(), "31/31/2026"),
        ("", ""),
        ("=1+1", "03/04/2026"),
    ];
    for bytes in [csv(&rows), spreadsheet(&rows)] {
        let report = site.deactivations(&bytes).await;
        assert_eq!(
            (report.rows, report.deactivated, report.podiatrists),
            (3, 0, 4)
        );
        assert_eq!(report.rejected["invalid_npi"], 2);
        assert_eq!(report.rejected["invalid_date"], 1);
        let run = &site.runs().await[0];
        let lines = unpacked(run.rejected.as_deref().unwrap());
        assert!(lines.contains("\n3,invalid_npi,2000000011,"), "{lines}");
        assert!(lines.contains("\n6,invalid_npi,'=1+1,"), "{lines}");
    }
}

#[tokio::test]
async fn what_is_no_such_list_is_refused() {
    let site = four().await;
    let before = site.everything().await;
    let sheet =
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>";
    let mut cut = spreadsheet(&[("1234567893", "01/01/2026")]);
    cut.truncate(cut.len() / 2);
    let header = "NPI,NPPES Deactivation Date\n";
    for (bytes, why) in [
        (Vec::new(), "is empty"),
        (
            file(&[podiatrist("200000001")]),
            "is not a list of deactivations",
        ),
        (
            b"\xff\xd8\xff\xe0JFIF".to_vec(),
            "is not a list of deactivations",
        ),
        (
            b"<html><p>Not found</p></html>".to_vec(),
            "is not a list of deactivations",
        ),
        (header.into(), "holds a header, but no rows"),
        (book(sheet), "is not a list of deactivations"),
        (cut, "is no spreadsheet"),
    ] {
        let told = site.refusal(Kind::Deactivations, &bytes).await;
        assert!(told.starts_with(why), "{told}");
    }
    assert_eq!(site.everything().await, before);
}

#[tokio::test]
async fn a_sheet_that_says_it_is_endless_takes_no_room() {
    let site = four().await;
    let cell = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"str\"><v>{text}</v></c>");
    let number = npi("200000001");
    let sheet = format!(
        "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\">{}{}</row>\
         <row r=\"2\">{}{}</row><row r=\"1048576\">{}</row></sheetData></worksheet>",
        cell("A1", "NPI"),
        cell("B1", "NPPES Deactivation Date"),
        cell("A2", number.as_str()),
        cell("B2", "03/04/2026"),
        cell("XFD1048576", "x"),
    );
    let report = site.deactivations(&book(&sheet)).await;
    assert_eq!(report.deactivated, 1);
}

#[tokio::test]
async fn a_spreadsheet_that_unpacks_to_too_much_is_refused() {
    let site = four().await;
    let bytes = bomb("xl/worksheets/sheet1.xml", b"<worksheet>", b' ', 201);
    assert!(bytes.len() < 1 << 21);
    let told = site.refusal(Kind::Deactivations, &bytes).await;
    assert_eq!(told, "unpacks to more than any list of deactivations holds");
}

#[tokio::test]
async fn a_list_that_begins_with_a_byte_order_mark_is_read() {
    let site = four().await;
    let list = "\u{feff}\"NPI\",\"NPPES Deactivation Date\"\r\n";
    let number = npi("200000001");
    let list = format!("{list}\"{number}\",\"03/04/2026\"\r\n");
    let report = site.deactivations(list.as_bytes()).await;
    assert_eq!((report.rows, report.deactivated), (1, 1));
}
