use serde_json::{Value, json};

use super::{clinic_at, list, podiatrist_at, rows, site, takes_referrals, text};

#[tokio::test]
async fn one_podiatrist_comes_with_all_clinics_the_primary_one_first() {
    let app = site(0).await;
    let second = clinic_at(&app, "Second", (0.2, -150.0)).await;
    let first = clinic_at(&app, "First", (0.0, -150.0)).await;
    takes_referrals(&app, second).await;
    let npi = podiatrist_at(&app, "100000001", "Hale", &[first, second]).await;
    let path = format!("/api/v1/podiatrists/{npi}");
    let one = app.get(&path).await.expect(200).json();
    assert_eq!(one["npi"], npi.as_str());
    assert_eq!(one["name"], "Robin Hale, DPM");
    assert_eq!(one["credential"], "DPM");
    assert_eq!(
        one["specialties"],
        json!([{ "code": "213E00000X", "name": "Podiatrist" }])
    );
    assert_eq!(one["distance_miles"], Value::Null);
    assert_eq!(one["source"], "editor");
    assert_eq!(one["verified_on"], app.now().date_naive().to_string());
    assert_eq!(one["clinic"]["name"], "First");
    let names: Vec<&str> = one["clinics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|clinic| text(clinic, "name"))
        .collect();
    assert_eq!(names, ["First", "Second"]);
    assert_eq!(one["clinics"][0], one["clinic"]);
    assert_eq!(one["clinic"]["phone"], Value::Null);
    assert_eq!(one["clinic"]["precision"], "address");
    assert_eq!(one["clinics"][1]["accepts_referrals"], true);
    assert_eq!(one["accepts_referrals"], true, "one of the clinics does");
}

#[tokio::test]
async fn what_is_no_listed_npi_is_404() {
    let app = site(0).await;
    let here = clinic_at(&app, "Here", (0.0, -150.0)).await;
    podiatrist_at(&app, "100000001", "Hale", &[here]).await;
    for npi in [
        "1234567893",
        "1234567890",
        "3234567893",
        "123",
        "123456789012345678901234567890",
        "abc",
        "%00",
        "%FF",
        "%F0%9F%A6%B6",
        "-1",
        "..%2F..",
        "' OR 1=1 --",
    ] {
        let answer = app
            .get(&format!("/api/v1/podiatrists/{npi}"))
            .await
            .expect(404);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert!(
            text(&answer.json(), "code").ends_with(".not_found"),
            "{npi}"
        );
        let page = app.get(&format!("/podiatrists/{npi}")).await.expect(404);
        assert!(
            page.header("content-type").starts_with("text/html"),
            "{npi}"
        );
    }
}

#[tokio::test]
async fn every_sample_is_found_by_its_number_as_the_list_shows_it() {
    let app = site(20).await;
    for row in rows(&list(&app, &[("per_page", "100")]).await) {
        let npi = text(row, "npi");
        let path = format!("/api/v1/podiatrists/{npi}");
        let mut one = app.get(&path).await.expect(200).json();
        let clinics = one.as_object_mut().unwrap().remove("clinics").unwrap();
        assert_eq!(clinics[0], one["clinic"]);
        let any = clinics.as_array().unwrap().iter();
        let any = any
            .clone()
            .any(|clinic| clinic["accepts_referrals"] == true);
        assert_eq!(one["accepts_referrals"], any);
        one["accepts_referrals"] = row["accepts_referrals"].clone();
        assert_eq!(&one, row);
    }
}
