use serde_json::json;

use super::{clinic_at, list, npis, podiatrist_at, rows, site};
use crate::support::App;

/// In the ocean: nobody else is near.
const CENTER: (f64, f64) = (0.0, -150.0);
const NEAR: &str = "0,-150";

/// Somebody so many miles north of the center: one degree is 69.0934 miles.
async fn somebody_at(app: &App, nine: &str, miles: f64) -> String {
    let at = (CENTER.0 + miles / 69.0934, CENTER.1);
    let there = clinic_at(app, &format!("{miles} miles north"), at).await;
    let npi = podiatrist_at(app, nine, "Hale", &[there]).await;
    app.settle().await;
    npi.to_string()
}

async fn looked_within(app: &App, radius: Option<&str>) -> (f64, bool, Vec<String>) {
    let mut asked = vec![("near", NEAR)];
    asked.extend(radius.map(|miles| ("radius_miles", miles)));
    let found = list(app, &asked).await;
    let meta = &found["meta"];
    (
        meta["radius_miles"].as_f64().unwrap(),
        meta["expanded"].as_bool().unwrap(),
        npis(&found),
    )
}

#[tokio::test]
async fn the_radius_grows_only_while_nobody_is_found() {
    let app = site(0).await;
    assert_eq!(looked_within(&app, None).await, (200.0, true, vec![]));

    let far = somebody_at(&app, "100000001", 150.0).await;
    let only = |npi: &String| vec![npi.clone()];
    assert_eq!(looked_within(&app, None).await, (200.0, true, only(&far)));
    assert_eq!(
        looked_within(&app, Some("160")).await,
        (160.0, false, only(&far))
    );
    // 50 is less than 60: next is 100.
    let nearer = somebody_at(&app, "100000002", 90.0).await;
    assert_eq!(
        looked_within(&app, Some("60")).await,
        (100.0, true, only(&nearer))
    );
    let near = somebody_at(&app, "100000003", 30.0).await;
    assert_eq!(looked_within(&app, None).await, (50.0, true, only(&near)));
    assert_eq!(
        looked_within(&app, Some("1")).await,
        (50.0, true, only(&near))
    );
    let here = somebody_at(&app, "100000004", 24.9).await;
    assert_eq!(looked_within(&app, None).await, (25.0, false, only(&here)));
    assert_eq!(
        looked_within(&app, Some("200")).await,
        (200.0, false, vec![here, near, nearer, far])
    );
}

#[tokio::test]
async fn the_widest_radius_does_not_count_as_grown() {
    let app = site(0).await;
    assert_eq!(
        looked_within(&app, Some("200")).await,
        (200.0, false, vec![])
    );
}

#[tokio::test]
async fn the_radius_grows_past_those_whom_a_filter_leaves_out() {
    let app = site(0).await;
    somebody_at(&app, "100000001", 10.0).await;
    let asked = [("near", NEAR), ("accepts_referrals", "true")];
    let found = list(&app, &asked).await;
    assert!(rows(&found).is_empty());
    assert_eq!(found["meta"]["radius_miles"], json!(200.0));
    assert_eq!(found["meta"]["expanded"], true);
}

#[tokio::test]
async fn a_page_beyond_the_end_does_not_make_the_radius_grow() {
    let app = site(0).await;
    somebody_at(&app, "100000001", 10.0).await;
    somebody_at(&app, "100000002", 40.0).await;
    let found = list(&app, &[("near", NEAR), ("page", "7")]).await;
    assert!(rows(&found).is_empty());
    assert_eq!(found["meta"]["total"], 1);
    assert_eq!(found["meta"]["radius_miles"], json!(25.0));
    assert_eq!(found["meta"]["expanded"], false);
}
