use footpath_domain::directory::podiatrist::{self, PodiatristEdit};
use serde_json::{Value, json};

use super::{ask, get, ids, of_mode};
use crate::{
    directory::{clinic_at, podiatrist_at, site},
    support::SYSTEM,
};

#[tokio::test]
async fn a_role_says_who_practises_where_and_whether_new_patients_are_taken() {
    let app = site(0).await;
    let here = clinic_at(&app, "Here", (0.0, -150.0)).await;
    let npi = podiatrist_at(&app, "100000001", "Hale", &[here]).await;
    let path = format!("PractitionerRole/{npi}-{here}");
    let role = get(&app, &path).await;
    assert_eq!(role["id"], format!("{npi}-{here}"));
    assert_eq!(
        role["practitioner"]["reference"],
        format!("Practitioner/{npi}")
    );
    assert_eq!(
        role["location"],
        json!([{ "reference": format!("Location/{here}"), "display": "Here" }])
    );
    let coding = &role["specialty"][0]["coding"][0];
    assert_eq!(coding["system"], "http://nucc.org/provider-taxonomy");
    assert_eq!(coding["code"], "213E00000X");
    assert_eq!(coding["display"], "Podiatrist");
    assert_eq!(role["extension"], Value::Null, "nobody knows");
    for (accepting, code) in [(true, "newpt"), (false, "existptonly")] {
        let edit = PodiatristEdit {
            accepting_new_patients: Some(Some(accepting)),
            ..PodiatristEdit::default()
        };
        podiatrist::update(&app.ctx, &SYSTEM, &npi, None, edit)
            .await
            .unwrap();
        let role = get(&app, &path).await;
        let plan_net = "http://hl7.org/fhir/us/davinci-pdex-plan-net";
        let extension = &role["extension"][0];
        assert_eq!(
            extension["url"],
            format!("{plan_net}/StructureDefinition/newpatients")
        );
        let inner = &extension["extension"][0];
        assert_eq!(inner["url"], "acceptingPatients");
        let coding = &inner["valueCodeableConcept"]["coding"][0];
        assert_eq!(coding["code"], code);
        assert_eq!(
            coding["system"],
            format!("{plan_net}/CodeSystem/AcceptingPatientsCS")
        );
    }
    for id in ["x", "1234567893", &format!("1234567893-{here}"), "-"] {
        ask(&app, &format!("PractitionerRole/{id}"))
            .await
            .expect(404);
    }
}

#[tokio::test]
async fn roles_are_found_by_podiatrist_clinic_and_specialty() {
    let app = site(0).await;
    let near = clinic_at(&app, "Near", (0.0, -150.0)).await;
    let far = clinic_at(&app, "Far", (1.0, -150.0)).await;
    let hale = podiatrist_at(&app, "100000001", "Hale", &[far, near]).await;
    let moss = podiatrist_at(&app, "100000002", "Moss", &[near]).await;
    let base = &app.base;
    let [first, second, third] =
        [(&hale, far), (&hale, near), (&moss, near)].map(|(npi, clinic)| format!("{npi}-{clinic}"));
    let (of_hale, at_near) = (
        vec![first.clone(), second.clone()],
        vec![second.clone(), third.clone()],
    );
    let all = vec![first.clone(), second.clone(), third.clone()];
    for (query, found) in [
        (String::new(), all.clone()),
        (format!("practitioner={hale}"), of_hale.clone()),
        (format!("practitioner=Practitioner/{hale}"), of_hale.clone()),
        (format!("practitioner:Practitioner={hale}"), of_hale.clone()),
        (
            format!("practitioner={base}/fhir/Practitioner/{hale}"),
            of_hale.clone(),
        ),
        (format!("practitioner.identifier={hale}"), of_hale.clone()),
        (
            format!("practitioner:Practitioner.identifier=http://hl7.org/fhir/sid/us-npi|{hale}"),
            of_hale,
        ),
        (format!("practitioner=Location/{hale}"), vec![]),
        (format!("location={near}"), at_near.clone()),
        (format!("location=Location/{near}"), at_near),
        (
            format!("location={near}&practitioner={hale}"),
            vec![second.clone()],
        ),
        (format!("_id={third}"), vec![third]),
        ("specialty=213E00000X".to_owned(), all.clone()),
        (
            "specialty=http://nucc.org/provider-taxonomy|213E00000X".to_owned(),
            all,
        ),
        ("specialty=213ES0103X".to_owned(), vec![]),
        (
            "specialty=http://snomed.info/sct|213E00000X".to_owned(),
            vec![],
        ),
    ] {
        let got = ids(&app, &format!("PractitionerRole?{query}")).await;
        assert_eq!(got, found, "{query}");
    }
}

#[tokio::test]
async fn what_a_role_refers_to_comes_along_once_where_it_is_asked_for() {
    let app = site(0).await;
    let near = clinic_at(&app, "Near", (0.0, -150.0)).await;
    let far = clinic_at(&app, "Far", (1.0, -150.0)).await;
    let hale = podiatrist_at(&app, "100000001", "Hale", &[far, near]).await;
    podiatrist_at(&app, "100000002", "Moss", &[near]).await;
    let bundle = get(
        &app,
        "PractitionerRole?_include=PractitionerRole:practitioner\
         &_include=PractitionerRole:location",
    )
    .await;
    assert_eq!(bundle["total"], 3, "what is found, not what comes along");
    let kinds: Vec<&str> = of_mode(&bundle, "include")
        .map(|entry| entry["resource"]["resourceType"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        ["Practitioner", "Practitioner", "Location", "Location"]
    );
    for entry in bundle["entry"].as_array().unwrap() {
        let alone = app.get(entry["fullUrl"].as_str().unwrap()).await;
        assert_eq!(alone.expect(200).json(), entry["resource"]);
    }
    let one =
        format!("PractitionerRole?practitioner={hale}&_include=PractitionerRole:practitioner");
    let bundle = get(&app, &one).await;
    assert_eq!(of_mode(&bundle, "include").count(), 1);
}
