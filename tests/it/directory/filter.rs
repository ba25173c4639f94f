use serde_json::{Value, json};

use super::{ask, clinic_at, everybody, list, npis, podiatrist_at, rows, site, takes_referrals};

fn has_code(row: &Value, code: &str) -> bool {
    let specialties = row["specialties"].as_array().unwrap();
    specialties.iter().any(|known| known["code"] == code)
}

#[tokio::test]
async fn each_filter_leaves_those_of_whom_it_is_true() {
    let app = site(200).await;
    let around = [("near", "83702"), ("radius_miles", "200")];
    let all = everybody(&app, &around).await;
    let accepting = |want: bool| {
        Box::new(move |row: &Value| row["accepting_new_patients"] == json!(want))
            as Box<dyn Fn(&Value) -> bool>
    };
    let referrals = |want: bool| {
        Box::new(move |row: &Value| row["accepts_referrals"] == json!(want))
            as Box<dyn Fn(&Value) -> bool>
    };
    let mut filters = vec![
        ("accepting_new_patients", "true", accepting(true)),
        ("accepting_new_patients", "false", accepting(false)),
        ("accepts_referrals", "true", referrals(true)),
        ("accepts_referrals", "false", referrals(false)),
    ];
    for code in [
        "213E00000X",
        "213ES0103X",
        "213ES0131X",
        "213EG0000X",
        "213EP1101X",
        "213EP0504X",
        "213ER0200X",
        "213ES0000X",
    ] {
        filters.push(("specialty", code, Box::new(move |row| has_code(row, code))));
    }
    for (name, value, holds) in filters {
        let found = everybody(&app, &[&around[..], &[(name, value)]].concat()).await;
        assert!(
            !found.is_empty() && found.len() < all.len(),
            "{name}={value}"
        );
        assert!(found.iter().all(&holds), "{name}={value}");
        // Somebody may have a second clinic there for which a referral filter holds.
        let missed = all.iter().filter(|row| holds(row) && !found.contains(row));
        assert_eq!(missed.count(), 0, "{name}={value}");
    }
    let both = [
        ("accepting_new_patients", "true"),
        ("accepts_referrals", "true"),
        ("specialty", "213E00000X"),
    ];
    let found = everybody(&app, &[&around[..], &both].concat()).await;
    let each = |row: &&Value| {
        row["accepting_new_patients"] == true
            && row["accepts_referrals"] == true
            && has_code(row, "213E00000X")
    };
    assert!(!found.is_empty());
    assert_eq!(
        found.iter().collect::<Vec<_>>(),
        all.iter().filter(each).collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn who_has_not_said_is_in_neither_half() {
    let app = site(0).await;
    let here = clinic_at(&app, "Here", (0.0, -150.0)).await;
    podiatrist_at(&app, "100000001", "Hale", &[here]).await;
    app.settle().await;
    let found = list(&app, &[("near", "0,-150")]).await;
    assert_eq!(rows(&found)[0]["accepting_new_patients"], Value::Null);
    for half in ["true", "false"] {
        let asked = [("near", "0,-150"), ("accepting_new_patients", half)];
        assert!(rows(&list(&app, &asked).await).is_empty(), "{half}");
    }
}

#[tokio::test]
async fn whoever_takes_referrals_is_shown_at_the_clinic_that_does() {
    let app = site(0).await;
    let near = clinic_at(&app, "Near", (0.0, -150.0)).await;
    let far = clinic_at(&app, "Far", (0.2, -150.0)).await;
    takes_referrals(&app, far).await;
    let npi = podiatrist_at(&app, "100000001", "Hale", &[near, far]).await;
    app.settle().await;
    let plain = list(&app, &[("near", "0,-150")]).await;
    assert_eq!(rows(&plain)[0]["clinic"]["name"], "Near");
    assert_eq!(rows(&plain)[0]["accepts_referrals"], false);
    let asked = [("near", "0,-150"), ("accepts_referrals", "true")];
    let found = list(&app, &asked).await;
    assert_eq!(rows(&found)[0]["clinic"]["name"], "Far");
    assert_eq!(rows(&found)[0]["accepts_referrals"], true);
    assert_eq!(rows(&found)[0]["distance_miles"], 13.8);

    // An inbox that nobody has confirmed takes none.
    let cmd = footpath_domain::directory::clinic::SetInbox {
        inbox: "other@clinic.example.org".into(),
        accepts_referrals: true,
    };
    footpath_domain::directory::clinic::set_inbox(
        &app.ctx,
        &crate::support::SYSTEM,
        far,
        None,
        cmd,
    )
    .await
    .unwrap();
    app.settle().await;
    assert!(rows(&list(&app, &asked).await).is_empty());
    let profile = app.get(&format!("/api/v1/podiatrists/{npi}")).await;
    assert_eq!(profile.json()["accepts_referrals"], false);
}

#[tokio::test]
async fn nothing_typed_into_q_widens_what_is_found() {
    let app = site(60).await;
    let all = npis(&list(&app, &[("near", "83702")]).await);
    for q in [
        "*",
        "%",
        "_",
        "\\",
        "' OR 1=1 --",
        "\" OR \"\"=\"",
        "name:*",
        "*:*",
        "[* TO *]",
        "NOT nobodylikethis",
        "nobodylikethis OR *",
        "<script>alert(1)</script>",
        "🦶",
    ] {
        for sort in ["distance", "relevance"] {
            let asked = [("near", "83702"), ("q", q), ("sort", sort)];
            let found = npis(&list(&app, &asked).await);
            assert!(
                found.is_empty(),
                "{q} by {sort}: {} of {}",
                found.len(),
                all.len()
            );
        }
    }
}

#[tokio::test]
async fn a_box_of_a_map_holds_whoever_practises_in_it() {
    let app = site(60).await;
    let boise = list(&app, &[("bbox", "-117,43,-116,44"), ("per_page", "100")]).await;
    assert!(boise["meta"]["total"].as_u64().unwrap() > 0);
    for row in rows(&boise) {
        let lat = row["clinic"]["lat"].as_f64().unwrap();
        let lon = row["clinic"]["lon"].as_f64().unwrap();
        assert!((43.0..=44.0).contains(&lat) && (-117.0..=-116.0).contains(&lon));
    }
    // With a place, too: nearest first, within both.
    let near = [
        ("near", "83702"),
        ("bbox", "-117,43,-116,44"),
        ("radius_miles", "200"),
    ];
    let near = list(&app, &near).await;
    assert_eq!(near["meta"]["total"], boise["meta"]["total"]);
    // From the western Aleutians across the antimeridian nobody of the samples practises.
    let across = list(&app, &[("bbox", "170,50,-175,54")]).await;
    assert_eq!(across["meta"]["total"], 0);
    for wrong in ["1,2,3", "a,b,c,d", "-117,44,-116,43", "-181,43,-116,44"] {
        assert_eq!(
            ask(&app, &[("bbox", wrong)]).await.expect(422).fields(),
            ["bbox"]
        );
    }
}
