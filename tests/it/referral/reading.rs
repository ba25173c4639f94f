//! Who reads what is sealed of a referral, what a person gets of it, and buttons pressed twice.

use chrono::TimeDelta;
use footpath_domain::{
    Actor, audit,
    referral::{self, Decline, DeclineReason, Status},
};
use footpath_entity::role::Role;
use serde_json::{Value, json};

use super::rig::{ann, site};
use crate::{
    assessment::site::sharing,
    console::rig::Desk,
    support::{Answer, App, SYSTEM},
};

const DESK: &str = "triage@feet.example.org";
const NEAR: &str = "near@clinic.example.org";

async fn press(site: &App, path: &str, fields: &[(&str, &str)]) -> Answer {
    let form = site.ask("POST", path).form(fields);
    form.header("sec-fetch-site", "same-origin").send().await
}

/// How often the notes of a referral were read, by the audit log.
async fn reads(site: &App, id: footpath_entity::id::ReferralId) -> usize {
    let log = audit::history(&site.ctx, &SYSTEM, "referral", id, 100)
        .await
        .unwrap();
    let reads = log.iter().filter(|one| one.action == "referral.notes_read");
    reads.count()
}

#[tokio::test]
async fn reading_notes_is_written_down_once_an_hour_for_each_reader() {
    let site = site(Some(DESK)).spawn().await;
    let referred = site.assess_and_refer(&ann(), None).await;
    let page = format!("/admin/referrals/{}", referred.id);
    let desk = Desk::of(&site, Role::Coordinator).await;
    desk.see(&page).await.expect(200);
    assert_eq!(
        reads(&site, referred.id).await,
        0,
        "there is nothing to read"
    );
    referral::note(&site.ctx, &SYSTEM, referred.id, "Called twice.")
        .await
        .unwrap();
    for _ in 0..3 {
        desk.see(&page).await.expect(200);
    }
    assert_eq!(reads(&site, referred.id).await, 1);
    let admin = Desk::of(&site, Role::Admin).await;
    admin.see(&page).await.expect(200);
    assert_eq!(reads(&site, referred.id).await, 2, "another reader");
    site.wait(TimeDelta::hours(1));
    let desk = Desk::of(&site, Role::Coordinator).await;
    desk.see(&page).await.expect(200);
    assert_eq!(reads(&site, referred.id).await, 3, "another hour");

    let id = site.referral(&referred).await.assessment_id;
    let beside = desk
        .see(&format!("/admin/assessments/{id}"))
        .await
        .expect(200)
        .body;
    assert!(beside.contains("Notes read by Robin Hale"), "{beside}");
}

#[tokio::test]
async fn the_day_of_an_appointment_is_read_as_well() {
    let site = site(Some(DESK)).spawn().await;
    let referred = site.assess_and_refer(&ann(), None).await;
    site.work().await;
    let clinic = opened(&site, DESK).await;
    referral::accept(&site.ctx, &clinic).await.unwrap();
    let day = (site.now() + TimeDelta::days(3)).date_naive();
    referral::schedule(&site.ctx, &clinic, Some(day))
        .await
        .unwrap();
    referral::managed(&site.ctx, &SYSTEM, referred.id)
        .await
        .unwrap();
    assert_eq!(reads(&site, referred.id).await, 1);
}

async fn opened(site: &App, inbox: &str) -> Actor {
    let token = site.last_to(inbox).token("/r/");
    let clinic = referral::clinic_by_token(&site.ctx, &token).await.unwrap();
    referral::view(&site.ctx, &clinic).await.unwrap();
    clinic
}

#[tokio::test]
async fn what_is_handed_out_holds_notes_reasons_the_appointment_and_what_was_confirmed() {
    let site = site(Some(DESK)).spawn().await;
    footpath_domain::triage::seed(&site.ctx).await.unwrap();
    site.clinic("Near", NEAR, 1.0).await;
    let body = sharing(&json!({"cannot_bear_weight": "yes"}));
    let made = site.assess(&body).await.expect(201).json();
    site.work().await;
    let near = opened(&site, NEAR).await;
    let cmd = Decline {
        reason: DeclineReason::Other,
        note: "We moved house".to_owned(),
    };
    referral::decline(&site.ctx, &near, cmd).await.unwrap();
    site.work().await;
    let desk = opened(&site, DESK).await;
    referral::accept(&site.ctx, &desk).await.unwrap();
    let day = (site.now() + TimeDelta::days(3)).date_naive();
    referral::schedule(&site.ctx, &desk, Some(day))
        .await
        .unwrap();
    let id = made["referral"]["id"].as_str().unwrap().parse().unwrap();
    referral::note(&site.ctx, &SYSTEM, id, "Called twice.")
        .await
        .unwrap();
    let patient = Actor::Patient { referral: id };
    referral::confirm(&site.ctx, &patient).await.unwrap();

    let path = format!("/api/v1/assessments/{}", made["id"].as_str().unwrap());
    let receipt = made["receipt"].as_str().unwrap();
    let asked = site.ask("GET", &path).header("Assessment-Receipt", receipt);
    let all = asked.send().await.expect(200).json();
    let kept = &all["referral"];
    assert_eq!(kept["asked"][0]["decline_reason"], "other");
    assert_eq!(kept["asked"][0]["decline_note"], "We moved house");
    assert_eq!(kept["asked"][1]["appointment_on"], day.to_string());
    assert_eq!(kept["asked"][1]["decline_note"], Value::Null);
    assert_eq!(kept["notes"][0]["text"], "Called twice.");
    assert!(kept["notes"][0]["at"].is_string());
    assert!(kept["confirmed_at"].is_string());
    assert_eq!(kept["disowned_at"], Value::Null);
    assert!(kept["accepted_at"].is_string());
    assert_eq!(kept["closed_at"], Value::Null);
}

#[tokio::test]
async fn accept_pressed_twice_shows_the_referral_and_nothing_happens_twice() {
    let site = site(Some(DESK)).spawn().await;
    let referred = site.assess_and_refer(&ann(), None).await;
    site.work().await;
    let link = format!("/r/{}", site.last_to(DESK).token("/r/"));
    let csrf = site.get(&link).await.csrf();
    let fields = [("_csrf", &*csrf)];
    press(&site, &link, &fields).await.expect(200);
    let accept = format!("{link}/accept");
    press(&site, &accept, &fields).await.expect(200);
    let again = press(&site, &accept, &fields).await.expect(200);
    assert!(again.body.contains("Ann Canary") && again.body.contains("accepted"));
    let decline = press(
        &site,
        &format!("{link}/decline"),
        &[("_csrf", &csrf), ("reason", "too_far")],
    )
    .await;
    assert_eq!(decline.status, 409, "that is another matter");
    site.work().await;
    assert_eq!(site.mails().len(), 3, "the patient heard of it once");
    assert_eq!(site.referral(&referred).await.status, Status::Accepted);
}

#[tokio::test]
async fn the_day_of_an_appointment_is_changed_later() {
    let site = site(Some(DESK)).spawn().await;
    let referred = site.assess_and_refer(&ann(), None).await;
    site.work().await;
    let link = format!("/r/{}", site.last_to(DESK).token("/r/"));
    let csrf = site.get(&link).await.csrf();
    let fields = [("_csrf", &*csrf)];
    press(&site, &link, &fields).await.expect(200);
    press(&site, &format!("{link}/accept"), &fields)
        .await
        .expect(200);
    let scheduled = format!("{link}/scheduled");
    let day = |ahead| (site.now() + TimeDelta::days(ahead)).date_naive();
    let told = |site: &App| {
        let mails = site.mails();
        mails
            .iter()
            .filter(|mail| mail.text.contains("/p/"))
            .count()
    };
    for (ahead, mails) in [(3, 3), (3, 3), (5, 4)] {
        let on = day(ahead).to_string();
        let page = press(&site, &scheduled, &[("_csrf", &csrf), ("on", &on)]).await;
        let spoken = day(ahead).format("%A, %B %-d, %Y").to_string();
        assert!(
            page.status == 200 && page.body.contains(&spoken),
            "{}",
            page.body
        );
        assert!(
            page.body.contains(&scheduled),
            "and may be changed once more"
        );
        site.work().await;
        assert_eq!(told(&site), mails, "{ahead} days ahead");
    }
    assert_eq!(site.referral(&referred).await.status, Status::Scheduled);
    let blank = press(&site, &scheduled, &[("_csrf", &csrf), ("on", "")]).await;
    let spoken = day(5).format("%A, %B %-d, %Y").to_string();
    assert!(
        blank.status == 200 && blank.body.contains(&spoken),
        "the day that is known stays"
    );
    press(&site, &format!("{link}/completed"), &fields)
        .await
        .expect(200);
    let late = press(&site, &scheduled, &[("_csrf", &csrf), ("on", "")]).await;
    assert_eq!(late.status, 409);
}

#[tokio::test]
async fn fhir_says_what_was_left_open_and_when_it_was_touched_last() {
    let site = site(Some(DESK)).spawn().await;
    footpath_domain::triage::seed(&site.ctx).await.unwrap();
    let of = |bundle: &Value, kind: &str| -> Value {
        let all = bundle["entry"].as_array().unwrap().iter();
        let mut found = all.filter(|entry| entry["resource"]["resourceType"] == kind);
        found.next().unwrap()["resource"].clone()
    };
    // An emergency is answered before everything is.
    let mut body = sharing(&json!({"chest_or_breathing": "yes"}));
    let given = body["answers"].as_object_mut().unwrap();
    given.remove("age");
    given.remove("severity");
    site.assess(&body).await.expect(201);
    site.work().await;
    let clinic = opened(&site, DESK).await;
    let bundle = referral::bundle(&site.ctx, &clinic).await.unwrap();
    assert_eq!(
        of(&bundle, "QuestionnaireResponse")["status"],
        "in-progress"
    );
    site.wait(TimeDelta::minutes(1));

    let whole = sharing(&json!({"cannot_bear_weight": "yes"}));
    site.assess(&whole).await.expect(201);
    site.work().await;
    let clinic = opened(&site, DESK).await;
    let bundle = referral::bundle(&site.ctx, &clinic).await.unwrap();
    assert_eq!(of(&bundle, "QuestionnaireResponse")["status"], "completed");
    referral::accept(&site.ctx, &clinic).await.unwrap();
    let mut last = String::new();
    for step in 0..3 {
        site.wait(TimeDelta::hours(1));
        match step {
            0 => referral::schedule(&site.ctx, &clinic, None).await.unwrap(),
            1 => {
                let day = (site.now() + TimeDelta::days(2)).date_naive();
                let cmd = referral::schedule(&site.ctx, &clinic, Some(day));
                cmd.await.unwrap();
            }
            _ => referral::complete(&site.ctx, &clinic).await.unwrap(),
        }
        let now = site
            .now()
            .to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        let bundle = referral::bundle(&site.ctx, &clinic).await.unwrap();
        let task = of(&bundle, "Task");
        assert_eq!(task["lastModified"], now, "step {step}");
        assert_ne!(task["lastModified"], last);
        last = now;
    }
}
