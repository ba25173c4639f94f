use std::collections::BTreeSet;

use footpath_domain::directory::podiatrist::{self, PodiatristDraft};
use footpath_entity::value::Npi;

use super::{clinic_at, everybody, list, npis, podiatrist_at, rows, site, text};
use crate::support::SYSTEM;

#[tokio::test]
async fn pages_put_together_are_the_whole_list_in_every_order() {
    let app = site(200).await;
    for asked in [
        &[("near", "83702"), ("radius_miles", "200")][..],
        &[("near", "Boise, ID"), ("sort", "name")],
        &[
            ("near", "83702"),
            ("sort", "relevance"),
            ("q", "foot"),
            ("radius_miles", "200"),
        ],
        &[("accepts_referrals", "true"), ("specialty", "213ES0103X")],
    ] {
        let whole = list(&app, &[asked, &[("per_page", "100")]].concat()).await;
        let total = rows(&whole).len();
        assert_eq!(whole["meta"]["total"], total);
        assert!(total > 6, "{asked:?}: {total}");
        let mut together = Vec::new();
        for page in 1..=total.div_ceil(3) {
            let page = page.to_string();
            let part = [asked, &[("per_page", "3"), ("page", &page)]].concat();
            let part = list(&app, &part).await;
            assert_eq!(part["meta"]["total"], total, "{asked:?}");
            together.extend(rows(&part).iter().cloned());
        }
        assert_eq!(together, rows(&whole), "{asked:?}");
        let once: BTreeSet<String> = npis(&whole).into_iter().collect();
        assert_eq!(once.len(), total, "{asked:?}");
    }
}

#[tokio::test]
async fn the_nearest_come_first_and_by_name_the_first() {
    let app = site(200).await;
    let near = [("near", "43.62,-116.21"), ("radius_miles", "200")];
    let by_distance = everybody(&app, &near).await;
    let miles = by_distance
        .iter()
        .map(|row| row["distance_miles"].as_f64().unwrap());
    assert!(miles.is_sorted());
    let by_name = everybody(&app, &[&near[..], &[("sort", "name")]].concat()).await;
    let names = by_name.iter().map(|row| text(row, "name").to_lowercase());
    assert!(names.is_sorted());
    let who = |rows: &[serde_json::Value]| -> BTreeSet<String> {
        rows.iter().map(|row| text(row, "npi").to_owned()).collect()
    };
    assert_eq!(who(&by_name), who(&by_distance));
}

#[tokio::test]
async fn ties_go_by_name_then_npi_whatever_came_first() {
    let app = site(0).await;
    let here = clinic_at(&app, "Here", (0.0, -150.0)).await;
    let twin = clinic_at(&app, "Twin", (0.0, -150.0)).await;
    let mut made = Vec::new();
    for (nine, last_name, clinic) in [
        ("100000009", "Young", here),
        ("100000008", "Adams", twin),
        ("100000002", "Moss", here),
        ("100000001", "moss", twin),
        ("100000003", "Moss", here),
        ("100000004", "Adams", here),
    ] {
        made.push(podiatrist_at(&app, nine, last_name, &[clinic]).await);
    }
    app.settle().await;
    let expected: Vec<String> = [5, 1, 3, 2, 4, 0]
        .map(|n: usize| made[n].to_string())
        .into();
    for asked in [
        &[("near", "0,-150")][..],
        &[("near", "0.1,-150")],
        &[("near", "0,-150"), ("sort", "name")],
        &[("near", "0,-150"), ("sort", "relevance")],
        &[],
        &[("sort", "relevance")],
    ] {
        assert_eq!(npis(&list(&app, asked).await), expected, "{asked:?}");
    }
}

#[tokio::test]
async fn a_podiatrist_with_two_clinics_stands_once_at_the_nearest() {
    let app = site(0).await;
    let north = clinic_at(&app, "North", (0.2, -150.0)).await;
    let south = clinic_at(&app, "South", (-0.1, -150.0)).await;
    let npi = podiatrist_at(&app, "100000001", "Hale", &[north, south]).await;
    app.settle().await;
    for (near, clinic, miles) in [
        ("0,-150", "South", 6.9),
        ("0.19,-150", "North", 0.7),
        ("-2,-150", "South", 131.3),
    ] {
        let found = list(&app, &[("near", near)]).await;
        assert_eq!(npis(&found), [npi.to_string()], "{near}");
        assert_eq!(found["meta"]["total"], 1);
        let row = &rows(&found)[0];
        assert_eq!(row["clinic"]["name"], clinic, "{near}");
        assert_eq!(row["distance_miles"], miles, "{near}");
    }
    // As near as each other: the primary one.
    let found = list(&app, &[("near", "0.05,-150")]).await;
    assert_eq!(rows(&found)[0]["clinic"]["name"], "North");
    let found = list(&app, &[]).await;
    assert_eq!(rows(&found)[0]["clinic"]["name"], "North");
}

#[tokio::test]
async fn words_find_the_name_the_clinic_the_city_and_the_specialty() {
    let app = site(0).await;
    let here = clinic_at(&app, "Heel House", (0.0, -150.0)).await;
    let there = clinic_at(&app, "Arch Center", (0.1, -150.0)).await;
    let hale = podiatrist_at(&app, "100000001", "Hale", &[here]).await;
    let draft = PodiatristDraft {
        first_name: "Zoe".into(),
        last_name: "Marlow".into(),
        specialties: vec!["213ES0000X".into()],
        clinics: vec![there.to_string()],
        ..PodiatristDraft::default()
    };
    let marlow = Npi::from_nine("100000002").unwrap();
    podiatrist::create(&app.ctx, &SYSTEM, marlow.as_str(), &draft)
        .await
        .unwrap();
    app.settle().await;
    let (hale, marlow) = (hale.to_string(), marlow.to_string());
    for (q, expected) in [
        ("hale", vec![&hale]),
        ("Heel House", vec![&hale]),
        ("marlow", vec![&marlow]),
        ("marlwo", vec![&marlow]),
        ("sports", vec![&marlow]),
        ("boise", vec![&hale, &marlow]),
        ("hale marlow", vec![]),
        ("nobody like this", vec![]),
    ] {
        for sort in ["distance", "name", "relevance"] {
            let asked = [("near", "0,-150"), ("q", q), ("sort", sort)];
            let found = npis(&list(&app, &asked).await);
            assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{q} by {sort}");
        }
    }
}
