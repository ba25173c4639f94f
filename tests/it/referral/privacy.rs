//! What a person may ask for: all that is kept, who saw it, that it goes; and what a clinic takes
//! into its own system.

use footpath_domain::triage;
use footpath_entity::{id::AssessmentId, kernel::erasure, role::Role, triage::assessment};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use serde_json::{Value, json};

use super::rig::{ann, site};
use crate::{
    assessment::site::sharing,
    console::rig::Desk,
    support::{Answer, App, SYSTEM},
};

const DESK: &str = "triage@feet.example.org";

async fn assessed(site: &App) -> (String, String) {
    triage::seed(&site.ctx).await.unwrap();
    let body = sharing(&json!({"cannot_bear_weight": "yes", "pain_site": ["arch"]}));
    let made = site
        .post("/api/v1/assessments", &body)
        .await
        .expect(201)
        .json();
    let text = |name: &str| made[name].as_str().unwrap().to_owned();
    site.work().await;
    (text("id"), text("receipt"))
}

async fn press(site: &App, path: &str, csrf: &str) -> Answer {
    let form = site.ask("POST", path).form(&[("_csrf", csrf)]);
    form.header("sec-fetch-site", "same-origin").send().await
}

async fn export(site: &App, id: &str, receipt: &str) -> Answer {
    let asked = site.ask("GET", &format!("/api/v1/assessments/{id}"));
    asked.header("Assessment-Receipt", receipt).send().await
}

/// The clinic's link, and what its forms carry.
async fn door(site: &App) -> (String, String) {
    let link = format!("/r/{}", site.last_to(DESK).token("/r/"));
    let csrf = site.get(&link).await.csrf();
    (link, csrf)
}

#[tokio::test]
async fn with_the_receipt_one_gets_all_that_is_kept_and_who_saw_it() {
    let site = site(Some(DESK)).spawn().await;
    let (id, receipt) = assessed(&site).await;
    assert_eq!(export(&site, &id, "wrong").await.status, 404);
    let (link, csrf) = door(&site).await;
    press(&site, &link, &csrf).await.expect(200);
    let desk = Desk::of(&site, Role::Coordinator).await;
    let page = format!("/admin/assessments/{id}");
    desk.send(&page, &format!("{page}/reveal"), &[])
        .await
        .expect(200);

    let all = export(&site, &id, &receipt).await.expect(200);
    assert_eq!(all.header("cache-control"), "no-store");
    let all = all.json();
    assert_eq!(all["answers"]["cannot_bear_weight"], "yes");
    assert_eq!(all["tier"], "urgent");
    assert_eq!(all["questionnaire"]["version"], 1);
    assert!(
        all["contact"]["name"].is_string() && all["referral"]["asked"][0]["opened_at"].is_string()
    );
    let consents = all["consents"].as_array().unwrap();
    assert!(
        consents
            .iter()
            .any(|one| one["consent"] == "share_with_clinic")
    );
    assert!(
        consents
            .iter()
            .all(|one| one["text"].as_str().unwrap().len() > 20)
    );
    let seen: Vec<&str> = all["seen_by"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["what"].as_str().unwrap())
        .collect();
    assert_eq!(seen, ["assessment.revealed", "referral.viewed"]);

    // The same for the coordinator, without opening anything.
    let body = desk.see(&page).await.expect(200).body;
    assert!(
        body.contains("Who saw it") && body.contains("Opened by A clinic"),
        "{body}"
    );
    assert!(body.contains("Handed out to"), "{body}");
    assert!(body.contains("Share my answers, the result, my name"));
}

#[tokio::test]
async fn a_clinic_that_has_opened_it_is_asked_to_delete_it() {
    let site = site(Some(DESK)).spawn().await;
    let (id, receipt) = assessed(&site).await;
    let (link, csrf) = door(&site).await;
    let open = press(&site, &link, &csrf).await.expect(200).body;
    let (_, rest) = open.split_once("Reference ").unwrap();
    let reference: String = rest.chars().take_while(|c| *c != '<').collect();
    let gone = site.ask("DELETE", &format!("/api/v1/assessments/{id}"));
    assert_eq!(
        gone.header("Assessment-Receipt", &receipt)
            .send()
            .await
            .status,
        204
    );
    site.work().await;
    let mail = site.last_to(DESK);
    assert_eq!(mail.subject, "Please delete a referral");
    assert!(mail.text.contains(&reference), "{}", mail.text);
    for word in ["Ann", "Canary", "weight", "urgent"] {
        assert!(
            !mail.text.to_lowercase().contains(&word.to_lowercase()),
            "{word}"
        );
    }

    // Who never opened it has nothing to delete.
    let (id, receipt) = assessed(&site).await;
    let before = site.mails().len();
    let gone = site.ask("DELETE", &format!("/api/v1/assessments/{id}"));
    assert_eq!(
        gone.header("Assessment-Receipt", &receipt)
            .send()
            .await
            .status,
        204
    );
    site.work().await;
    assert!(site.mails().len() <= before);
}

#[tokio::test]
async fn the_page_hands_out_what_is_kept() {
    let site = site(Some(DESK)).spawn().await;
    let (id, receipt) = assessed(&site).await;
    let fields = [("id", &*id), ("receipt", &*receipt)];
    let asked = site.ask("POST", "/assessment/export").form(&fields);
    let file = asked
        .header("sec-fetch-site", "same-origin")
        .send()
        .await
        .expect(200);
    assert!(
        file.header("content-disposition")
            .contains("my-assessment.json")
    );
    assert_eq!(file.json()["id"], id.as_str());
}

#[tokio::test]
async fn a_clinic_takes_the_referral_as_fhir_once_it_has_opened_it() {
    let site = site(Some(DESK)).spawn().await;
    assessed(&site).await;
    let (link, csrf) = door(&site).await;
    let path = format!("{link}/fhir");
    assert_eq!(
        press(&site, &path, &csrf).await.status,
        409,
        "not before it was opened"
    );
    press(&site, &link, &csrf).await.expect(200);
    press(&site, &format!("{link}/accept"), &csrf)
        .await
        .expect(200);
    let file = press(&site, &path, &csrf).await.expect(200);
    assert_eq!(file.header("content-type"), "application/fhir+json");
    assert_eq!(file.header("cache-control"), "no-store");
    let bundle = file.json();
    let of = |kind: &str| -> Value {
        let all = bundle["entry"].as_array().unwrap().iter();
        let mut found = all.filter(|entry| entry["resource"]["resourceType"] == kind);
        found.next().unwrap_or_else(|| panic!("no {kind}")).clone()
    };
    let (patient, request) = (of("Patient"), of("ServiceRequest"));
    let (task, answers) = (of("Task"), of("QuestionnaireResponse"));
    assert_eq!(
        request["resource"]["subject"]["reference"],
        patient["fullUrl"]
    );
    assert_eq!(request["resource"]["priority"], "urgent");
    assert_eq!(
        request["resource"]["reasonCode"][0]["coding"][0]["code"],
        "bone_stress_high"
    );
    assert_eq!(task["resource"]["focus"]["reference"], request["fullUrl"]);
    assert_eq!(task["resource"]["status"], "accepted");
    let asked = answers["resource"]["questionnaire"].as_str().unwrap();
    let (asked, version) = asked.split_once('|').unwrap();
    let asked = &asked[asked.find("/fhir/").unwrap()..];
    let questionnaire = site.get(asked).await.expect(200).json();
    assert_eq!(questionnaire["version"], version);
    let said = answered(&questionnaire["item"], &answers["resource"]["item"]);
    let of = |id: &str| said.iter().find(|(link, _)| link == id).unwrap().1.clone();
    assert_eq!(of("cannot_bear_weight"), [json!("yes")]);
    assert_eq!(of("age"), [json!(35)]);
    assert_eq!(of("pain_site"), [json!("arch")]);
    let again = press(&site, &path, &csrf).await.expect(200).json();
    assert_eq!(again["entry"][0]["fullUrl"], bundle["entry"][0]["fullUrl"]);
    let admin = Desk::of(&site, Role::Admin).await;
    let log = admin.see("/admin/audit?kind=referral").await.body;
    assert!(log.contains("referral.exported"));
}

/// What was answered, by link ID; each answer of the type and one of the values that its question
/// allows, in the same group.
fn answered(asked: &Value, answers: &Value) -> Vec<(String, Vec<Value>)> {
    let all = |items: &Value| items.as_array().cloned().unwrap_or_default();
    let mut said = Vec::new();
    for item in all(answers) {
        let question = all(asked)
            .into_iter()
            .find(|q| q["linkId"] == item["linkId"]);
        let question = question.unwrap_or_else(|| panic!("nobody asked {item}"));
        assert_eq!(item["text"], question["text"]);
        let values = all(&item["answer"]).into_iter().map(|answer| {
            let coding = &answer["valueCoding"];
            match question["type"].as_str().unwrap() {
                "integer" => answer["valueInteger"].clone(),
                "choice" => {
                    let options = all(&question["answerOption"]);
                    assert!(
                        options.iter().any(|o| o["valueCoding"] == *coding),
                        "{answer}"
                    );
                    coding["code"].clone()
                }
                other => panic!("{other} takes no answer"),
            }
        });
        let values: Vec<Value> = values.collect();
        if question["type"] == "group" {
            said.extend(answered(&question["item"], &item["item"]));
        } else {
            said.push((item["linkId"].as_str().unwrap().to_owned(), values));
        }
    }
    said
}

#[tokio::test]
async fn what_is_noticed_is_read_on_two_pages() {
    let site = site(Some(DESK)).spawn().await;
    for path in ["/privacy", "/consumer-health-data"] {
        let page = site.get(path).await.expect(200);
        assert!(
            page.body.contains("365 days") && page.body.contains(DESK),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_person_in_an_old_backup_is_erased_by_a_newer_ledger() {
    let site = site(Some(DESK)).spawn().await;
    let (id, receipt) = assessed(&site).await;
    let other = site.assess_and_refer(&ann(), None).await;
    // As if a backup from before had been restored: the row is back, the ledger knows better.
    let row = assessment::Entity::find_by_id(id.parse::<AssessmentId>().unwrap());
    let row = row.one(site.ctx.store.read()).await.unwrap().unwrap();
    let ledger = erasure::ActiveModel {
        subject_key_id: Set(row.subject_key_id),
        erased_at: Set(site.now()),
        reason: Set("reader".to_owned()),
    };
    let tx = site.ctx.store.begin().await.unwrap();
    ledger.insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(triage::finish_erasures(&site.ctx).await.unwrap(), 1);
    assert_eq!(export(&site, &id, &receipt).await.status, 404);
    assert_eq!(triage::finish_erasures(&site.ctx).await.unwrap(), 0);
    let kept = site.referral(&other).await.assessment_id;
    assert!(triage::show(&site.ctx, &SYSTEM, kept).await.is_ok());
}
