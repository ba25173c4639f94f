use footpath_domain::directory::{clinic, podiatrist};

use super::{ask, ids};
use crate::{
    directory::{clinic_at, deactivate, podiatrist_at, site},
    support::{App, SYSTEM},
};

/// What FHIR systems, and whoever takes the whole directory, see of everybody.
async fn everything(app: &App) -> String {
    let mut all = String::new();
    for path in [
        "/fhir/Practitioner",
        "/fhir/Location",
        "/fhir/Location?near=0|-150",
        "/fhir/PractitionerRole?_include=PractitionerRole:practitioner\
         &_include=PractitionerRole:location",
        "/api/v1/podiatrists.csv",
        "/api/v1/podiatrists.jsonl",
    ] {
        all.push_str(&app.get(path).await.expect(200).body);
    }
    all
}

#[tokio::test]
async fn a_hidden_clinic_is_no_location_and_nobodys_place() {
    let app = site(0).await;
    let hidden = clinic_at(&app, "Secret Clinic", (0.0, -150.0)).await;
    let open = clinic_at(&app, "Open Clinic", (0.0, -150.0)).await;
    let hale = podiatrist_at(&app, "100000001", "Hale", &[hidden, open]).await;
    let moss = podiatrist_at(&app, "100000002", "Moss", &[hidden]).await;
    assert_eq!(everything(&app).await.matches("Secret Clinic").count(), 9);
    clinic::hide(&app.ctx, &SYSTEM, hidden, None, "moved away")
        .await
        .unwrap();
    let seen = everything(&app).await;
    assert!(
        !seen.contains("Secret Clinic") && !seen.contains("Moss"),
        "{seen}"
    );
    for path in [
        format!("Location/{hidden}"),
        format!("Practitioner/{moss}"),
        format!("PractitionerRole/{hale}-{hidden}"),
    ] {
        ask(&app, &path).await.expect(404);
    }
    assert_eq!(ids(&app, "Practitioner").await, [hale.to_string()]);
}

#[tokio::test]
async fn a_hidden_podiatrist_takes_along_the_place_where_nobody_else_is() {
    let app = site(0).await;
    let own = clinic_at(&app, "Secret House", (0.0, -150.0)).await;
    let shared = clinic_at(&app, "Shared Clinic", (0.0, -150.0)).await;
    let secret = podiatrist_at(&app, "100000001", "Secret", &[own, shared]).await;
    podiatrist_at(&app, "100000002", "Moss", &[shared]).await;
    podiatrist::hide(&app.ctx, &SYSTEM, &secret, None, "asked for it")
        .await
        .unwrap();
    let seen = everything(&app).await;
    assert!(!seen.contains("Secret"), "{seen}");
    assert!(seen.contains("Shared Clinic") && seen.contains("Moss"));
    for path in [
        format!("Location/{own}"),
        format!("Practitioner/{secret}"),
        format!("PractitionerRole/{secret}-{shared}"),
    ] {
        ask(&app, &path).await.expect(404);
    }
}

#[tokio::test]
async fn somebody_whose_number_was_deactivated_is_not_there() {
    let app = site(0).await;
    let here = clinic_at(&app, "Secret Clinic", (0.0, -150.0)).await;
    let npi = podiatrist_at(&app, "100000001", "Secret", &[here]).await;
    deactivate(&app, &npi).await;
    assert!(!everything(&app).await.contains("Secret"));
    ask(&app, &format!("Practitioner/{npi}")).await.expect(404);
}
