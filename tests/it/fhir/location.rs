use serde_json::{Value, json};

use super::{ask, get, ids, issue, of_mode};
use crate::{
    directory::{clinic_at, podiatrist_at, site},
    support::App,
};

/// Three clinics along a meridian, a degree (111.2 km, 69.1 miles) apart, and one beyond the
/// antimeridian.
async fn meridian() -> (App, [String; 4]) {
    let app = site(0).await;
    let mut ids = Vec::new();
    for (name, at) in [
        ("Null", (0.0, -179.9)),
        ("One", (1.0, -179.9)),
        ("Two", (2.0, -179.9)),
        ("Beyond", (0.0, 179.9)),
    ] {
        ids.push(clinic_at(&app, name, at).await);
    }
    podiatrist_at(&app, "100000001", "Hale", &ids).await;
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    (app, ids.try_into().unwrap())
}

fn distances(bundle: &Value) -> Vec<(f64, String)> {
    of_mode(bundle, "match")
        .map(|entry| {
            let extension = &entry["search"]["extension"][0];
            assert_eq!(
                extension["url"],
                "http://hl7.org/fhir/StructureDefinition/location-distance"
            );
            let far = &extension["valueDistance"];
            assert_eq!(far["system"], "http://unitsofmeasure.org");
            let code = far["code"].as_str().unwrap().to_owned();
            (far["value"].as_f64().unwrap(), code)
        })
        .collect()
}

#[tokio::test]
async fn a_clinic_is_a_location_with_its_address_and_position() {
    let app = site(20).await;
    let all = get(&app, "Location?_count=100").await;
    assert_eq!(all["total"], 20);
    for entry in all["entry"].as_array().unwrap() {
        let location = &entry["resource"];
        assert_eq!(location["status"], "active");
        assert_eq!(location["type"][0]["coding"][0]["code"], "POD");
        assert_eq!(location["address"]["country"], "US");
        for field in ["line", "city", "state", "postalCode"] {
            assert!(!location["address"][field].is_null(), "{field}");
        }
        assert!(location["position"]["latitude"].is_f64());
        assert!(location["position"]["longitude"].is_f64());
        let precision = &location["position"]["extension"][0]["valueCode"];
        assert_eq!(precision, "postal_code");
        assert_eq!(location["meta"]["tag"][0]["code"], "HTEST", "made up");
        assert_eq!(location["telecom"][0]["system"], "phone");
    }
}

#[tokio::test]
async fn near_finds_the_nearest_first_in_whatever_unit() {
    let (app, [null, one, two, beyond]) = meridian().await;
    let at = |rest: &str| format!("Location?near=0|-179.9{rest}");
    for (rest, found) in [
        ("|1|km", vec![&null]),
        ("|100|km", vec![&null, &beyond]),
        ("|112", vec![&null, &beyond, &one]),
        ("|112|km", vec![&null, &beyond, &one]),
        ("|112|mi", vec![&null, &beyond, &one]),
        ("|69|mi", vec![&null, &beyond]),
        ("|69.2|[mi_us]", vec![&null, &beyond, &one]),
        ("|30000|m", vec![&null, &beyond]),
        ("", vec![&null, &beyond]),
        ("||", vec![&null, &beyond]),
        ("|20040", vec![&null, &beyond, &one, &two]),
        ("|112&name=one", vec![&one]),
        ("|112&address-city=nowhere", vec![]),
    ] {
        let got = ids(&app, &at(rest)).await;
        assert_eq!(got.iter().collect::<Vec<_>>(), found, "{rest}");
    }
    let km = distances(&get(&app, &at("|300")).await);
    let miles = distances(&get(&app, &at("|200|mi")).await);
    assert_eq!(km[0], (0.0, "km".to_owned()));
    assert!((km[2].0 - 111.195).abs() < 0.001, "{km:?}");
    assert!((miles[2].0 - 69.093).abs() < 0.001, "{miles:?}");
    assert_eq!(miles[2].1, "[mi_i]");
    let meters = distances(&get(&app, &at("|300000|m")).await);
    assert!((meters[2].0 - 111_195.0).abs() < 1.0, "{meters:?}");
}

#[tokio::test]
async fn a_page_of_what_is_near_goes_on_where_the_last_one_ended() {
    let (app, [null, one, two, beyond]) = meridian().await;
    let mut seen = Vec::new();
    for page in 1..=5 {
        let path = format!("Location?near=0|-179.9|300&_count=1&page={page}");
        let bundle = get(&app, &path).await;
        assert_eq!(bundle["total"], 4);
        seen.extend(
            of_mode(&bundle, "match")
                .map(|entry| entry["resource"]["id"].as_str().unwrap().to_owned()),
        );
    }
    assert_eq!(seen, [null, beyond, one, two]);
}

#[tokio::test]
async fn what_is_no_place_is_a_bad_request() {
    let (app, _) = meridian().await;
    for bad in [
        "near=83702",
        "near=91|0",
        "near=0|0|-1",
        "near=0|0|1|furlong",
        "near=0|0|1|km|x",
        "near=0|0&near=1|1",
    ] {
        let answer = ask(&app, &format!("Location?{bad}")).await.expect(400);
        assert_eq!(issue(&answer)["expression"], json!(["http.near"]), "{bad}");
    }
}

#[tokio::test]
async fn locations_are_found_by_name_and_address() {
    let (app, [null, ..]) = meridian().await;
    for (query, total) in [
        ("address-city=boi", 4),
        ("address-city=BOISE", 4),
        ("address-city:exact=boise", 0),
        ("address-state=ID", 4),
        ("address-state=WA", 0),
        ("address-postalcode=83702", 4),
        ("address-postalcode=837", 4),
        ("address-postalcode=99", 0),
        ("name=Nu", 1),
        ("name=ull", 0),
        ("name:contains=ULL", 1),
    ] {
        let bundle = get(&app, &format!("Location?{query}")).await;
        assert_eq!(bundle["total"], total, "{query}");
    }
    assert_eq!(ids(&app, &format!("Location?_id={null},x")).await, [null]);
}
