//! A first import: who is listed, and where.

use std::collections::BTreeMap;

use footpath_domain::directory::import::Kind;
use serde_json::{Value, json};

use super::rig::{
    CODE_1, COUNTRY, LAST, LINE_2, OFF, ON, STATE, UPDATED, ZIP, archive, columns, file, gone,
    locations, organization, podiatrist, what,
};
use crate::support::Site;

#[test]
fn the_files_of_these_tests_have_the_columns_of_the_registry() {
    assert_eq!(columns().len(), 330);
    assert_eq!(columns()[47], CODE_1);
    assert_eq!(columns()[107], "Other Provider Identifier_1");
    assert_eq!(columns()[329], "Certification Date");
}

#[tokio::test]
async fn a_podiatrist_of_the_registry_is_listed_where_it_practises() {
    let site = Site::new().spawn().await;
    let row = podiatrist("200000001")
        .set("Provider Middle Name", "Q")
        .set("Provider Name Suffix Text", "JR.")
        .set(LINE_2, "SUITE 4")
        .set("Healthcare Provider Taxonomy Code_15", "213ES0103X");
    let report = site.providers(&file(&[row])).await;
    assert_eq!(
        (report.created, report.podiatrists, report.clinics),
        (1, 1, 1)
    );
    assert_eq!((report.rows, report.not_geocoded), (1, 0));
    let one = site.one("200000001").await;
    assert_eq!(one["name"], "Robin Q. Hale Jr., DPM");
    assert_eq!(one["source"], "nppes");
    assert_eq!(one["updated_on"], "2026-01-15");
    assert_eq!(one["verified_on"], Value::Null);
    let codes = one["specialties"].as_array().unwrap();
    assert_eq!(codes.len(), 2);
    let clinic = &one["clinic"];
    assert_eq!(clinic["name"], "Podiatry at 12 Arch Street");
    assert_eq!(clinic["address"], json!(["12 Arch Street", "Suite 4"]));
    assert_eq!(
        (&clinic["city"], &clinic["state"], &clinic["postal_code"]),
        (&json!("Boise"), &json!("ID"), &json!("83702"))
    );
    assert_eq!(clinic["phone"], "+12085550100");
    assert_eq!(clinic["precision"], "postal_code");
    assert_eq!(clinic["accepts_referrals"], false);

    site.settle().await;
    let near = site.get("/api/v1/podiatrists?near=83702").await.expect(200);
    assert_eq!(near.json()["meta"]["total"], 1);
    let page = site
        .get(&format!("/podiatrists/{}", super::rig::npi("200000001")))
        .await;
    assert!(page.expect(200).body.contains("Robin Q. Hale Jr., DPM"));
}

#[tokio::test]
async fn a_place_is_one_clinic_however_it_is_written_and_another_suite_or_phone_is_another() {
    let site = Site::new().spawn().await;
    let rows = [
        podiatrist("200000001").set(LINE_2, "STE 4"),
        podiatrist("200000002")
            .at("12 Arch St.", "(208) 555-0100")
            .set(LINE_2, "# 4"),
        podiatrist("200000003").set(LINE_2, "STE 5"),
        podiatrist("200000004")
            .at("12 ARCH STREET", "2085550199")
            .set(LINE_2, "STE 4"),
    ];
    let report = site.providers(&file(&rows)).await;
    assert_eq!((report.podiatrists, report.clinics), (4, 3));
    let first = site.clinics_of("200000001").await;
    assert_eq!(first, site.clinics_of("200000002").await);
}

#[tokio::test]
async fn a_practice_gives_its_place_a_name() {
    let site = Site::new().spawn().await;
    let rows = [
        podiatrist("200000001"),
        organization("200000011", "BOISE FOOT AND ANKLE CENTER, PLLC"),
        podiatrist("200000002").at("77 ELM ST", "2085550101"),
        organization("200000012", "ELM PODIATRY PC")
            .at("77 ELM STREET", "2085550177")
            .set(CODE_1, "213E00000X"),
    ];
    let report = site.providers(&file(&rows)).await;
    assert_eq!(
        report.rejected["organization"], 1,
        "a practice is no person"
    );
    let name = async |nine| site.one(nine).await["clinic"]["name"].clone();
    assert_eq!(name("200000001").await, "Boise Foot and Ankle Center, PLLC");
    assert_eq!(name("200000002").await, "Elm Podiatry PC");
}

#[tokio::test]
async fn secondary_locations_come_from_a_file_of_their_own_or_from_the_same_archive() {
    let site = Site::new().spawn().await;
    let rows = file(&[podiatrist("200000001"), podiatrist("200000002")]);
    let places = locations(&[
        ("200000001", "1 OAK RD", "2085550111"),
        ("200000001", "2 OAK RD", ""),
        ("200000001", "12 Arch Street", "208-555-0100"),
        ("200000009", "3 OAK RD", ""),
    ]);
    let mut asked = what(Kind::Nppes, site.put("npidata_pfile.csv", &rows));
    asked.locations = Some(site.put("pl_pfile.csv", &places));
    let report = site.try_import(&asked).await.unwrap();
    assert_eq!((report.podiatrists, report.clinics), (2, 3));
    let one = site.one("200000001").await;
    assert_eq!(one["clinics"].as_array().unwrap().len(), 3);
    assert_eq!(one["clinic"]["address"], json!(["12 Arch Street"]));

    let other = Site::new().spawn().await;
    let whole = archive(&[
        ("NPPES_Data_Dissemination/readme.pdf", b"%PDF"),
        (
            "npidata_pfile_20050523-20261108_fileheader.csv",
            b"\"NPI\"\n",
        ),
        ("npidata_pfile_20050523-20261108.csv", &rows),
        ("pl_pfile_20050523-20261108_fileheader.csv", b"\"NPI\"\n"),
        ("pl_pfile_20050523-20261108.csv", &places),
    ]);
    let same = other.providers(&whole).await;
    assert_eq!(same, report);
}

#[tokio::test]
async fn whoever_is_left_out_is_counted_by_reason() {
    let site = Site::new().spawn().await;
    let wrong_digit = {
        let right = super::rig::npi("200000002");
        let last = (right.as_str().as_bytes()[9] - b'0' + 1) % 10;
        format!("200000002{last}")
    };
    let rows = [
        podiatrist("200000001"),
        podiatrist("200000002").set("NPI", &wrong_digit),
        podiatrist("200000003").set("NPI", ""),
        podiatrist("200000004").set("NPI", "0000000006"),
        podiatrist("200000005")
            .set(LAST, "")
            .set("Provider First Name", ""),
        podiatrist("200000006").set(OFF, "02/01/2026"),
        podiatrist("200000007")
            .set(COUNTRY, "CA")
            .set(STATE, "ONTARIO")
            .set(ZIP, "M5V 2T6"),
        podiatrist("200000008").set(UPDATED, "2026-01-15"),
        podiatrist("200000009").set(UPDATED, "02/30/2026"),
        podiatrist("200000010").set(STATE, "ZZ").set(ZIP, ""),
        podiatrist("200000011").set(STATE, "").set(ZIP, "83702"),
        podiatrist("200000012")
            .set(OFF, "02/01/2026")
            .set(ON, "02/01/2026"),
        gone("200000013", "02/01/2026"),
    ];
    let report = site.providers(&file(&rows)).await;
    let rejected: BTreeMap<&str, u64> = report
        .rejected
        .iter()
        .map(|(reason, n)| (reason.as_str(), *n))
        .collect();
    let expected = BTreeMap::from([
        ("invalid_npi", 3),
        ("missing_name", 1),
        ("deactivated_with_data", 1),
        ("foreign_practice_address", 1),
        ("invalid_date", 2),
        ("unknown_state", 1),
    ]);
    assert_eq!(rejected, expected);
    assert_eq!((report.created, report.podiatrists), (3, 3));
    let run = &site.runs().await[0];
    let lines = super::console::unpacked(run.rejected.as_deref().unwrap());
    assert!(
        lines.starts_with("line,reason,npi,row\n3,invalid_npi,"),
        "{lines}"
    );
    assert!(lines.contains("\n9,invalid_date,"), "{lines}");
}

#[tokio::test]
async fn a_code_that_is_none_of_podiatry_lists_nobody_and_an_unknown_one_is_told() {
    let site = Site::new().spawn().await;
    let rows = [
        podiatrist("200000001").set(CODE_1, "211D00000X"),
        podiatrist("200000002").set(CODE_1, "213EX9999X"),
        podiatrist("200000003")
            .set(CODE_1, "363A00000X")
            .set("Provider License Number_1", "213E00000X")
            .set("Other Provider Identifier_1", "213ES0103X")
            .set("Other Provider Identifier Issuer_1", "213EP1101X INC"),
        podiatrist("200000004").set("Healthcare Provider Taxonomy Code_2", "213EX9999X"),
        podiatrist("200000005").set(CODE_1, "213EG0000X"),
    ];
    let report = site.providers(&file(&rows)).await;
    assert_eq!((report.created, report.podiatrists), (2, 2));
    assert!(report.rejected.is_empty(), "{:?}", report.rejected);
    let told: Vec<(&str, u64)> = report
        .unknown_codes
        .iter()
        .map(|(code, n)| (code.as_str(), *n))
        .collect();
    assert_eq!(told, [("213EX9999X", 1)]);
    assert!(site.listed("200000002").await.is_none());
    assert!(site.listed("200000003").await.is_none());
    let retired = site.one("200000005").await;
    assert_eq!(retired["specialties"][0]["code"], "213EG0000X");
}
