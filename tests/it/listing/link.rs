//! What the mailed link does.

use chrono::TimeDelta;
use footpath_domain::directory::{
    listing::{self, ClaimListing, State},
    podiatrist,
};
use footpath_entity::{
    directory::{listing_report, listing_report::What},
    role::Role,
    value::Npi,
};
use sea_orm::EntityTrait;

use super::{DESK, claim::claims, link, row, site};
use crate::{
    console::rig::Desk,
    support::{Answer, App, SYSTEM},
};

/// The link that this address got for a claim.
async fn claimed(app: &App, npi: &Npi, email: &str) -> String {
    let mine = ClaimListing {
        email: email.to_owned(),
        message: "Call us".to_owned(),
    };
    listing::claim(&app.ctx, &SYSTEM, npi.as_str(), &mine)
        .await
        .unwrap();
    let mut claim = claims(app).await.into_iter();
    let claim = claim.rfind(|claim| claim.email.as_str() == email).unwrap();
    listing::mail_link(&app.ctx, &SYSTEM, claim.id)
        .await
        .unwrap();
    app.settle().await;
    link(app, email)
}

async fn press(app: &App, path: &str, fields: &[(&str, &str)]) -> Answer {
    let csrf = app.get(path).await.expect(200).csrf();
    let all: Vec<_> = fields.iter().copied().chain([("_csrf", &*csrf)]).collect();
    app.ask("POST", path).form(&all).send().await
}

const RIGHT: [(&str, &str); 5] = [
    ("accepting_new_patients", "no"),
    ("telehealth", "yes"),
    ("languages", "Spanish, Tagalog"),
    ("website", "feet.example.org"),
    ("insurance", "Most plans"),
];

#[tokio::test]
async fn looking_changes_nothing_and_the_button_confirms() {
    let (app, npi) = site().await;
    let path = claimed(&app, &npi, DESK).await;
    let before = row(&app, &npi).await;
    for _ in 0..3 {
        let page = app.get(&path).await.expect(200);
        assert_eq!(page.header("cache-control"), "no-store");
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        app.head(&path).await.expect(200);
    }
    assert_eq!(row(&app, &npi).await, before);
    assert_eq!(claims(&app).await[0].state, State::Mailed);

    let sent = press(&app, &path, &RIGHT).await;
    assert_eq!((sent.status, sent.header("location")), (303, &*path));
    assert!(
        app.get(&path)
            .await
            .expect(200)
            .body
            .contains("is confirmed")
    );
    let after = row(&app, &npi).await;
    assert_eq!(after.verified_on, Some(app.now().date_naive()));
    assert_eq!(after.contact.as_ref().unwrap().as_str(), DESK);
    assert_eq!(after.accepting_new_patients, Some(false));
    assert_eq!(after.telehealth, Some(true));
    assert_eq!(after.languages.0, ["Spanish", "Tagalog"]);
    assert_eq!(after.website.as_deref(), Some("https://feet.example.org"));
    assert_eq!(after.insurance.as_deref(), Some("Most plans"));
    assert_eq!(after.version, before.version + 1);
    for field in ["telehealth", "languages", "website", "insurance"] {
        assert!(after.edited.0.iter().any(|name| name == field), "{field}");
    }
    assert_eq!(claims(&app).await[0].state, State::Confirmed);

    // Readers and the search see it; whoever looks after it they do not.
    app.settle().await;
    let api = app.get(&format!("/api/v1/podiatrists/{npi}")).await.json();
    assert_eq!(api["accepting_new_patients"], false);
    let today = app.now().format("%Y-%m-%d").to_string();
    assert_eq!(api["verified_on"], *today);
    let public = app.get(&format!("/podiatrists/{npi}")).await.expect(200);
    assert!(!public.body.contains(DESK) && !api.to_string().contains(DESK));
    let admin = Desk::of(&app, Role::Admin).await;
    let log = admin.see("/admin/audit").await.expect(200);
    assert!(log.body.contains("listing.confirmed") && !log.body.contains(DESK));

    // Once is enough.
    let again = press_anyway(&app, &path).await;
    assert_eq!(again.status, 303);
    assert_eq!(row(&app, &npi).await, after);
}

/// The form of a page that is not there any more.
async fn press_anyway(app: &App, path: &str) -> Answer {
    let token = path.rsplit('/').next().unwrap();
    let csrf = footpath_domain::referral::form_token(&app.ctx, token);
    let fields = [("_csrf", &*csrf)];
    app.ask("POST", path).form(&fields).send().await
}

#[tokio::test]
async fn what_stands_there_already_is_not_an_edit() {
    let (app, npi) = site().await;
    let path = claimed(&app, &npi, DESK).await;
    let before = row(&app, &npi).await;
    let stands = match before.accepting_new_patients {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    let sent = press(&app, &path, &[("accepting_new_patients", stands)]).await;
    assert_eq!(sent.status, 303);
    let after = row(&app, &npi).await;
    assert_eq!(after.edited, before.edited);
    assert!(after.verified_on.is_some());
}

#[tokio::test]
async fn a_wrong_number_goes_to_staff_and_the_listing_does_not_count_as_checked() {
    let (app, npi) = site().await;
    let path = claimed(&app, &npi, DESK).await;
    let wrong = [("phone", "12"), ("website", "x"), ("telehealth", "maybe")];
    let back = press(&app, &path, &wrong).await.expect(422);
    for field in ["phone", "website", "telehealth"] {
        assert!(
            back.body.contains(&format!("id=\"{field}_error\"")),
            "{field}"
        );
    }
    assert!(back.body.contains("value=\"12\""));
    let clinics = app.get(&format!("/api/v1/podiatrists/{npi}")).await.json();
    let fields = [
        ("phone", "208-555-0142"),
        ("address", "7 New Street\r\nBoise"),
    ];
    assert_eq!(press(&app, &path, &fields).await.status, 303);
    let after = row(&app, &npi).await;
    assert_eq!(after.verified_on, None);
    assert_eq!(after.contact.as_ref().unwrap().as_str(), DESK);
    let reports = listing_report::Entity::find();
    let reports = reports.all(app.ctx.store.read()).await.unwrap();
    assert_eq!(reports.len(), 2);
    for (what, words) in [
        (What::Phone, "(208) 555-0142"),
        (What::Address, "7 New Street\nBoise"),
    ] {
        let report = reports.iter().find(|report| report.what == what).unwrap();
        assert!(report.message.ends_with(words), "{}", report.message);
    }
    let now = app.get(&format!("/api/v1/podiatrists/{npi}")).await.json();
    assert_eq!(now["clinics"], clinics["clinics"]);
}

#[tokio::test]
async fn a_link_is_shut_when_it_is_old_unknown_or_about_a_hidden_listing() {
    let (app, npi) = site().await;
    app.get("/listing/nobody-knows-this-one").await.expect(404);
    let path = claimed(&app, &npi, DESK).await;
    let foreign = app.ask("POST", &path).form(&[("_csrf", "x")]).send();
    foreign.await.expect(403);
    podiatrist::hide(&app.ctx, &SYSTEM, &npi, None, "Moved")
        .await
        .unwrap();
    app.get(&path).await.expect(410);
    podiatrist::show(&app.ctx, &SYSTEM, &npi, None)
        .await
        .unwrap();
    app.get(&path).await.expect(200);
    app.wait(TimeDelta::days(14));
    app.get(&path).await.expect(410);
    let late = press_anyway(&app, &path).await;
    late.expect(409);
    assert_eq!(row(&app, &npi).await.contact, None);
}

#[tokio::test]
async fn whoever_confirms_last_looks_after_the_listing() {
    let (app, npi) = site().await;
    let first = claimed(&app, &npi, DESK).await;
    let second = claimed(&app, &npi, "doctor@clinic.example.org").await;
    assert_eq!(press(&app, &second, &[]).await.status, 303);
    app.get(&first).await.expect(410);
    let contact = row(&app, &npi).await.contact.unwrap();
    assert_eq!(contact.as_str(), "doctor@clinic.example.org");
}
