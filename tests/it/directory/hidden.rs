use footpath_domain::directory::{clinic, podiatrist};

use super::{clinic_at, deactivate, list, npis, podiatrist_at, rows, site};
use crate::support::{App, SYSTEM};

/// What the directory shows of somebody: lists are read from the database, whoever the index
/// thinks is there.
async fn directory(app: &App, npi: &str) -> String {
    let mut all = shown(
        app,
        &[
            "/api/v1/podiatrists?near=0,-150",
            "/api/v1/podiatrists?near=0,-150&format=geojson",
            "/api/v1/podiatrists?near=0,-150&q=secret",
            "/api/v1/podiatrists?q=secret&sort=relevance",
            "/api/v1/podiatrists",
            "/find-a-podiatrist?near=0,-150",
            "/find-a-podiatrist?near=0,-150&q=clinic",
            "/sitemap.xml",
        ],
    )
    .await;
    for path in ["/api/v1/podiatrists/", "/podiatrists/"] {
        all.push_str(&app.get(&format!("{path}{npi}")).await.body);
    }
    all
}

/// The same with what the search for words shows, which is up to date once the index is.
async fn everywhere(app: &App, npi: &str) -> String {
    let search = ["/api/v1/search?q=clinic", "/search?q=clinic"];
    directory(app, npi).await + &shown(app, &search).await
}

async fn shown(app: &App, paths: &[&str]) -> String {
    let mut all = String::new();
    for path in paths {
        all.push_str(&app.get(path).await.expect(200).body);
    }
    all
}

#[tokio::test]
async fn a_hidden_clinic_is_nowhere_at_once() {
    let app = site(0).await;
    let hidden = clinic_at(&app, "Secret Clinic", (0.0, -150.0)).await;
    let open = clinic_at(&app, "Open Clinic", (0.2, -150.0)).await;
    let npi = podiatrist_at(&app, "100000001", "Hale", &[hidden, open]).await;
    let alone = podiatrist_at(&app, "100000002", "Moss", &[hidden]).await;
    app.settle().await;
    let (npi, alone) = (npi.as_str(), alone.as_str());
    assert!(everywhere(&app, npi).await.contains("Secret Clinic"));

    clinic::hide(&app.ctx, &SYSTEM, hidden, None, "moved away")
        .await
        .unwrap();
    // Before the index knows, and after.
    for known in [false, true] {
        if known {
            app.settle().await;
        }
        for who in [npi, alone] {
            let seen = if known {
                everywhere(&app, who).await
            } else {
                directory(&app, who).await
            };
            assert!(!seen.contains("Secret Clinic"), "known: {known}");
            assert!(!seen.contains("Moss"), "known: {known}");
        }
        for path in ["/api/v1/podiatrists", "/podiatrists"] {
            app.get(&format!("{path}/{alone}")).await.expect(404);
            app.get(&format!("{path}/{npi}")).await.expect(200);
        }
    }
    let found = list(&app, &[("near", "0,-150")]).await;
    assert_eq!(npis(&found), [npi]);
    assert_eq!(found["meta"]["total"], 1);
    assert_eq!(rows(&found)[0]["clinic"]["name"], "Open Clinic");
    assert_eq!(rows(&found)[0]["distance_miles"], 13.8);

    clinic::show(&app.ctx, &SYSTEM, hidden, None).await.unwrap();
    app.settle().await;
    assert!(everywhere(&app, alone).await.contains("Secret Clinic"));
}

#[tokio::test]
async fn a_hidden_podiatrist_is_nowhere_at_once() {
    let app = site(0).await;
    let here = clinic_at(&app, "Clinic", (0.0, -150.0)).await;
    let npi = podiatrist_at(&app, "100000001", "Secret", &[here]).await;
    app.settle().await;
    assert!(
        everywhere(&app, npi.as_str())
            .await
            .contains("Robin Secret")
    );
    podiatrist::hide(&app.ctx, &SYSTEM, &npi, None, "retired")
        .await
        .unwrap();
    for known in [false, true] {
        if known {
            app.settle().await;
        }
        let seen = if known {
            everywhere(&app, npi.as_str()).await
        } else {
            directory(&app, npi.as_str()).await
        };
        assert!(!seen.contains("Robin Secret"), "known: {known}");
        for path in ["/api/v1/podiatrists", "/podiatrists"] {
            app.get(&format!("{path}/{npi}")).await.expect(404);
        }
    }
}

#[tokio::test]
async fn somebody_whose_number_was_deactivated_is_nowhere_at_once() {
    let app = site(0).await;
    let here = clinic_at(&app, "Clinic", (0.0, -150.0)).await;
    let npi = podiatrist_at(&app, "100000001", "Secret", &[here]).await;
    app.settle().await;
    deactivate(&app, &npi).await;
    let seen = directory(&app, npi.as_str()).await;
    assert!(!seen.contains("Robin Secret"));
    for path in ["/api/v1/podiatrists", "/podiatrists"] {
        app.get(&format!("{path}/{npi}")).await.expect(404);
    }
}
