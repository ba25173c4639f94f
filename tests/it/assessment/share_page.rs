//! What a reader may do with a result: keep it, share it with a clinic of their choice, or go back.

use footpath_domain::{
    Actor,
    directory::clinic::{SetHandling, set_handling},
};
use footpath_entity::{referral::attempt, triage::assessment};
use sea_orm::EntityTrait;

use super::{
    page::{Pairs, hidden, hidden_in, pair, result},
    site::site,
};
use crate::support::{Answer, App};

const SHARE: &str = "/assessment/share";

/// The form below a result that calls for a podiatrist, with what `typed` says.
async fn form(site: &App, change: &[(&str, &str)], typed: &[(&str, &str)]) -> Pairs {
    let page = result(site, change).await;
    let mut form = hidden_in(&page.body, SHARE);
    form.extend(typed.iter().map(|(name, value)| pair(name, value)));
    form
}

async fn send(site: &App, change: &[(&str, &str)], typed: &[(&str, &str)]) -> Answer {
    let form = form(site, change, typed).await;
    site.post_form(SHARE, &form).await
}

#[tokio::test]
async fn keeping_and_sharing_are_agreed_to_apart() {
    let site = site().await;
    let page = result(&site, &[("swelling", "yes")]).await.body;
    for consent in ["collect", "share_with_clinic", "email_me"] {
        let unticked = format!("name=\"consents.{consent}\" type=\"checkbox\" value=\"true\">");
        assert!(page.contains(&unticked), "{consent}");
    }
    assert!(!page.contains("consents.guardian"));
    assert!(page.contains("Keep my answers and the result, encrypted"));

    let typed = [
        ("consents.share_with_clinic", "true"),
        ("contact.name", "Ann Canary"),
        ("contact.phone", "12"),
    ];
    let refused = send(&site, &[("swelling", "yes")], &typed).await;
    assert_eq!(refused.status, 422);
    let text = &refused.body;
    assert!(text.contains("id=\"consents.collect_error\""));
    assert!(text.contains("id=\"contact.phone_error\"") && text.contains("Ann Canary"));
    assert!(
        text.contains(
            "name=\"consents.share_with_clinic\" type=\"checkbox\" value=\"true\" checked"
        )
    );
    assert_eq!(site.stored().await, [0; 4]);
}

#[tokio::test]
async fn a_result_is_kept_without_being_shared() {
    let site = site().await;
    let typed = [
        ("consents.collect", "true"),
        ("contact.name", "Ann Canary"),
        ("contact.phone", "nonsense"),
        ("clinic_id", "nonsense"),
    ];
    let kept = send(&site, &[("swelling", "yes")], &typed).await;
    assert_eq!(kept.status, 200, "{}", kept.body);
    assert!(kept.body.contains("Kept") && kept.body.contains("nobody else has it"));
    let receipt = hidden_in(&kept.body, "/assessment/receipt");
    assert_eq!(receipt.len(), 2, "a number and a receipt");
    assert_eq!(site.stored().await[..2], [1, 1], "one consent");
    let db = site.ctx.store.read();
    let row = assessment::Entity::find().one(db).await.unwrap().unwrap();
    assert!(row.contact.is_none(), "nobody asked to be called");
    assert!(attempt::Entity::find().all(db).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_result_that_needs_nobody_can_be_kept_all_the_same() {
    let site = site().await;
    let page = result(&site, &[]).await.body;
    assert!(page.contains("consents.collect") && !page.contains("consents.share_with_clinic"));
    assert!(!page.contains("contact.name"));
    let kept = send(&site, &[], &[("consents.collect", "true")]).await;
    assert_eq!(kept.status, 200);
    assert!(kept.body.contains("action=\"/assessment/erase\""));
    assert!(!kept.body.contains("action=\"/assessment/receipt\""));
}

#[tokio::test]
async fn of_a_child_nothing_is_kept_unless_an_adult_answers() {
    let site = site().await;
    let mut form = form(&site, &[("age", "11")], &[("consents.collect", "true")]).await;
    let refused = site.post_form(SHARE, &form).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(refused.body.contains("id=\"consents.guardian_error\""));
    assert_eq!(site.stored().await, [0; 4]);
    form.push(pair("consents.guardian", "true"));
    assert_eq!(site.post_form(SHARE, &form).await.status, 200);
    assert_eq!(site.stored().await[0], 1);
}

#[tokio::test]
async fn the_reader_sees_who_would_get_it_and_chooses() {
    let site = site().await;
    site.clinic("Far Clinic", "far@clinic.example.org", 9.0)
        .await;
    site.clinic("Near Clinic", "near@clinic.example.org", 2.0)
        .await;
    let away = site
        .clinic("Away Clinic", "away@clinic.example.org", 60.0)
        .await;
    let change = [("swelling", "yes"), ("postal_code", "83702")];
    let page = result(&site, &change).await.body;
    let (near, far) = (
        page.find("Near Clinic, Boise, 2.0 miles").unwrap(),
        page.find("Far Clinic, Boise, 9").unwrap(),
    );
    assert!(near < far && !page.contains("Away Clinic"));
    let values: Vec<&str> = page
        .split("name=\"clinic_id\" type=\"radio\" value=\"")
        .skip(1)
        .collect();
    assert_eq!(values.len(), 2);
    let chosen = |n: usize| values[n].split_once('"').unwrap();
    assert!(chosen(0).1.starts_with(" checked") && !chosen(1).1.starts_with(" checked"));

    let mut typed = vec![
        ("consents.collect", "true"),
        ("consents.share_with_clinic", "true"),
        ("contact.name", "Ann"),
        ("contact.phone", "208 555 0100"),
        ("clinic_id", chosen(1).0),
    ];
    let shared = send(&site, &change, &typed).await;
    assert!(
        shared.body.contains("It goes to <strong>Far Clinic"),
        "{}",
        shared.body
    );
    // One that was not offered may be asked for, too; what is no clinic at all is not.
    let away = away.to_string();
    typed[4].1 = &away;
    let shared = send(&site, &change, &typed).await;
    assert!(shared.body.contains("Away Clinic"));
    typed[4].1 = "the nice one";
    let refused = send(&site, &change, &typed).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("id=\"clinic_id_error\""));
}

#[tokio::test]
async fn a_clinic_that_has_no_room_today_is_not_offered() {
    let site = site().await;
    let near = site
        .clinic("Near Clinic", "near@clinic.example.org", 2.0)
        .await;
    site.clinic("Far Clinic", "far@clinic.example.org", 9.0)
        .await;
    let room = SetHandling {
        capacity: "1".to_owned(),
        ..SetHandling::default()
    };
    set_handling(&site.ctx, &Actor::System("test"), near, room)
        .await
        .unwrap();
    let change = [("swelling", "yes"), ("postal_code", "83702")];
    let typed = [
        ("consents.collect", "true"),
        ("consents.share_with_clinic", "true"),
        ("contact.name", "Ann"),
        ("contact.phone", "208 555 0100"),
    ];
    let shared = send(&site, &change, &typed).await;
    assert!(shared.body.contains("It goes to <strong>Near Clinic"));
    let page = result(&site, &change).await.body;
    assert!(page.contains("Far Clinic") && !page.contains("Near Clinic"));
}

#[tokio::test]
async fn where_no_clinic_can_be_named_the_page_says_who_gets_it() {
    let site = site().await;
    let page = result(&site, &[("swelling", "yes")]).await.body;
    assert!(page.contains("You gave no ZIP code") && page.contains("Foot House’s triage desk"));
    let page = result(&site, &[("swelling", "yes"), ("postal_code", "83702")]).await;
    assert!(page.body.contains("No clinic near you takes referrals"));
    assert!(!page.body.contains("clinic_id"));
}

#[tokio::test]
async fn an_answer_can_be_changed_after_the_result() {
    let site = site().await;
    let page = result(&site, &[("swelling", "yes"), ("postal_code", "83702")]).await;
    assert!(page.body.contains("Change an answer"));
    let mut form = hidden_in(&page.body, "/assessment");
    form.push(pair("_go", "change"));
    let first = site.post_form("/assessment", &form).await;
    assert_eq!(first.status, 200);
    assert!(first.body.contains("1 of 3"));
    assert_eq!(first.body.matches(" checked").count(), 14);
    let carried = hidden(&first.body);
    for kept in [
        pair("swelling", "yes"),
        pair("age", "35"),
        pair("postal_code", "83702"),
    ] {
        assert!(carried.contains(&kept), "{kept:?}");
    }
    assert_eq!(site.stored().await, [0; 4]);
}

#[tokio::test]
async fn an_answer_that_is_an_emergency_alone_is_marked_before_it_is_sent() {
    let site = site().await;
    let page = site.get("/assessment").await.body;
    let grave = page.matches("value=\"yes\" class=\"alarm\"").count();
    assert_eq!(grave, 6);
    // One panel follows each of these, and one waits for the script.
    assert_eq!(page.matches("class=\"call-now\" role=\"alert\"").count(), 7);
    assert!(page.contains("data-alarms=\"[{&#34;headline&#34;:&#34;Call 911 now&#34;"));
}

/// Whatever a page says beside a field stands among the words, so that it can be translated.
#[tokio::test]
async fn what_is_wrong_is_told_in_words_of_the_one_place() {
    let words = include_str!("../../../templates/src/words.rs");
    let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let site = site().await;
    let sent = [
        ("injury", "perhaps"),
        ("pain_site", "ear"),
        ("trend", "odd"),
        ("age", "many"),
        ("postal_code", "8370"),
    ];
    let mut pages = vec![result(&site, &[("age", "many"), ("trend", "odd")]).await];
    pages.push(result(&site, &[("postal_code", "8370")]).await);
    let all = super::page::screen(1, &sent);
    pages.push(site.post_form("/assessment", &all).await);
    let missing = [
        pair("_version", "1"),
        pair("_screen", "3"),
        pair("_go", "next"),
    ];
    pages.push(site.post_form("/assessment", &missing).await);
    let long = "n".repeat(300);
    for (name, phone, email, to) in [
        ("", "", "", "here"),
        (&*long, "12", "ann", "here"),
        ("A\nB", "", "", "here"),
        ("Ann", "", "a\n@b.c", "here"),
    ] {
        let typed = [
            ("contact.name", name),
            ("contact.phone", phone),
            ("contact.email", email),
            ("clinic_id", to),
            ("consents.share_with_clinic", "true"),
            ("consents.email_me", "true"),
        ];
        pages.push(send(&site, &[("age", "11"), ("swelling", "yes")], &typed).await);
        let kept = [&typed[..], &[("consents.collect", "true")]].concat();
        pages.push(send(&site, &[("age", "11"), ("swelling", "yes")], &kept).await);
    }
    pages.push(site.post_form("/assessment/erase", &[]).await);
    let unknown = [
        pair("id", "0190a1b2-c3d4-7000-8000-0123456789ab"),
        pair("receipt", "x"),
    ];
    pages.push(site.post_form("/assessment/erase", &unknown).await);
    let mut told = 0;
    for page in &pages {
        for error in page.body.split("class=\"error\"").skip(1) {
            let text = error.split("</span>").nth(1).unwrap();
            let text = text.split("</p>").next().unwrap().replace("&#34;", "\\\"");
            // Numbers and lists come from the rule set.
            let fixed = text.split(|c: char| c.is_ascii_digit()).next().unwrap();
            let fixed = fixed.split(" one of ").next().unwrap();
            let fixed = fixed.split(" any of ").next().unwrap();
            assert!(words.contains(fixed), "{text} stands elsewhere");
            told += 1;
        }
    }
    assert!(told > 25, "{told}");
}
