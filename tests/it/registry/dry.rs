//! A dry run tells what would happen, and nothing happens.

use footpath_domain::directory::import::Kind;

use super::{
    console::unpacked,
    rig::{CODE_1, FIRST, LINE_2, PHONE, UPDATED, file, gone, locations, npi, podiatrist, what},
};
use crate::support::{App, Site};

async fn dry(site: &App, kind: Kind, bytes: &[u8]) -> footpath_domain::directory::import::Report {
    let mut asked = what(kind, site.put("dry.csv", bytes));
    asked.dry_run = true;
    site.try_import(&asked).await.unwrap()
}

#[tokio::test]
async fn a_dry_run_tells_the_same_as_the_real_one_and_writes_nothing() {
    let site = Site::new().spawn().await;
    let nines = ["1", "2", "3", "4", "5"].map(|n| format!("20000000{n}"));
    let mut rows: Vec<_> = nines
        .iter()
        .enumerate()
        .map(|(n, nine)| podiatrist(nine).at(&format!("{n} ELM ST"), "2085550100"))
        .collect();
    rows.push(podiatrist("200000001").set("NPI", "2000000011"));
    let bulk = file(&rows);
    let empty = site.everything().await;
    let told = dry(&site, Kind::Nppes, &bulk).await;
    assert_eq!(site.everything().await, empty);
    assert_eq!(told, site.providers(&bulk).await);
    assert_eq!((told.podiatrists, told.clinics), (5, 5));

    let week = file(&[
        podiatrist(&nines[0])
            .at("99 OAK RD", "2085550101")
            .set(FIRST, "=CMD()")
            .set(UPDATED, "02/01/2026"),
        gone(&nines[1], "02/02/2026"),
        podiatrist(&nines[2])
            .set(CODE_1, "208D00000X")
            .set(UPDATED, "02/03/2026"),
        podiatrist(&nines[3])
            .at("3 ELM ST", "2085550144")
            .set(PHONE, "2085550144")
            .set(UPDATED, "02/03/2026"),
        podiatrist("200000006"),
    ]);
    let before = site.everything().await;
    let told = dry(&site, Kind::Nppes, &week).await;
    assert_eq!(site.everything().await, before);
    let run = site.runs().await.remove(0);
    assert!(run.dry_run && run.report.is_some());
    let changes = unpacked(run.changes.as_deref().unwrap());
    let lines: Vec<&str> = changes.lines().collect();
    assert_eq!(lines[0], "npi,what,field,before,after");
    for line in [
        ",updated,name,\"Robin Hale, DPM\",\"'=Cmd() Hale, DPM\"",
        ",updated,clinics,\"0 Elm St, Boise, ID 83702, (208) 555-0100\",\
         \"99 Oak Rd, Boise, ID 83702, (208) 555-0101\"",
        ",updated,phone of the clinic,(208) 555-0100,(208) 555-0144",
        ",updated,registry_updated_on,2026-01-15,2026-02-01",
        ",taken out,deactivated_on,,2026-02-02",
        ",taken out,deactivated_on,,2026-02-03",
        ",created,,,\"Robin Hale, DPM\"",
    ] {
        let count = lines.iter().filter(|one| one.contains(line)).count();
        assert!(count > 0, "{line} in {changes}");
    }
    let real = site.providers(&week).await;
    assert_eq!(told, real);
    assert_eq!((real.podiatrists, real.clinics), (4, 4));
}

#[tokio::test]
async fn the_differences_of_a_dry_run_read_like_the_directory() {
    let site = Site::new().spawn().await;
    let one = podiatrist("200000001").set(LINE_2, "SUITE 4");
    site.providers(&file(&[one.clone(), podiatrist("200000002")]))
        .await;
    let later = [
        one.set("Provider Credential Text", "D. P. M., M.S.P.H.")
            .set(UPDATED, "02/01/2026"),
        podiatrist("200000002")
            .at("5 OAK RD", "2085550105")
            .set(UPDATED, "02/01/2026"),
    ];
    let places = locations(&[("200000001", "5 OAK RD", "2085550105")]);
    let mut asked = what(Kind::Nppes, site.put("dry.csv", &file(&later)));
    asked.locations = Some(site.put("places.csv", &places));
    asked.dry_run = true;
    site.try_import(&asked).await.unwrap();
    let run = site.runs().await.remove(0);
    let changes = unpacked(run.changes.as_deref().unwrap());
    let (first, second) = (npi("200000001"), npi("200000002"));
    let first_place = "12 Arch Street, Suite 4, Boise, ID 83702, (208) 555-0100";
    let old = "12 Arch Street, Boise, ID 83702, (208) 555-0100";
    let new = "5 Oak Rd, Boise, ID 83702, (208) 555-0105";
    for line in [
        format!("{first},updated,name,\"Robin Hale, DPM\",\"Robin Hale, DPM, MSPH\""),
        format!("{first},updated,clinics,\"{first_place}\",\"{first_place}; {new}\""),
        format!("{second},updated,clinics,\"{old}\",\"{new}\""),
    ] {
        assert!(
            changes.lines().any(|one| one == line),
            "{line} in {changes}"
        );
    }
}

#[tokio::test]
async fn a_list_of_deactivations_may_be_tried_dry_too() {
    let site = Site::new().spawn().await;
    site.providers(&file(&[podiatrist("200000001")])).await;
    let number = npi("200000001");
    let list = format!("NPI,NPPES Deactivation Date\n{number},03/04/2026\n").into_bytes();
    let told = dry(&site, Kind::Deactivations, &list).await;
    assert_eq!(
        (told.deactivated, told.podiatrists, told.clinics),
        (1, 0, 0)
    );
    site.one("200000001").await;
    assert_eq!(told, site.deactivations(&list).await);
}
