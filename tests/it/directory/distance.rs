use serde_json::Value;

use super::{clinic_at, everybody, podiatrist_at, site, text};
use crate::support::App;

/// Miles by the haversine formula, in the form with two arguments to the arc tangent.
fn miles((lat_a, lon_a): (f64, f64), (lat_b, lon_b): (f64, f64)) -> f64 {
    let (phi_a, phi_b) = (lat_a.to_radians(), lat_b.to_radians());
    let d_phi = (lat_b - lat_a).to_radians();
    let d_lambda = (lon_b - lon_a).to_radians();
    let h =
        (d_phi / 2.0).sin().powi(2) + phi_a.cos() * phi_b.cos() * (d_lambda / 2.0).sin().powi(2);
    2.0 * 6371.0088 * h.sqrt().atan2((1.0 - h).sqrt()) / 1.609_344
}

/// One podiatrist as its own address tells it: NPI, and where its clinics are.
struct Somebody {
    npi: String,
    clinics: Vec<(String, (f64, f64))>,
}

async fn all_of_them(app: &App) -> Vec<Somebody> {
    let mut all = Vec::new();
    for row in everybody(app, &[]).await {
        let npi = text(&row, "npi").to_owned();
        let profile = app.get(&format!("/api/v1/podiatrists/{npi}")).await;
        let clinics = profile.expect(200).json()["clinics"].clone();
        let place = |clinic: &Value| {
            let at = (
                clinic["lat"].as_f64().unwrap(),
                clinic["lon"].as_f64().unwrap(),
            );
            (text(clinic, "id").to_owned(), at)
        };
        let clinics = clinics.as_array().unwrap().iter().map(place).collect();
        all.push(Somebody { npi, clinics });
    }
    all
}

/// Everybody within a radius by going through all, nearest first: NPI, miles and clinics there.
fn by_hand(all: &[Somebody], center: (f64, f64), radius: f64) -> Vec<(&str, f64, Vec<&str>)> {
    let mut found = Vec::new();
    for somebody in all {
        let far = |at: &(f64, f64)| miles(center, *at);
        let each = somebody.clinics.iter().map(|(_, at)| far(at));
        let nearest = each.fold(f64::INFINITY, f64::min);
        if nearest <= radius {
            let there = somebody.clinics.iter();
            let there = there.filter(|(_, at)| far(at) - nearest < 1e-9);
            let ids = there.map(|(id, _)| id.as_str()).collect();
            found.push((somebody.npi.as_str(), nearest, ids));
        }
    }
    found.sort_by(|a, b| a.1.total_cmp(&b.1));
    found
}

#[tokio::test]
async fn who_is_near_is_who_a_walk_through_all_of_them_finds() {
    let app = site(200).await;
    // On both sides of the antimeridian, near a pole, and two clinics in one place.
    for (n, at) in [
        (51.9, 179.6),
        (51.8, -179.7),
        (52.0, -179.9),
        (71.3, -156.8),
        (89.9, 10.0),
        (43.62, -116.21),
        (43.62, -116.21),
    ]
    .into_iter()
    .enumerate()
    {
        let here = clinic_at(&app, &format!("Clinic {n}"), at).await;
        let also = clinic_at(&app, &format!("Branch {n}"), (at.0 - 0.3, at.1)).await;
        podiatrist_at(&app, &format!("10000000{n}"), "Hale", &[also, here]).await;
    }
    app.settle().await;
    let all = all_of_them(&app).await;
    assert!(all.iter().any(|one| one.clinics.len() > 1));

    let mut compared = 0;
    for center in [
        (43.6187, -116.2146),
        (40.7128, -74.006),
        (39.0, -98.0),
        (34.05, -118.24),
        (51.9, 180.0),
        (51.9, -180.0),
        (89.99, -170.0),
        (71.0, -156.0),
        (61.2, -149.9),
        (21.3, -157.86),
    ] {
        for radius in [1.0, 12.5, 25.0, 77.0, 200.0] {
            let near = format!("{},{}", center.0, center.1);
            let within = radius.to_string();
            let asked = [("near", &*near), ("radius_miles", &*within)];
            let rows = everybody(&app, &asked).await;
            let mut expected = by_hand(&all, center, radius);
            let mut wider = [50.0, 100.0, 200.0].into_iter().filter(|r| *r > radius);
            while expected.is_empty() {
                let Some(next) = wider.next() else { break };
                expected = by_hand(&all, center, next);
            }
            assert_eq!(rows.len(), expected.len(), "{near} {radius}");
            for (row, nth) in rows.iter().zip(&expected) {
                let said = row["distance_miles"].as_f64().unwrap();
                assert!(
                    (said - nth.1).abs() <= 0.05 + 1e-9,
                    "{near}: {said} {}",
                    nth.1
                );
                let npi = text(row, "npi");
                let hand = expected.iter().find(|hand| hand.0 == npi).unwrap();
                assert!((hand.1 - nth.1).abs() < 1e-9, "{near}: {npi} out of order");
                assert!(
                    hand.2.contains(&text(&row["clinic"], "id")),
                    "{near}: {npi}"
                );
                compared += 1;
            }
            let mut once: Vec<&str> = rows.iter().map(|row| text(row, "npi")).collect();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), rows.len(), "{near} {radius}");
        }
    }
    assert!(compared > 200, "{compared}");
}
