//! How a clinic wants to be asked: capacity, quiet hours, PIN, and the day of an appointment.

use chrono::TimeDelta;
use footpath_domain::{
    directory::clinic::{self, SetHandling},
    referral::{self, Status},
    triage::{self, Tier},
};
use footpath_entity::{id::ClinicId, role::Role};

use super::rig::{ann, site};
use crate::{
    console::rig::Desk,
    support::{Answer, App, SYSTEM},
};

const DESK: &str = "triage@feet.example.org";

async fn handle(site: &App, clinic: ClinicId, cmd: SetHandling) {
    clinic::set_handling(&site.ctx, &SYSTEM, clinic, cmd)
        .await
        .unwrap();
}

fn quiet(from: &str, to: &str) -> SetHandling {
    SetHandling {
        quiet_from: from.to_owned(),
        quiet_to: to.to_owned(),
        time_zone: "America/Denver".to_owned(),
        ..SetHandling::default()
    }
}

#[tokio::test]
async fn a_clinic_that_has_had_enough_is_passed_over() {
    let site = site(Some(DESK)).spawn().await;
    let near = site.clinic("Near", "near@clinic.example.org", 1.0).await;
    site.clinic("Far", "far@clinic.example.org", 9.0).await;
    let one = SetHandling {
        capacity: "1".to_owned(),
        ..SetHandling::default()
    };
    handle(&site, near, one).await;
    let mut asked = Vec::new();
    for _ in 0..3 {
        asked.push(site.assess_and_refer(&ann(), None).await.recipient.unwrap());
    }
    assert_eq!(asked, ["Near", "Far", "Far"]);
    let wanted = site.assess_and_refer(&ann(), Some(near)).await;
    assert_eq!(
        wanted.recipient.as_deref(),
        Some("Far"),
        "also when it was asked for"
    );
    site.wait(TimeDelta::hours(25));
    let tomorrow = site.assess_and_refer(&ann(), None).await;
    assert_eq!(tomorrow.recipient.as_deref(), Some("Near"));
}

#[tokio::test]
async fn what_can_wait_waits_for_the_end_of_quiet_hours() {
    // Monday noon UTC is five in the morning in Boise.
    let site = site(Some(DESK)).spawn().await;
    let clinic = site.clinic("Near", "near@clinic.example.org", 1.0).await;
    handle(&site, clinic, quiet("20", "7")).await;
    let urgent = site.refer(Tier::Urgent, &ann(), Some(clinic)).await;
    site.work().await;
    assert_eq!(
        site.referral(&urgent).await.status,
        Status::Sent,
        "does not wait"
    );
    let routine = site.refer(Tier::Podiatrist, &ann(), Some(clinic)).await;
    site.work().await;
    assert_eq!(site.referral(&routine).await.status, Status::Queued);
    let start = site.now();
    let attempts = site.attempts().await;
    let due = attempts.iter().map(|one| one.due_at).max().unwrap();
    assert_eq!(
        due - start,
        TimeDelta::hours(2 + 72),
        "counted from when it is sent"
    );
    site.wait(TimeDelta::hours(2));
    site.work().await;
    assert_eq!(site.referral(&routine).await.status, Status::Sent);
}

async fn press(site: &App, path: &str, fields: &[(&str, &str)]) -> Answer {
    let form = site.ask("POST", path).form(fields);
    form.header("sec-fetch-site", "same-origin").send().await
}

fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let (_, rest) = page
        .split_once(&mark)
        .unwrap_or_else(|| panic!("no {name} in {page}"));
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_link_opens_with_the_pin_only_and_guessing_ends_soon() {
    let site = site(Some(DESK)).spawn().await;
    let clinic = site.clinic("Near", "near@clinic.example.org", 1.0).await;
    let cmd = SetHandling {
        pin: "271828".to_owned(),
        ..SetHandling::default()
    };
    handle(&site, clinic, cmd).await;
    site.assess_and_refer(&ann(), None).await;
    site.work().await;
    let link = format!(
        "/r/{}",
        site.last_to("near@clinic.example.org").token("/r/")
    );
    let door = site.get(&link).await.expect(200).body;
    assert!(door.contains("PIN of your clinic") && !door.contains("Canary"));
    let csrf = hidden(&door, "_csrf");
    let none = press(&site, &link, &[("_csrf", &csrf)]).await;
    assert!(
        none.status == 422 && !none.body.contains("Canary"),
        "{}",
        none.body
    );
    let wrong = press(&site, &link, &[("_csrf", &csrf), ("pin", "000000")]).await;
    assert!(wrong.status == 422 && wrong.body.contains("is not the PIN"));
    let around = press(&site, &format!("{link}/accept"), &[("_csrf", &csrf)]).await;
    assert_eq!(around.status, 422, "no button works before the PIN");
    let open = press(&site, &link, &[("_csrf", &csrf), ("pin", "271828")]).await;
    assert!(open.status == 200 && open.body.contains("Ann Canary"));
    let pass = hidden(&open.body, "_pass");
    let accepted = press(
        &site,
        &format!("{link}/accept"),
        &[("_csrf", &csrf), ("_pass", &pass)],
    )
    .await;
    assert_eq!(accepted.status, 200);
    for _ in 0..5 {
        press(&site, &link, &[("_csrf", &csrf), ("pin", "111111")]).await;
    }
    let right = press(&site, &link, &[("_csrf", &csrf), ("pin", "271828")]).await;
    assert_eq!(right.status, 429, "even with the right one, for a while");
    let still = press(&site, &link, &[("_csrf", &csrf), ("_pass", &pass)]).await;
    assert_eq!(still.status, 200, "whoever is in stays in");
}

#[tokio::test]
async fn the_day_of_an_appointment_is_told_to_the_patient_and_to_nobody_else() {
    let site = site(Some(DESK)).spawn().await;
    let referred = site.assess_and_refer(&ann(), None).await;
    site.work().await;
    let link = format!("/r/{}", site.last_to(DESK).token("/r/"));
    let door = site.get(&link).await.body;
    let csrf = hidden(&door, "_csrf");
    press(&site, &link, &[("_csrf", &csrf)]).await.expect(200);
    press(&site, &format!("{link}/accept"), &[("_csrf", &csrf)])
        .await
        .expect(200);
    for bad in ["soon", "2020-01-01", "2126-12-04"] {
        let page = press(
            &site,
            &format!("{link}/scheduled"),
            &[("_csrf", &csrf), ("on", bad)],
        )
        .await;
        assert_eq!(page.status, 422, "{bad}");
    }
    let day = (site.now() + TimeDelta::days(3)).date_naive();
    let page = press(
        &site,
        &format!("{link}/scheduled"),
        &[("_csrf", &csrf), ("on", &day.to_string())],
    )
    .await;
    let spoken = day.format("%A, %B %-d, %Y").to_string();
    assert!(
        page.status == 200 && page.body.contains(&spoken),
        "{}",
        page.body
    );
    site.work().await;
    let mail = site.last_to("ann@example.net");
    assert!(!mail.text.contains(&spoken), "an appointment is in no mail");
    let status = site.get(&format!("/p/{}", mail.token("/p/"))).await.body;
    assert!(status.contains(&spoken));
    assert_eq!(site.referral(&referred).await.status, Status::Scheduled);
    let stored = &site.attempts().await[0];
    let sealed = stored.scheduled_for.as_ref().unwrap();
    let day = day.to_string();
    assert!(!sealed.windows(day.len()).any(|part| part == day.as_bytes()));
}

#[tokio::test]
async fn a_second_assessment_of_the_same_contact_is_seen_for_two_weeks() {
    let site = site(Some(DESK)).spawn().await;
    let first = site.assess_and_refer(&ann(), None).await;
    site.wait(TimeDelta::days(13));
    let mut again = ann();
    again.email = Some("ANN@example.net".parse().unwrap());
    let second = site.assess_and_refer(&again, None).await;
    let desk = Desk::of(&site, Role::Coordinator).await;
    let page = format!("/admin/referrals/{}", second.id);
    let body = desk.see(&page).await.expect(200).body;
    assert!(body.contains("The same contact asked"), "{body}");
    let assessment = site.referral(&second).await.assessment_id;
    let revealed = triage::show(&site.ctx, &SYSTEM, assessment).await.unwrap();
    assert_eq!(revealed.highest_with_repeats, Some(Tier::Urgent));
    site.wait(TimeDelta::days(2));
    site.work().await;
    let desk = Desk::of(&site, Role::Coordinator).await;
    let body = desk.see(&page).await.expect(200).body;
    assert!(
        !body.contains("The same contact asked"),
        "nobody can tell any more"
    );
    let other = referral::managed(&site.ctx, &SYSTEM, first.id)
        .await
        .unwrap();
    assert!(other.repeats.is_empty());
}

#[tokio::test]
async fn tiers_are_counted_as_they_come() {
    let site = site(Some(DESK)).spawn().await;
    for _ in 0..3 {
        site.assess_and_refer(&ann(), None).await;
    }
    site.wait(TimeDelta::days(1));
    site.assess_and_refer(&ann(), None).await;
    let counted = triage::tiers(&site.ctx, &SYSTEM, 7).await.unwrap();
    let counts: Vec<_> = counted.iter().map(|(_, tier, n)| (*tier, *n)).collect();
    assert_eq!(counts, [(Tier::Urgent, 3), (Tier::Urgent, 1)]);
    let desk = Desk::of(&site, Role::Coordinator).await;
    let dashboard = desk.see("/admin").await.expect(200).body;
    assert!(dashboard.contains("Assessments by tier"));
}

#[tokio::test]
async fn the_board_shows_what_is_overdue_first() {
    let site = site(Some(DESK)).spawn().await;
    site.assess_and_refer(&ann(), None).await;
    site.work().await;
    let desk = Desk::of(&site, Role::Coordinator).await;
    let board = desk.see("/admin/referrals/board").await.expect(200).body;
    assert!(board.contains("Nothing is overdue"));
    site.wait(TimeDelta::hours(5));
    let desk = Desk::of(&site, Role::Coordinator).await;
    let board = desk.see("/admin/referrals/board").await.expect(200).body;
    assert!(!board.contains("Nothing is overdue"), "{board}");
    assert!(board.contains("4 hours to 24 hours") && board.contains("Not opened"));
}

#[tokio::test]
async fn a_clinics_page_takes_how_it_is_asked() {
    let site = site(Some(DESK)).spawn().await;
    let clinic = site.clinic("Near", "near@clinic.example.org", 1.0).await;
    let desk = Desk::of(&site, Role::Coordinator).await;
    let page = format!("/admin/clinics/{clinic}");
    let action = format!("{page}/handling");
    let bad = desk
        .send(&page, &action, &[("capacity", "0"), ("pin", "12")])
        .await;
    assert_eq!(bad.status, 422);
    assert!(bad.body.contains("id=\"capacity_error\"") && bad.body.contains("id=\"pin_error\""));
    let good = desk
        .send(
            &page,
            &action,
            &[
                ("capacity", "3"),
                ("quiet_from", "19"),
                ("quiet_to", "8"),
                ("time_zone", "America/Denver"),
                ("pin", "314159"),
            ],
        )
        .await;
    assert_eq!(good.status, 303, "{}", good.body);
    let body = desk.see(&page).await.expect(200).body;
    assert!(body.contains("at most 3 in 24 hours") && body.contains("19:00 to 8:00"));
    assert!(!body.contains("314159"), "a PIN is never shown");
    let log = clinic::handling(site.ctx.store.read(), clinic)
        .await
        .unwrap();
    assert!(log.pin_hash.unwrap().starts_with("$argon2id$"));
    desk.send(&page, &action, &[("remove_pin", "true")]).await;
    let gone = clinic::handling(site.ctx.store.read(), clinic)
        .await
        .unwrap();
    assert_eq!(gone.pin_hash, None);
}
