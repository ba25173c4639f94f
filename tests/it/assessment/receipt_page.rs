//! The page on which a receipt is used.

use serde_json::{Value, json};

use super::{
    page::{Pairs, hidden_in, pair},
    site::{answers, site},
};
use crate::support::App;

const PAGE: &str = "/assessment/receipt";

/// Kept and not shared: its number and receipt, as one types them.
async fn kept(site: &App, change: &Value, postal_code: Option<&str>) -> Pairs {
    let body = json!({
        "questionnaire_version": 1,
        "answers": answers(change),
        "postal_code": postal_code,
        "consents": {"collect": true},
    });
    let kept = site.assess(&body).await.json();
    let typed = |name: &str| format!("  {} ", kept[name].as_str().unwrap());
    vec![pair("id", &typed("id")), pair("receipt", &typed("receipt"))]
}

fn referring(receipt: &Pairs) -> Pairs {
    let mut form = receipt.clone();
    form.extend([
        pair("contact.name", "Ann Canary"),
        pair("contact.phone", "208 555 0100"),
        pair("consents.share_with_clinic", "true"),
    ]);
    form
}

#[tokio::test]
async fn every_page_of_ours_leads_to_it_and_no_address_holds_a_receipt() {
    let site = site().await;
    let page = site.get(PAGE).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.body.contains("name=\"id\"") && page.body.contains("name=\"receipt\""));
    assert!(!page.body.contains("method=\"get\"") && page.body.contains("method=\"post\""));
    for path in ["/", "/assessment", "/privacy", "/consumer-health-data"] {
        let links = site
            .get(path)
            .await
            .body
            .matches("href=\"/assessment/receipt\"")
            .count();
        assert_eq!(links, if path == "/" { 1 } else { 2 }, "{path}");
    }
}

#[tokio::test]
async fn what_is_mistyped_comes_back_with_a_word_beside_it() {
    let site = site().await;
    let receipt = kept(&site, &json!({"swelling": "yes"}), None).await;
    for path in [
        "/assessment/export",
        "/assessment/erase",
        PAGE,
        "/assessment/refer",
    ] {
        let odd = [pair("id", "<b>12"), pair("receipt", "")];
        let page = site.post_form(path, &odd).await;
        assert_eq!(page.status, 422, "{path}");
        assert!(
            page.body.contains("id=\"id_error\"") && page.body.contains("id=\"receipt_error\"")
        );
        assert!(page.body.contains("&#60;b&#62;12"));
        let mut other = referring(&receipt);
        other[1].1 = "another".to_owned();
        let wrong = site.post_form(path, &other).await;
        let unknown = "0190a1b2-c3d4-7000-8000-0123456789ab";
        let known = receipt[0].1.trim().to_owned();
        other[0].1 = unknown.to_owned();
        let nobody = site.post_form(path, &other).await;
        assert_eq!((wrong.status, nobody.status), (404, 404), "{path}");
        assert_eq!(
            wrong.body.replace(&known, "N").replace("  N ", "N"),
            nobody.body.replace(unknown, "N"),
            "told alike"
        );
        assert_eq!(wrong.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn all_that_is_kept_is_downloaded_and_erased() {
    let site = site().await;
    let receipt = kept(&site, &json!({"swelling": "yes"}), None).await;
    let file = site.post_form("/assessment/export", &receipt).await;
    assert_eq!(file.status, 200);
    assert_eq!(file.header("cache-control"), "no-store");
    assert!(file.header("content-disposition").starts_with("attachment"));
    assert_eq!(file.json()["answers"]["swelling"], "yes");
    let erased = site.post_form("/assessment/erase", &receipt).await;
    assert!(erased.body.contains("Erased"));
    assert_eq!(
        site.post_form("/assessment/export", &receipt).await.status,
        404
    );
}

#[tokio::test]
async fn what_was_kept_is_shared_later_with_the_clinic_of_ones_choice() {
    let site = site().await;
    site.clinic("Near Clinic", "near@clinic.example.org", 2.0)
        .await;
    let far = site
        .clinic("Far Clinic", "far@clinic.example.org", 9.0)
        .await;
    let receipt = kept(&site, &json!({"swelling": "yes"}), Some("83702")).await;
    let asked = site.post_form(PAGE, &receipt).await;
    assert_eq!(asked.status, 200, "{}", asked.body);
    assert!(asked.body.contains("Near Clinic") && !asked.body.contains("consents.collect"));
    let mut form = hidden_in(&asked.body, "/assessment/refer");
    let refused = site.post_form("/assessment/refer", &form).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused
            .body
            .contains("id=\"consents.share_with_clinic_error\"")
    );
    assert!(refused.body.contains("id=\"contact.name_error\""));
    form = referring(&form);
    form.push(pair("clinic_id", &far.to_string()));
    let shared = site.post_form("/assessment/refer", &form).await;
    assert!(
        shared.body.contains("It goes to <strong>Far Clinic"),
        "{}",
        shared.body
    );
    for path in [PAGE, "/assessment/refer"] {
        let again = site.post_form(path, &form).await;
        assert_eq!(again.status, 409, "{path}");
        assert!(again.body.contains("shared already"));
    }
}

#[tokio::test]
async fn an_emergency_goes_to_the_desk_and_a_mild_result_to_nobody() {
    let site = site().await;
    site.clinic("Near Clinic", "near@clinic.example.org", 2.0)
        .await;
    let grave = kept(&site, &json!({"chest_or_breathing": "yes"}), Some("83702")).await;
    let asked = site.post_form(PAGE, &grave).await;
    assert!(asked.body.contains("Foot House’s triage desk"));
    assert!(!asked.body.contains("Near Clinic") && asked.body.contains("tel:911"));
    let mild = kept(&site, &json!({}), Some("83702")).await;
    let none = site.post_form(PAGE, &mild).await;
    assert_eq!(none.status, 409);
    assert!(none.body.contains("nothing to share"));
}

#[tokio::test]
async fn a_childs_result_is_shared_later_by_an_adult_only() {
    let site = site().await;
    let body = json!({
        "questionnaire_version": 1,
        "answers": answers(&json!({"age": 11})),
        "consents": {"collect": true, "guardian": true},
    });
    let kept = site.assess(&body).await.json();
    let text = |name: &str| kept[name].as_str().unwrap().to_owned();
    let receipt = vec![pair("id", &text("id")), pair("receipt", &text("receipt"))];
    let mut form = referring(&receipt);
    let refused = site.post_form("/assessment/refer", &form).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("id=\"consents.guardian_error\""));
    form.push(pair("consents.guardian", "true"));
    assert_eq!(site.post_form("/assessment/refer", &form).await.status, 200);
}
