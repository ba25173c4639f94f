//! Files that follow one another: the same again, duplicates, weekly ones.

use super::rig::{CODE_1, COUNTRY, LAST, OFF, UPDATED, file, gone, podiatrist};
use crate::support::Site;

#[tokio::test]
async fn the_same_file_again_changes_nothing() {
    let site = Site::new().spawn().await;
    let rows = file(&[
        podiatrist("200000001"),
        podiatrist("200000002").at("1 ELM ST", "2085550101"),
        podiatrist("200000003").set(CODE_1, "211D00000X"),
    ]);
    site.providers(&rows).await;
    let before = site.everything().await;
    site.wait(chrono::TimeDelta::days(3));
    let report = site.providers(&rows).await;
    assert_eq!(
        (report.created, report.updated, report.unchanged),
        (0, 0, 2)
    );
    assert_eq!((report.podiatrists, report.clinics), (2, 2));
    assert_eq!(site.everything().await, before);
}

#[tokio::test]
async fn of_several_rows_the_newest_counts_wherever_it_stands() {
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [1, 0, 2]] {
        let site = Site::new().spawn().await;
        let rows = [
            podiatrist("200000001")
                .set(LAST, "OLDER")
                .set(UPDATED, "12/31/2009"),
            podiatrist("200000001")
                .set(LAST, "NEWER")
                .set(UPDATED, "01/01/2026"),
            podiatrist("200000001")
                .set(LAST, "MIDDLE")
                .set(UPDATED, "02/01/2025"),
        ];
        let rows = order.map(|n: usize| rows[n].clone());
        let report = site.providers(&file(&rows)).await;
        assert_eq!((report.created, report.duplicates), (1, 2));
        assert_eq!(site.one("200000001").await["name"], "Robin Newer, DPM");
    }
}

#[tokio::test]
async fn whoever_is_none_any_more_by_a_newer_row_of_the_same_file_is_never_listed() {
    let active = || podiatrist("200000001").set(UPDATED, "01/01/2026");
    let newer = || podiatrist("200000001").set(UPDATED, "02/01/2026");
    let ends = [
        ("with data", newer().set(OFF, "02/01/2026")),
        ("number and date alone", gone("200000001", "02/01/2026")),
        ("no podiatrist", newer().set(CODE_1, "208D00000X")),
        ("abroad", newer().set(COUNTRY, "CA")),
    ];
    for (how, end) in ends {
        for end_first in [false, true] {
            let site = Site::new().spawn().await;
            let mut rows = vec![active(), podiatrist("200000002"), end.clone()];
            if end_first {
                rows.reverse();
            }
            let first = site.providers(&file(&rows)).await;
            assert_eq!(
                (first.created, first.podiatrists),
                (1, 1),
                "{how}, {end_first}"
            );
            assert_eq!(site.listed("200000001").await, None, "{how}, {end_first}");
            let before = site.everything().await;
            let again = site.providers(&file(&rows)).await;
            assert_eq!(
                (again.created, again.unchanged, again.podiatrists),
                (0, 1, 1)
            );
            assert_eq!((&again.rejected, again.duplicates), (&first.rejected, 1));
            assert_eq!(site.everything().await, before, "{how}, {end_first}");
        }
    }
}

#[tokio::test]
async fn the_newest_of_three_rows_ends_somebody_though_it_went_by_first() {
    let site = Site::new().spawn().await;
    let rows = file(&[
        gone("200000001", "03/01/2026"),
        podiatrist("200000001")
            .set(UPDATED, "01/01/2025")
            .set(COUNTRY, "CA"),
        podiatrist("200000001").set(UPDATED, "01/01/2026"),
    ]);
    for _ in 0..2 {
        let report = site.providers(&rows).await;
        assert_eq!(
            (report.created, report.deactivated, report.podiatrists),
            (0, 0, 0)
        );
    }
}

#[tokio::test]
async fn an_older_row_that_ends_somebody_does_not_outweigh_a_newer_one() {
    for end in [
        podiatrist("200000001")
            .set(UPDATED, "01/01/2025")
            .set(CODE_1, "208D00000X"),
        gone("200000001", "01/01/2025"),
    ] {
        for end_first in [false, true] {
            let site = Site::new().spawn().await;
            let mut rows = vec![
                podiatrist("200000001").set(UPDATED, "01/01/2026"),
                end.clone(),
            ];
            if end_first {
                rows.reverse();
            }
            let report = site.providers(&file(&rows)).await;
            assert_eq!((report.created, report.podiatrists), (1, 1), "{end_first}");
        }
    }
}

#[tokio::test]
async fn a_weekly_file_moves_ends_and_adds_and_leaves_everybody_else_alone() {
    let site = Site::new().spawn().await;
    let nines = ["1", "2", "3", "4", "5"].map(|n| format!("20000000{n}"));
    let rows: Vec<_> = nines
        .iter()
        .enumerate()
        .map(|(n, nine)| podiatrist(nine).at(&format!("{n} ELM ST"), ""))
        .collect();
    site.providers(&file(&rows)).await;
    let before = site.everything().await;

    let week = [
        podiatrist(&nines[0])
            .at("99 OAK RD", "")
            .set(UPDATED, "02/01/2026"),
        gone(&nines[1], "02/02/2026"),
        podiatrist(&nines[2])
            .set(CODE_1, "208D00000X")
            .set(UPDATED, "02/03/2026"),
        podiatrist(&nines[3])
            .at("98 OAK RD", "")
            .set(UPDATED, "01/01/2020"),
        podiatrist("200000006").at("6 ELM ST", ""),
        gone("200000007", "02/02/2026"),
        podiatrist("200000008").set(CODE_1, "208D00000X"),
    ];
    let report = site.providers(&file(&week)).await;
    assert_eq!(
        (report.created, report.updated, report.deactivated),
        (1, 1, 1)
    );
    assert_eq!((report.delisted, report.stale, report.unchanged), (1, 1, 1));
    assert_eq!((report.podiatrists, report.clinics), (4, 4));

    let moved = site.one(&nines[0]).await;
    assert_eq!(moved["clinic"]["address"][0], "99 Oak Rd");
    assert_eq!(moved["updated_on"], "2026-02-01");
    assert!(site.listed(&nines[1]).await.is_none());
    assert!(site.listed(&nines[2]).await.is_none());
    assert_eq!(
        site.one(&nines[3]).await["clinic"]["address"][0],
        "3 Elm St"
    );
    let after = site.everything().await;
    assert_eq!(after.podiatrists[3], before.podiatrists[3]);
    assert_eq!(after.podiatrists[4], before.podiatrists[4]);
    // A place that only an old row names is not made.
    assert_eq!(after.clinics.len(), before.clinics.len() + 2);

    site.settle().await;
    let near = site.get("/api/v1/podiatrists?near=83702").await.expect(200);
    assert_eq!(near.json()["meta"]["total"], 4);

    let once_more = site.providers(&file(&week)).await;
    assert_eq!((once_more.created, once_more.updated), (0, 0));
    assert_eq!((once_more.deactivated, once_more.delisted), (0, 0));
    let everything = site.everything().await;
    assert_eq!(everything, after);
}

#[tokio::test]
async fn the_bulk_file_from_before_brings_nobody_back_and_a_newer_row_does() {
    let site = Site::new().spawn().await;
    let bulk = file(&[podiatrist("200000001"), podiatrist("200000002")]);
    site.providers(&bulk).await;
    let week = [
        gone("200000001", "02/02/2026"),
        podiatrist("200000002")
            .set(CODE_1, "208D00000X")
            .set(UPDATED, "02/03/2026"),
    ];
    site.providers(&file(&week)).await;
    let report = site.providers(&bulk).await;
    assert_eq!((report.stale, report.podiatrists), (2, 0));

    let back = [
        podiatrist("200000001")
            .set(OFF, "02/02/2026")
            .set("NPI Reactivation Date", "02/09/2026")
            .set(UPDATED, "02/09/2026"),
        podiatrist("200000002").set(UPDATED, "02/10/2026"),
    ];
    let report = site.providers(&file(&back)).await;
    assert_eq!((report.updated, report.podiatrists), (2, 2));
    site.one("200000001").await;
    site.one("200000002").await;
}

#[tokio::test]
async fn whoever_goes_abroad_is_listed_no_longer() {
    let site = Site::new().spawn().await;
    site.providers(&file(&[podiatrist("200000001")])).await;
    let abroad = podiatrist("200000001")
        .set(
            "Provider Business Practice Location Address Country Code (If outside U.S.)",
            "GB",
        )
        .set(UPDATED, "02/01/2026");
    let report = site.providers(&file(&[abroad])).await;
    assert_eq!((report.delisted, report.podiatrists), (1, 0));
}
