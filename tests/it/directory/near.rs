use serde_json::{Value, json};

use super::{LIST, address, ask, everybody, list, rows, site, text};

#[tokio::test]
async fn a_place_is_the_same_however_it_is_typed() {
    let app = site(200).await;
    let same = [
        (
            "Boise, ID",
            "city",
            &[
                "Boise, ID",
                "boise idaho",
                "BOISE ID",
                " boise ,  Idaho ",
                "Boise, Idaho, USA",
            ][..],
        ),
        (
            "Boise, ID 83702",
            "postal_code",
            &["83702", "83702-1234", " 83702 ", "Boise, ID 83702"],
        ),
        (
            "43.62, -116.21",
            "position",
            &["43.62,-116.21", "43.62, -116.21", " 43.620 , -116.2100 "],
        ),
        (
            "Saint Paul, MN",
            "city",
            &["St. Paul, MN", "saint paul minnesota", "ST PAUL, Minnesota"],
        ),
        (
            "Fort Worth, TX",
            "city",
            &["Ft. Worth TX", "fort worth, texas"],
        ),
        (
            "Mount Vernon, WA",
            "city",
            &["Mt Vernon, WA", "mount vernon washington"],
        ),
    ];
    for (label, precision, typed) in same {
        let mut first: Option<(String, String)> = None;
        for near in typed {
            let answer = ask(&app, &[("near", near)]).await.expect(200);
            let found = answer.json();
            let center = &found["meta"]["center"];
            assert_eq!(center["precision"], precision, "{near}: {center}");
            assert_eq!(
                text(center, "label").to_lowercase(),
                label.to_lowercase(),
                "{near}"
            );
            let tag = answer.header("etag").to_owned();
            let first = first.get_or_insert((answer.body.clone(), tag.clone()));
            assert_eq!((&first.0, &first.1), (&answer.body, &tag), "{near}");
        }
    }
}

#[tokio::test]
async fn an_answer_says_what_the_contract_says() {
    let app = site(200).await;
    let found = list(&app, &[("near", "83702")]).await;
    let meta = &found["meta"];
    for (field, value) in [
        ("page", json!(1)),
        ("per_page", json!(20)),
        ("radius_miles", json!(25.0)),
        ("expanded", json!(false)),
        ("engine", json!("embedded")),
    ] {
        assert_eq!(meta[field], value, "{field}");
    }
    assert!(meta["center"]["lat"].is_f64() && meta["center"]["lon"].is_f64());
    assert_eq!(meta["total"], rows(&found).len());
    assert!(rows(&found).len() >= 8);
    for row in rows(&found) {
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        assert!(text(row, "npi").len() == 10 && digits(text(row, "npi")));
        assert_eq!(row["credential"], "DPM");
        assert!(text(row, "name").ends_with(", DPM"), "{row}");
        for specialty in row["specialties"].as_array().unwrap() {
            assert!(text(specialty, "code").starts_with("213E"));
            assert!(!text(specialty, "name").is_empty());
        }
        assert!(
            row["accepting_new_patients"].is_boolean() || row["accepting_new_patients"].is_null()
        );
        assert!(row["accepts_referrals"].is_boolean());
        let miles = row["distance_miles"].as_f64().unwrap();
        assert!((0.0..=25.0).contains(&miles));
        assert!(
            ((miles * 10.0).round() - miles * 10.0).abs() < 1e-9,
            "{miles}"
        );
        let clinic = &row["clinic"];
        assert!(!text(clinic, "id").is_empty() && !text(clinic, "name").is_empty());
        assert!(!clinic["address"].as_array().unwrap().is_empty());
        assert_eq!(clinic["state"], "ID");
        assert!(text(clinic, "postal_code").len() == 5);
        assert!(text(clinic, "phone").starts_with("+1"));
        assert!(clinic["lat"].is_f64() && clinic["lon"].is_f64());
        assert_eq!(clinic["precision"], "postal_code");
        assert_eq!(row["source"], "sample");
        assert_eq!(row["verified_on"], Value::Null);
        assert_eq!(row["updated_on"], app.now().date_naive().to_string());
    }
}

#[tokio::test]
async fn without_a_place_it_is_everybody_by_name() {
    let app = site(60).await;
    let found = list(&app, &[]).await;
    for field in ["center", "radius_miles"] {
        assert_eq!(found["meta"][field], Value::Null, "{field}");
    }
    assert_eq!(found["meta"]["expanded"], false);
    let all = everybody(&app, &[]).await;
    assert_eq!(all.len(), 60 + 20);
    assert!(all.iter().all(|row| row["distance_miles"].is_null()));
    let names: Vec<String> = all
        .iter()
        .map(|row| text(row, "name").to_lowercase())
        .collect();
    assert!(names.is_sorted(), "{names:?}");
    assert_eq!(everybody(&app, &[("sort", "name")]).await, all);
}

#[tokio::test]
async fn a_map_gets_the_same_as_geojson() {
    let app = site(60).await;
    let plain = list(&app, &[("near", "83702")]).await;
    let path = address(LIST, &[("near", "83702"), ("format", "geojson")]);
    let by_parameter = app.get(&path).await.expect(200);
    let near = address(LIST, &[("near", "83702")]);
    let by_header = app
        .ask("GET", &near)
        .header("accept", "application/geo+json")
        .send()
        .await
        .expect(200);
    assert_eq!(by_parameter.body, by_header.body);
    assert_eq!(by_header.header("content-type"), "application/geo+json");
    for answer in [&by_header, &app.get(&near).await] {
        let vary = answer.headers.get_all("vary").iter();
        let vary: Vec<&str> = vary.map(|value| value.to_str().unwrap()).collect();
        let vary = vary.join(",").to_lowercase();
        assert!(
            vary.split(',').any(|name| name.trim() == "accept"),
            "{vary}"
        );
        assert_eq!(answer.header("access-control-allow-origin"), "*");
    }

    let collection = by_header.json();
    assert_eq!(collection["type"], "FeatureCollection");
    assert_eq!(collection["meta"], plain["meta"]);
    let features = collection["features"].as_array().unwrap();
    assert_eq!(features.len(), rows(&plain).len());
    for (feature, row) in features.iter().zip(rows(&plain)) {
        assert_eq!(feature["type"], "Feature");
        assert_eq!(&feature["properties"], row);
        let clinic = &row["clinic"];
        let point = json!({ "type": "Point", "coordinates": [clinic["lon"], clinic["lat"]] });
        assert_eq!(feature["geometry"], point);
    }
    let asked = address(LIST, &[("near", "83702"), ("format", "json")]);
    let geo_json = app
        .ask("GET", &asked)
        .header("accept", "application/geo+json");
    assert_eq!(geo_json.send().await.expect(200).json(), plain);
}

#[tokio::test]
async fn who_holds_the_answer_already_gets_304() {
    let app = site(60).await;
    let npi = text(&rows(&list(&app, &[]).await)[0], "npi").to_owned();
    for path in [
        address(LIST, &[("near", "83702")]),
        address(LIST, &[("near", "83702"), ("format", "geojson")]),
        format!("{LIST}/{npi}"),
        "/api/v1/places?q=boi".to_owned(),
        "/find-a-podiatrist".to_owned(),
        "/find-a-podiatrist?near=83702".to_owned(),
        format!("/podiatrists/{npi}"),
    ] {
        let first = app.get(&path).await.expect(200);
        assert!(first.header("cache-control").contains("max-age="), "{path}");
        let tag = first.header("etag");
        let again = app.ask("GET", &path).header("if-none-match", tag);
        let again = again.send().await.expect(304);
        assert_eq!((again.header("etag"), &*again.body), (tag, ""), "{path}");
        let head = app.ask("HEAD", &path).send().await.expect(200);
        assert_eq!((head.header("etag"), &*head.body), (tag, ""), "{path}");
        let program = path.starts_with("/api/");
        for answer in [&first, &again, &head] {
            let origin = answer.header("access-control-allow-origin");
            assert_eq!(origin, if program { "*" } else { "" }, "{path}");
        }
    }
}
