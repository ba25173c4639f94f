use chrono::{NaiveDate, TimeDelta};
use footpath_domain::{
    directory::listing::{MOST, State},
    jobs,
};
use footpath_entity::value::Npi;

use super::{DESK, claim::claims, link, npis, row, set, site};
use crate::support::{App, Site};

/// Somebody looks after it, and checked it so many days ago.
async fn checked(app: &App, npi: &Npi, days: i64) {
    let day: NaiveDate = app.now().date_naive() - TimeDelta::days(days);
    set(app, npi, |row| {
        row.contact = DESK.parse().ok();
        row.verified_on = Some(day);
        row.reminded_at = None;
    })
    .await;
}

/// So many days, with what workers do on each.
async fn days(app: &App, many: usize) {
    for _ in 0..many {
        app.wait(TimeDelta::days(1));
        app.work().await;
    }
}

/// Mails that ask to check a listing again; they are kept for a week.
fn reminders(app: &App) -> usize {
    let mails = app.mails();
    mails
        .iter()
        .filter(|mail| mail.subject == "Is your listing still right?")
        .count()
}

#[tokio::test]
async fn a_listing_that_nobody_checked_for_half_a_year_is_asked_about_once_a_month() {
    let (app, npi) = site().await;
    checked(&app, &npi, 180).await;
    jobs::begin_reminders(&app.ctx).await.unwrap();
    jobs::begin_reminders(&app.ctx).await.unwrap();
    app.work().await;
    assert_eq!(reminders(&app), 0, "180 days are not more than 180");

    app.wait(TimeDelta::days(1));
    app.work().await;
    assert_eq!(reminders(&app), 1);
    let first = Some(app.now());
    days(&app, 30).await;
    assert_eq!(row(&app, &npi).await.reminded_at, first);
    days(&app, 1).await;
    assert_eq!(row(&app, &npi).await.reminded_at, Some(app.now()));

    // The fresh link works, and says that nobody needs to ask again.
    let path = link(&app, DESK);
    let csrf = app.get(&path).await.expect(200).csrf();
    let sent = app.ask("POST", &path).form(&[("_csrf", &*csrf)]).send();
    sent.await.expect(303);
    let confirmed = app.now();
    let today = confirmed.date_naive();
    assert_eq!(row(&app, &npi).await.verified_on, Some(today));
    days(&app, 40).await;
    assert_eq!(row(&app, &npi).await.reminded_at, Some(confirmed));
}

#[tokio::test]
async fn who_has_no_contact_or_is_not_seen_is_not_asked_about() {
    let (app, _) = site().await;
    let npis = npis(&app, 4).await;
    for npi in &npis {
        checked(&app, npi, 400).await;
    }
    set(&app, &npis[0], |row| row.contact = None).await;
    set(&app, &npis[1], |row| row.hidden = true).await;
    let today = app.now().date_naive();
    set(&app, &npis[2], |row| row.deactivated_on = Some(today)).await;
    jobs::begin_reminders(&app.ctx).await.unwrap();
    app.work().await;
    assert_eq!(reminders(&app), 1);
    let claims = claims(&app).await;
    assert_eq!(claims.len(), 1);
    assert_eq!((&claims[0].npi, claims[0].state), (&npis[3], State::Mailed));
}

#[tokio::test]
async fn a_run_asks_about_two_hundred_and_the_next_day_goes_on() {
    let app = Site::new()
        .clinics(200)
        .set("VERIFY_DAYS", "30")
        .set("LIMIT_MAILS_PER_HOUR_PER_RECIPIENT", "1000")
        .spawn()
        .await;
    let mut all = npis(&app, 100).await;
    all.extend(more(&app).await);
    assert_eq!(all.len(), 203);
    let day = app.now().date_naive() - TimeDelta::days(31);
    for npi in &all {
        set(&app, npi, |row| {
            row.contact = DESK.parse().ok();
            row.verified_on = Some(day);
        })
        .await;
    }
    jobs::begin_reminders(&app.ctx).await.unwrap();
    app.work().await;
    let most = usize::try_from(MOST).unwrap();
    assert_eq!(reminders(&app), most);
    app.wait(TimeDelta::days(1));
    app.work().await;
    assert_eq!(reminders(&app), all.len());
}

/// The 103 after the first hundred.
async fn more(app: &App) -> Vec<Npi> {
    use footpath_entity::directory::podiatrist::{Column, Entity};
    use sea_orm::{EntityTrait, QueryOrder, QuerySelect};
    let rows = Entity::find()
        .order_by_asc(Column::SortName)
        .order_by_asc(Column::Npi)
        .offset(100)
        .limit(103)
        .all(app.ctx.store.read())
        .await
        .unwrap();
    rows.into_iter().map(|row| row.npi).collect()
}

#[tokio::test]
async fn links_that_nobody_used_are_forgotten_and_who_looks_after_a_listing_is_not() {
    let (app, npi) = site().await;
    checked(&app, &npi, 400).await;
    jobs::begin_reminders(&app.ctx).await.unwrap();
    app.work().await;
    assert_eq!(claims(&app).await.len(), 1);
    set(&app, &npi, |row| row.hidden = true).await;
    days(&app, 45).await;
    assert!(claims(&app).await.is_empty());
    assert!(row(&app, &npi).await.contact.is_some());
}
