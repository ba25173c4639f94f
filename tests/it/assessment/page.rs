//! The pages as a browser without JavaScript uses them.

use footpath_domain::triage::Definition;
use serde_json::Value;

use super::site::site;
use crate::support::{Answer, App};

pub(super) type Pairs = Vec<(String, String)>;

pub(super) fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

/// "No" to every question of a screen, mild numbers, and what `change` says.
pub(super) fn screen(n: u32, change: &[(&str, &str)]) -> Pairs {
    let starter = Definition::starter().unwrap();
    let mut pairs = vec![
        pair("_version", "1"),
        pair("_screen", &n.to_string()),
        pair("_go", "next"),
    ];
    for question in starter
        .questions
        .iter()
        .filter(|question| question.screen == n)
    {
        let given: Vec<_> = change.iter().filter(|(id, _)| *id == question.id).collect();
        if given.is_empty() {
            let usual = match (question.kind.as_str(), question.id.as_str()) {
                ("tri", _) => "no",
                ("choices", _) => "under_heel",
                ("choice", _) => "same",
                (_, "age") => "35",
                (_, "home_care_days") => "",
                _ => "3",
            };
            pairs.push(pair(&question.id, usual));
        }
        for (id, value) in given {
            pairs.push(pair(id, value));
        }
    }
    for (name, value) in change {
        if starter.question(name).is_none() {
            pairs.push(pair(name, value));
        }
    }
    pairs
}

/// The hidden fields of a page, as a browser would send them back.
pub(super) fn hidden(page: &str) -> Pairs {
    page.split("<input type=\"hidden\" ")
        .skip(1)
        .map(|input| {
            let value = |name: &str| {
                let start = input.find(name).unwrap() + name.len();
                let text = &input[start..start + input[start..].find('"').unwrap()];
                text.replace("&#38;", "&")
                    .replace("&#60;", "<")
                    .replace("&#34;", "\"")
            };
            (value("name=\""), value("value=\""))
        })
        .collect()
}

/// The hidden fields of the form that posts to `action`.
pub(super) fn hidden_in(page: &str, action: &str) -> Pairs {
    let mark = format!("action=\"{action}\"");
    let form = page.split_once(&mark).unwrap().1;
    hidden(form.split("</form>").next().unwrap())
}

/// What was carried, then what stands on the screen.
fn with_carried(page: &Answer, shown: Pairs) -> Pairs {
    let mut pairs = hidden(&page.body);
    pairs.retain(|(name, _)| !name.starts_with('_'));
    pairs.extend(shown);
    pairs
}

pub(super) async fn result(site: &App, change: &[(&str, &str)]) -> Answer {
    let first = site.post_form("/assessment", &screen(1, change)).await;
    let second = with_carried(&first, screen(2, change));
    let second = site.post_form("/assessment", &second).await;
    let third = with_carried(&second, screen(3, change));
    site.post_form("/assessment", &third).await
}

#[tokio::test]
async fn the_first_screen_shows_when_to_call_911_and_that_it_is_an_example() {
    let site = site().await;
    let page = site.get("/assessment").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("cache-control"), "no-store");
    let text = &page.body;
    assert!(text.find("tel:911").unwrap() < text.find("<form").unwrap());
    assert!(text.contains("1 of 3") && text.contains("clinical review"));
}

#[tokio::test]
async fn three_screens_lead_to_a_result_and_no_address_holds_an_answer() {
    let site = site().await;
    let page = result(&site, &[("swelling", "yes"), ("postal_code", "83702")]).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(!page.headers.contains_key("location"));
    let text = &page.body;
    assert!(text.contains("Book a visit with a podiatrist"));
    assert!(text.contains("Swelling or a bruise"));
    assert!(text.contains("action=\"/assessment/share\""));
    assert_eq!(
        site.stored().await,
        [0; 4],
        "nothing is kept before the reader asks for it"
    );
}

#[tokio::test]
async fn an_emergency_is_told_at_once_and_alone() {
    let site = site().await;
    let sent = vec![
        pair("_version", "1"),
        pair("_screen", "1"),
        pair("_go", "next"),
        pair("chest_or_breathing", "yes"),
    ];
    let page = site.post_form("/assessment", &sent).await;
    let text = &page.body;
    assert_eq!(page.status, 200);
    assert!(text.contains("Call 911 now") && text.contains("tel:911"));
    for beside in [
        "<form",
        "consents.",
        "/products",
        "/go/",
        "/find-a-podiatrist",
    ] {
        assert!(!text.contains(beside), "{beside}");
    }
    // On a later screen too, whatever else is wrong there.
    let first = site
        .post_form(
            "/assessment",
            &screen(1, &[("fever_or_very_unwell", "yes")]),
        )
        .await;
    let mut second = with_carried(&first, screen(2, &[("pus", "yes")]));
    second.retain(|(name, _)| name != "foot_drop");
    second.push(pair("age", "a lot"));
    let text = site.post_form("/assessment", &second).await.body;
    assert!(text.contains("Call 911 now"));
}

#[tokio::test]
async fn what_is_missing_or_wrong_is_told_beside_its_field_and_nothing_is_lost() {
    let site = site().await;
    let mut sent = screen(1, &[("injury", "not_sure")]);
    sent.retain(|(name, _)| name != "wound_or_break");
    let page = site.post_form("/assessment", &sent).await;
    assert_eq!(page.status, 422);
    let text = &page.body;
    assert!(text.contains("id=\"wound_or_break_error\"") && text.contains("1 of 3"));
    assert_eq!(text.matches(" checked").count(), 13);

    let page = result(
        &site,
        &[
            ("age", "130"),
            ("duration_days", "<b>"),
            ("postal_code", "8370"),
        ],
    )
    .await;
    assert_eq!(page.status, 422);
    let text = &page.body;
    assert!(text.contains("3 of 3") && text.contains("id=\"age_error\""));
    assert!(text.contains("value=\"130\"") && !text.contains("<b>"));
}

#[tokio::test]
async fn the_page_asks_for_all_that_an_urgent_rule_reads() {
    let site = site().await;
    let first = site.post_form("/assessment", &screen(1, &[])).await;
    let mut second = with_carried(&first, screen(2, &[]));
    second.retain(|(name, _)| !["pus", "pain_site", "bruising"].contains(&name.as_str()));
    let page = site.post_form("/assessment", &second).await;
    let text = &page.body;
    assert_eq!(page.status, 422);
    assert!(text.contains("id=\"pus_error\"") && text.contains("id=\"pain_site_error\""));
    assert!(!text.contains("id=\"bruising_error\""));
}

#[tokio::test]
async fn going_back_loses_nothing() {
    let site = site().await;
    let first = site
        .post_form("/assessment", &screen(1, &[("injury", "yes")]))
        .await;
    let mut second = with_carried(
        &first,
        screen(
            2,
            &[
                ("swelling", "yes"),
                ("pain_site", "arch"),
                ("pain_site", "calf"),
            ],
        ),
    );
    second.iter_mut().find(|(name, _)| name == "_go").unwrap().1 = "back".to_owned();
    let back = site.post_form("/assessment", &second).await;
    assert_eq!(back.status, 200);
    assert!(back.body.contains("1 of 3"));
    let carried = hidden(&back.body);
    for kept in [
        pair("swelling", "yes"),
        pair("pain_site", "arch"),
        pair("pain_site", "calf"),
    ] {
        assert!(carried.contains(&kept), "{kept:?}");
    }
    assert_eq!(back.body.matches(" checked").count(), 14);
}

#[tokio::test]
async fn the_reader_shares_after_seeing_the_result_and_twice_is_once() {
    let site = site().await;
    let page = result(&site, &[("swelling", "yes"), ("postal_code", "83702")]).await;
    let mut form = hidden_in(&page.body, "/assessment/share");
    let incomplete = site.post_form("/assessment/share", &form).await;
    assert_eq!(incomplete.status, 422);
    assert!(incomplete.body.contains("id=\"consents.collect_error\""));
    assert_eq!(site.stored().await, [0; 4]);

    form.extend([
        pair("contact.name", "Ann"),
        pair("contact.phone", "208 555 0100"),
        pair("contact.email", ""),
        pair("consents.collect", "on"),
        pair("consents.share_with_clinic", "on"),
    ]);
    let shared = site.post_form("/assessment/share", &form).await;
    assert_eq!(shared.status, 200, "{}", shared.body);
    assert!(shared.body.contains("Received") && shared.body.contains("Foot House"));
    let again = site.post_form("/assessment/share", &form).await;
    assert_eq!(
        hidden(&again.body),
        hidden(&shared.body),
        "the same receipt"
    );
    assert_eq!(site.stored().await[0], 1);

    // Two forms stand below the receipt; each carries the same.
    let receipt = &hidden(&shared.body)[..2];
    let erased = site.post_form("/assessment/erase", receipt).await;
    assert_eq!(erased.status, 200, "{}", erased.body);
    let gone = site.post_form("/assessment/erase", receipt).await;
    assert_eq!(gone.status, 404);
}

#[tokio::test]
async fn a_childs_result_is_shared_by_an_adult_only() {
    let site = site().await;
    let page = result(&site, &[("age", "11")]).await;
    let mut form = hidden_in(&page.body, "/assessment/share");
    form.extend([
        pair("contact.name", "Parent"),
        pair("contact.phone", "208 555 0100"),
        pair("consents.collect", "on"),
        pair("consents.share_with_clinic", "on"),
    ]);
    let refused = site.post_form("/assessment/share", &form).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("an adult must answer"));
    form.push(pair("consents.guardian", "on"));
    assert_eq!(site.post_form("/assessment/share", &form).await.status, 200);
}

#[tokio::test]
async fn another_sites_page_cannot_post_here() {
    let site = site().await;
    let request = site.ask("POST", "/assessment").form(&[("_version", "1")]);
    let request = request.header("sec-fetch-site", "cross-site");
    assert_eq!(request.send().await.status, 403);
}

#[tokio::test]
async fn a_form_of_an_unknown_version_begins_again_with_what_was_answered() {
    let site = site().await;
    let mut sent = screen(1, &[("injury", "yes")]);
    sent[0].1 = "99".to_owned();
    let page = site.post_form("/assessment", &sent).await;
    assert_eq!(page.status, 409);
    assert!(page.body.contains("The questions have changed"));
    assert!(page.body.contains("value=\"1\""));
    let nonsense: Value = Value::Null;
    let odd = site
        .post_form("/assessment", &[pair("_version", &nonsense.to_string())])
        .await;
    assert_eq!(
        odd.status, 422,
        "read as the live version with nothing answered"
    );
}
