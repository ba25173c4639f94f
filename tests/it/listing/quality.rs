use chrono::TimeDelta;
use footpath_domain::directory::{
    clinic::{self, ClinicDraft},
    podiatrist::{self, PodiatristDraft},
    quality::{Quality, quality},
};
use footpath_entity::{directory::Precision, role::Role, value::Npi};

use super::{npis, set};
use crate::{
    console::rig::Desk,
    support::{App, SYSTEM, Site},
};

async fn measured(app: &App) -> Quality {
    quality(&app.ctx, &SYSTEM).await.unwrap()
}

async fn somebody(app: &App, nine: &str, last: &str, clinic: &str) -> Npi {
    let draft = PodiatristDraft {
        first_name: "Robin".to_owned(),
        last_name: last.to_owned(),
        specialties: vec!["213E00000X".to_owned()],
        clinics: vec![clinic.to_owned()],
        ..PodiatristDraft::default()
    };
    let npi = Npi::from_nine(nine).unwrap();
    let made = podiatrist::create(&app.ctx, &SYSTEM, npi.as_str(), &draft).await;
    made.unwrap().npi
}

async fn place(app: &App, street: &str, suite: &str) -> String {
    let draft = ClinicDraft {
        name: format!("At {street}"),
        address_1: street.to_owned(),
        address_2: suite.to_owned(),
        city: "Boise".to_owned(),
        state: "ID".to_owned(),
        postal_code: "83702".to_owned(),
        ..ClinicDraft::default()
    };
    let made = clinic::create(&app.ctx, &SYSTEM, &draft).await;
    made.unwrap().id.to_string()
}

#[tokio::test]
async fn shares_are_of_the_listings_that_readers_may_see() {
    let app = Site::new().clinics(30).spawn().await;
    let before = measured(&app).await;
    let all = before.counts.all;
    assert!(all > 5);
    assert_eq!((before.counts.verified, before.counts.stale), (0, 0));
    let bars: u64 = before.counts.by_precision.iter().map(|(_, n)| n).sum();
    assert_eq!(bars, all);

    let npis = npis(&app, 5).await;
    let today = app.now().date_naive();
    let ago = |days| Some(today - TimeDelta::days(days));
    set(&app, &npis[0], |row| row.verified_on = ago(3)).await;
    set(&app, &npis[1], |row| row.verified_on = ago(400)).await;
    set(&app, &npis[2], |row| row.hidden = true).await;
    set(&app, &npis[3], |row| row.deactivated_on = ago(1)).await;
    set(&app, &npis[4], |row| {
        row.updated_on = ago(900).unwrap();
        row.registry_updated_on = ago(800);
    })
    .await;
    let after = measured(&app).await;
    let counts = &after.counts;
    assert_eq!(counts.all, all - 2);
    assert_eq!((counts.verified, counts.verified_lately), (2, 1));
    assert_eq!(counts.stale, 1);
    assert_eq!((after.hidden, after.deactivated), (1, 1));
    set(&app, &npis[4], |row| row.registry_updated_on = ago(30)).await;
    assert_eq!(measured(&app).await.counts.stale, 0);
}

#[tokio::test]
async fn what_may_stand_there_twice_is_named() {
    let app = Site::new().spawn().await;
    let first = place(&app, "100 North Main Street", "Suite 4").await;
    let second = place(&app, "100 N. Main St.", "#4").await;
    let third = place(&app, "100 N Main St", "Suite 5").await;
    let one = somebody(&app, "100000001", "Hale", &first).await;
    let other = somebody(&app, "100000002", "HALE", &second).await;
    somebody(&app, "100000003", "Hall", &third).await;
    let found = measured(&app).await;
    assert_eq!(found.same_name.groups, 1);
    let named: Vec<_> = found.same_name.named.iter().map(|one| &one.npi).collect();
    assert_eq!(named, [&one, &other]);
    assert_eq!(found.same_name.named[0].place, "Boise, ID 83702");
    assert_eq!(found.same_address.groups, 1);
    let mut ids: Vec<_> = found
        .same_address
        .named
        .iter()
        .map(|one| one.id.to_string())
        .collect();
    let mut both = [first, second];
    ids.sort();
    both.sort();
    assert_eq!(ids, both);
    let zip = (Some(Precision::PostalCode), 3);
    assert!(found.counts.by_precision.contains(&zip));
    assert_eq!(found.counts.without_phone, 3);

    let viewer = Desk::of(&app, Role::Viewer).await;
    let page = viewer.see("/admin/data-quality").await.expect(200);
    for words in [
        "Verified within a year",
        "<svg class=\"chart\"",
        "As a table",
        "1 group share first and last name",
        &format!("/admin/podiatrists/{one}"),
        "100.0 % have a position",
    ] {
        assert!(page.body.contains(words), "{words}");
    }
}

#[tokio::test]
async fn an_empty_directory_has_figures_too() {
    let app = Site::new().spawn().await;
    let viewer = Desk::of(&app, Role::Viewer).await;
    let page = viewer.see("/admin/data-quality").await.expect(200);
    assert!(page.body.contains("0 listings") && page.body.contains("0.0 %"));
    assert!(page.body.contains("None are suspected"));
}
