use footpath_domain::directory::podiatrist::{self, PodiatristDraft};
use serde_json::json;

use super::{ask, get, ids, issue};
use crate::{
    directory::{clinic_at, podiatrist_at, site},
    support::{App, SYSTEM},
};

async fn named(app: &App, npi: &str, first: &str, middle: &str, last: &str, clinic: &str) {
    let draft = PodiatristDraft {
        first_name: first.to_owned(),
        middle_name: middle.to_owned(),
        last_name: last.to_owned(),
        suffix: "Jr.".to_owned(),
        credential: "DPM".to_owned(),
        specialties: vec!["213ES0103X".to_owned()],
        clinics: vec![clinic.to_owned()],
        ..PodiatristDraft::default()
    };
    podiatrist::create(&app.ctx, &SYSTEM, npi, &draft)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_podiatrist_is_a_practitioner_known_by_its_npi() {
    let app = site(0).await;
    let here = clinic_at(&app, "Here", (0.0, -150.0)).await.to_string();
    named(&app, "1234567893", "Jane", "Q", "Doe", &here).await;
    let one = get(&app, "Practitioner/1234567893").await;
    assert_eq!(one["resourceType"], "Practitioner");
    assert_eq!(one["id"], "1234567893");
    let npi = &one["identifier"][0];
    assert_eq!(npi["system"], "http://hl7.org/fhir/sid/us-npi");
    assert_eq!(npi["value"], "1234567893");
    assert_eq!(one["active"], true);
    let name = &one["name"][0];
    assert_eq!(name["text"], "Jane Q. Doe Jr., DPM");
    assert_eq!(name["family"], "Doe");
    assert_eq!(name["given"], json!(["Jane", "Q"]));
    assert_eq!(name["suffix"], json!(["Jr.", "DPM"]));
    assert_eq!(one["qualification"][0]["code"]["text"], "DPM");
    for id in ["1000000004", "1234567890", "x", "%F0%9F%A6%B6", "%FF"] {
        let answer = ask(&app, &format!("Practitioner/{id}")).await.expect(404);
        assert_eq!(issue(&answer)["code"], "not-found", "{id}");
    }
}

#[tokio::test]
async fn practitioners_are_found_by_number_and_by_any_part_of_their_name() {
    let app = site(0).await;
    let here = clinic_at(&app, "Here", (0.0, -150.0)).await.to_string();
    let (doe, elan) = ("1234567893", "1000000012");
    named(&app, doe, "Jane", "Quincy", "Doe", &here).await;
    named(&app, elan, "Ruth", "", "Élan-Doering", &here).await;
    for (query, found) in [
        ("", &[doe, elan][..]),
        ("identifier=1234567893", &[doe]),
        (
            "identifier=http://hl7.org/fhir/sid/us-npi|1234567893",
            &[doe],
        ),
        ("identifier=http://hl7.org/fhir/sid/us-npi|", &[doe, elan]),
        ("identifier=http://example.org|1234567893", &[]),
        ("identifier=|1234567893", &[]),
        ("identifier=1234567890", &[]),
        ("identifier=1234567893,1000000012", &[doe, elan]),
        ("identifier=1234567893&identifier=1000000012", &[]),
        ("_id=1000000012", &[elan]),
        ("_id=Practitioner/1000000012,9", &[elan]),
        ("name=doe", &[doe]),
        ("name=DOE", &[doe]),
        ("name=jane%20doe", &[doe]),
        ("name=quin", &[doe]),
        ("name=uth", &[]),
        ("name=ruth,jane", &[doe, elan]),
        ("name=ruth&name=jane", &[]),
        ("name:contains=oe", &[doe, elan]),
        ("name:exact=Doe", &[doe]),
        ("name:exact=doe", &[]),
        ("family=d", &[doe]),
        ("family=jane", &[]),
        ("family=%C3%A9lan", &[elan]),
        ("family=%C3%89LAN", &[elan]),
        ("family:contains=doe", &[doe, elan]),
        ("given=jan", &[doe]),
        ("given=quincy", &[doe]),
        ("given=doe", &[]),
        ("name=%25", &[]),
        ("name=_ane", &[]),
        ("name=ruth&family=%C3%A9lan&given=ruth", &[elan]),
        ("name=", &[doe, elan]),
    ] {
        let got = ids(&app, &format!("Practitioner?{query}")).await;
        assert_eq!(got, found, "{query}");
    }
}

#[tokio::test]
async fn what_a_listing_says_of_itself_is_told_in_fhirs_words() {
    use footpath_entity::directory::{Languages, podiatrist};
    use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

    let app = site(0).await;
    let here = clinic_at(&app, "Here", (0.0, -150.0)).await;
    let npi = podiatrist_at(&app, "100000001", "Hale", &[here]).await;
    let tx = app.ctx.store.begin().await.unwrap();
    let row = podiatrist::Entity::find_by_id(npi.clone()).one(&tx).await;
    let mut row = row.unwrap().unwrap().into_active_model();
    row.languages = Set(Languages(vec!["Spanish".to_owned()]));
    row.website = Set(Some("https://feet.example.org".to_owned()));
    row.contact = Set(Some("private@feet.example.org".parse().unwrap()));
    row.update(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let answer = ask(&app, &format!("Practitioner/{npi}")).await;
    assert!(!answer.body.contains("private@"));
    let one = answer.json();
    assert_eq!(one["communication"], json!([{ "text": "Spanish" }]));
    assert_eq!(one["telecom"][0]["value"], "https://feet.example.org");
}
