//! What staff have done stays, whatever the registry says.

use footpath_domain::directory::{
    clinic::{self, ClinicEdit, SetInbox},
    podiatrist::{self, PodiatristEdit},
};
use footpath_entity::directory::Source;

use super::rig::{FIRST, LAST, LINE_2, PHONE, UPDATED, file, npi, podiatrist};
use crate::{
    directory::{clinic_at, podiatrist_at},
    support::{App, SYSTEM, Site},
};

/// A site with one podiatrist of the registry.
async fn one() -> App {
    let site = Site::new().spawn().await;
    site.providers(&file(&[podiatrist("200000001")])).await;
    site
}

async fn edit(site: &App, edit: PodiatristEdit) {
    let npi = npi("200000001");
    let changed = podiatrist::update(&site.ctx, &SYSTEM, &npi, None, edit);
    changed.await.unwrap();
}

#[tokio::test]
async fn a_name_and_clinics_that_staff_changed_stay_and_the_rest_follows() {
    let site = one().await;
    let own = clinic_at(&site, "Heel House", (43.6, -116.2)).await;
    edit(
        &site,
        PodiatristEdit {
            last_name: Some("Hale-Ash".to_owned()),
            clinics: Some(vec![own.to_string()]),
            ..PodiatristEdit::default()
        },
    )
    .await;
    let clinics = site.everything().await.clinics.len();
    let newer = podiatrist("200000001")
        .at("5 OAK RD", "2085550155")
        .set(LAST, "OTHER")
        .set("Provider Credential Text", "DPM, FACFAS")
        .set(UPDATED, "02/01/2026");
    let report = site.providers(&file(&[newer])).await;
    assert_eq!((report.updated, report.podiatrists), (1, 1));
    let after = site.one("200000001").await;
    assert_eq!(after["name"], "Robin Hale-Ash, DPM, FACFAS");
    assert_eq!(after["clinic"]["name"], "Heel House");
    let row = site.podiatrist_row("200000001").await;
    assert_eq!(
        row.updated_on,
        site.now().date_naive(),
        "staff did that later"
    );
    assert_eq!(
        site.everything().await.clinics.len(),
        clinics,
        "nobody practises at 5 Oak Rd, so it is no clinic"
    );
}

#[tokio::test]
async fn a_hidden_podiatrist_and_what_it_takes_stay() {
    let site = one().await;
    podiatrist::hide(&site.ctx, &SYSTEM, &npi("200000001"), None, "asked to")
        .await
        .unwrap();
    edit(
        &site,
        PodiatristEdit {
            accepting_new_patients: Some(Some(true)),
            specialties: Some(vec!["213ES0131X".to_owned()]),
            ..PodiatristEdit::default()
        },
    )
    .await;
    let newer = podiatrist("200000001").set(UPDATED, "02/01/2026");
    let report = site.providers(&file(&[newer])).await;
    assert_eq!(
        (report.updated, report.podiatrists, report.clinics),
        (1, 0, 0)
    );
    let row = site.podiatrist_row("200000001").await;
    assert!(row.hidden);
    assert_eq!(row.accepting_new_patients, Some(true));
    let codes = site.everything().await.specialties;
    assert_eq!(codes.len(), 1);
    assert_eq!(codes[0].code, "213ES0131X");
}

/// Everything that staff can set at a clinic.
async fn furnish(site: &App) -> footpath_entity::directory::clinic::Model {
    let id = site.clinics_of("200000001").await[0].id;
    let cmd = SetInbox {
        inbox: "desk@clinic.example.org".to_owned(),
        accepts_referrals: true,
    };
    clinic::set_inbox(&site.ctx, &SYSTEM, id, None, cmd)
        .await
        .unwrap();
    let edit = ClinicEdit {
        name: Some("Heel House".to_owned()),
        ..ClinicEdit::default()
    };
    let mut row = clinic::update(&site.ctx, &SYSTEM, id, None, edit)
        .await
        .unwrap();
    row.verified_on = Some(site.now().date_naive());
    row.inbox_confirmed_at = Some(site.now());
    site.rewrite(row.clone()).await;
    row
}

#[tokio::test]
async fn a_clinic_keeps_its_inbox_name_and_verification() {
    let site = one().await;
    let before = furnish(&site).await;
    let rows = [
        podiatrist("200000001").set(UPDATED, "02/01/2026"),
        podiatrist("200000002"),
    ];
    site.providers(&file(&rows)).await;
    assert_eq!(
        site.clinics_of("200000001").await,
        std::slice::from_ref(&before)
    );
    assert_eq!(site.clinics_of("200000002").await, [before]);
}

#[tokio::test]
async fn a_clinic_with_another_telephone_number_is_the_same_clinic() {
    let site = one().await;
    let before = furnish(&site).await;
    let newer = podiatrist("200000001")
        .set(PHONE, "2085550177")
        .set(UPDATED, "02/01/2026");
    let newer = file(&[newer]);
    let report = site.providers(&newer).await;
    assert_eq!((report.updated, report.clinics), (1, 1));
    let after = site.clinics_of("200000001").await.remove(0);
    assert_eq!(after.id, before.id);
    assert_eq!(after.phone.as_deref(), Some("+12085550177"));
    assert_eq!((after.name, after.inbox), (before.name, before.inbox));
    assert!(after.version > before.version);
    site.settle().await;
    let near = site
        .get("/api/v1/podiatrists?near=83702")
        .await
        .expect(200)
        .json();
    assert_eq!(near["data"][0]["clinic"]["phone"], "+12085550177");

    let known = site.everything().await;
    site.providers(&newer).await;
    assert_eq!(site.everything().await, known);
}

#[tokio::test]
async fn a_telephone_number_that_staff_changed_stays_while_the_registry_changes_its_own() {
    let site = one().await;
    let id = site.clinics_of("200000001").await[0].id;
    let edit = ClinicEdit {
        phone: Some("(208) 555-0142".to_owned()),
        ..ClinicEdit::default()
    };
    clinic::update(&site.ctx, &SYSTEM, id, None, edit)
        .await
        .unwrap();
    let newer = podiatrist("200000001")
        .set(PHONE, "2085550177")
        .set(UPDATED, "02/01/2026");
    site.providers(&file(&[newer])).await;
    let after = site.clinics_of("200000001").await.remove(0);
    assert_eq!(after.id, id);
    assert_eq!(after.phone.as_deref(), Some("+12085550142"));
}

#[tokio::test]
async fn one_of_two_who_has_another_telephone_number_has_another_clinic() {
    let site = Site::new().spawn().await;
    let rows = [podiatrist("200000001"), podiatrist("200000002")];
    site.providers(&file(&rows)).await;
    let newer = podiatrist("200000001")
        .set(PHONE, "2085550177")
        .set(UPDATED, "02/01/2026");
    let report = site.providers(&file(&[newer])).await;
    assert_eq!(report.clinics, 2);
    let stays = site.clinics_of("200000002").await.remove(0);
    assert_eq!(stays.phone.as_deref(), Some("+12085550100"));
}

#[tokio::test]
async fn the_place_of_a_merged_clinic_means_the_one_that_it_was_merged_into() {
    let site = one().await;
    let whole = clinic_at(&site, "Heel House", (43.6, -116.2)).await;
    let mut part = site.clinics_of("200000001").await.remove(0);
    part.merged_into = Some(whole);
    part.hidden = true;
    site.rewrite(part).await;
    let rows = file(&[
        podiatrist("200000001").set(UPDATED, "02/01/2026"),
        podiatrist("200000002").set(LINE_2, ""),
    ]);
    let report = site.providers(&rows).await;
    assert_eq!((report.created, report.updated, report.clinics), (1, 1, 1));
    for nine in ["200000001", "200000002"] {
        let one = site.one(nine).await;
        assert_eq!(one["clinic"]["name"], "Heel House");
        assert_eq!(one["clinics"].as_array().unwrap().len(), 1);
    }
    let before = site.everything().await;
    site.providers(&rows).await;
    assert_eq!(site.everything().await, before);
}

#[tokio::test]
async fn somebody_whom_staff_added_stays_as_they_typed_it_when_the_registry_comes_to_it() {
    let site = Site::new().spawn().await;
    let own = clinic_at(&site, "Heel House", (43.6, -116.2)).await;
    podiatrist_at(&site, "200000001", "Ash", &[own]).await;
    let row = podiatrist("200000001")
        .set(FIRST, "OTHER")
        .set(LAST, "OTHER");
    let rows = file(&[row]);
    site.providers(&rows).await;
    let one = site.one("200000001").await;
    assert_eq!(one["name"], "Robin Ash, DPM");
    assert_eq!(one["clinic"]["name"], "Heel House");
    let row = site.podiatrist_row("200000001").await;
    assert_eq!(row.source, Source::Editor);
    assert_eq!(row.registry_updated_on.unwrap().to_string(), "2026-01-15");
    let before = site.everything().await;
    assert_eq!(before.clinics.len(), 1);
    let report = site.providers(&rows).await;
    assert_eq!(report.unchanged, 1);
    assert_eq!(site.everything().await, before);
}
