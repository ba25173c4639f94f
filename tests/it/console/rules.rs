//! Triage rules in the console: from a draft to the version that readers are asked by.

use footpath_entity::role::Role;
use serde_json::{Value, json};

use super::rig::{Desk, path_of};
use crate::{
    assessment::site::{answers, asking},
    support::{App, Site},
};

async fn site() -> App {
    Site::new().starter().spawn().await
}

async fn draft(desk: &Desk<'_>) -> String {
    let made = desk
        .send("/admin/triage-rules", "/admin/triage-rules", &[])
        .await;
    path_of(&made)
}

async fn tier(site: &App, version: i64, change: &Value) -> (String, Vec<String>) {
    let mut body = asking(change);
    body["questionnaire_version"] = json!(version);
    let answer = site.post("/api/v1/assessments", &body).await;
    let answer = answer.expect(201).json();
    let codes = answer["red_flags"].as_array().unwrap().iter();
    (
        answer["tier"].as_str().unwrap().to_owned(),
        codes
            .map(|flag| flag["code"].as_str().unwrap().to_owned())
            .collect(),
    )
}

#[tokio::test]
async fn a_rule_goes_from_a_draft_to_the_readers() {
    let site = site().await;
    let desk = Desk::of(&site, Role::Reviewer).await;
    let page = draft(&desk).await;
    // A new rule: bruised after a fall on the heel, for which nobody has an example yet.
    let form = format!("{page}/rules/new");
    let made = desk
        .fill(
            &form,
            &[
                ("code", "fall_bruise"),
                ("tier", "urgent"),
                ("go_to", "same_day_medical"),
                ("label", "A bruise after a fall"),
                ("advice", "Have it looked at today."),
                ("source", "A guideline"),
                ("when.kind", "all"),
                ("when.parts", "2"),
                ("when.0.test", "yes|injury"),
                ("when.1.test", "yes|bruising"),
                ("_do", "save"),
            ],
        )
        .await;
    assert_eq!(path_of(&made), page);
    let overview = desk.see(&page).await.expect(200).body;
    assert!(overview.contains("injury and bruising"));
    assert!(overview.contains("no example reaches it"));
    let refused = desk.send(&page, &format!("{page}/review"), &[]).await;
    assert_eq!(
        refused.status, 422,
        "a failing check keeps it from being signed off"
    );

    // Tried, and kept as an example.
    let tried = desk
        .fill(
            &format!("{page}/try"),
            &[("injury", "yes"), ("bruising", "yes"), ("_do", "try")],
        )
        .await;
    assert!(tried.body.contains("Rule fall_bruise"), "{}", tried.body);
    let kept = desk
        .fill(
            &format!("{page}/try"),
            &[("injury", "yes"), ("bruising", "yes"), ("_do", "keep")],
        )
        .await;
    assert_eq!(path_of(&kept), page);
    let overview = desk.see(&page).await.expect(200).body;
    assert!(overview.contains("All pass"), "{overview}");

    // What would change, counted over what is stored.
    let stored = json!({
        "questionnaire_version": 1,
        "answers": answers(&json!({"injury": "yes", "bruising": "yes"})),
        "consents": {"collect": true},
    });
    site.post("/api/v1/assessments", &stored).await.expect(201);
    let early = desk
        .send(&format!("{page}/publish"), &format!("{page}/publish"), &[])
        .await;
    assert_eq!(early.status, 409, "not signed off yet");
    let signed = desk.send(&page, &format!("{page}/review"), &[]).await;
    assert_eq!(path_of(&signed), page);
    let before = desk.see(&format!("{page}/publish")).await.expect(200).body;
    assert!(before.contains("1 would come to another tier"), "{before}");
    assert!(before.contains("Podiatrist \u{2192} Urgent"), "{before}");
    assert!(before.contains("<ins>"), "the words that differ are marked");
    let live = desk
        .send(&format!("{page}/publish"), &format!("{page}/publish"), &[])
        .await;
    assert_eq!(path_of(&live), page);

    let asked = site.get("/api/v1/questionnaire").await.expect(200).json();
    assert_eq!(asked["version"], 2);
    assert_eq!(asked["clinically_reviewed"], true);
    let change = json!({"injury": "yes", "bruising": "yes"});
    let (new, codes) = tier(&site, 2, &change).await;
    assert_eq!(new, "urgent");
    assert!(codes.contains(&"fall_bruise".to_owned()));
    let (old, _) = tier(&site, 1, &change).await;
    assert_eq!(
        old, "podiatrist",
        "whoever had begun is answered by the rules of then"
    );
    let list = desk.see("/admin/triage-rules").await.expect(200).body;
    assert!(list.contains("In use") && list.contains("Retired"));
}

#[tokio::test]
async fn only_a_reviewer_signs_off_and_a_change_takes_it_back() {
    let site = site().await;
    let admin = Desk::of(&site, Role::Admin).await;
    let page = draft(&admin).await;
    let refused = admin.send(&page, &format!("{page}/review"), &[]).await;
    assert_eq!(refused.status, 403);
    let reviewer = Desk::of(&site, Role::Reviewer).await;
    reviewer.send(&page, &format!("{page}/review"), &[]).await;
    assert!(admin.see(&page).await.body.contains("Reviewed"));
    let changed = admin
        .fill(
            &format!("{page}/rules/pe"),
            &[("label", "Chest pain"), ("_do", "save")],
        )
        .await;
    assert_eq!(path_of(&changed), page);
    let body = admin.see(&page).await.body;
    assert!(
        body.contains("not yet: readers and programs are told so"),
        "{body}"
    );
    let early = admin
        .send(&format!("{page}/publish"), &format!("{page}/publish"), &[])
        .await;
    assert_eq!(early.status, 409);
}

#[tokio::test]
async fn the_version_in_use_can_be_signed_off_as_it_is_and_never_changes() {
    let site = site().await;
    let desk = Desk::of(&site, Role::Reviewer).await;
    let list = desk.see("/admin/triage-rules").await.expect(200).body;
    let (_, rest) = list.split_once("href=\"/admin/triage-rules/").unwrap();
    let live = format!("/admin/triage-rules/{}", rest.split('"').next().unwrap());
    assert!(!live.ends_with("import"));
    desk.send(&live, &format!("{live}/review"), &[]).await;
    let asked = site.get("/api/v1/questionnaire").await.expect(200).json();
    assert_eq!(asked["clinically_reviewed"], true);
    let rule = desk.see(&format!("{live}/rules/pe")).await.expect(200);
    assert!(!rule.body.contains("Save rule"));
    let fields = [
        ("_do", "remove".to_owned()),
        ("_csrf", rule.csrf()),
        ("_version", "1".to_owned()),
    ];
    let refused = desk.post(&format!("{live}/rules/pe"), &fields).await;
    assert_eq!(refused.status, 409);
    let refused = desk.send(&live, &format!("{live}/discard"), &[]).await;
    assert_eq!(refused.status, 409);
}

#[tokio::test]
async fn two_reviewers_do_not_overwrite_each_other() {
    let site = site().await;
    let desk = Desk::of(&site, Role::Reviewer).await;
    let page = draft(&desk).await;
    let form = format!("{page}/rules/pe");
    let mine = desk.see(&form).await.expect(200);
    let first = desk
        .fill(&form, &[("label", "Theirs"), ("_do", "save")])
        .await;
    assert_eq!(path_of(&first), page);
    let second = desk
        .post(
            &form,
            &[
                ("_csrf", mine.csrf()),
                ("_version", "1".to_owned()),
                ("code", "pe".to_owned()),
                ("tier", "emergency".to_owned()),
                ("go_to", "911".to_owned()),
                ("label", "Mine".to_owned()),
                ("advice", "Call".to_owned()),
                ("source", "x".to_owned()),
                ("when.test", "yes|chest_or_breathing".to_owned()),
            ],
        )
        .await;
    assert_eq!(second.status, 409);
    assert!(second.body.contains("Theirs") && second.body.contains("Mine"));
}

#[tokio::test]
async fn a_version_goes_out_as_a_file_and_comes_back_the_same() {
    let site = site().await;
    let desk = Desk::of(&site, Role::Reviewer).await;
    let page = draft(&desk).await;
    desk.fill(
        &format!("{page}/rules/pe"),
        &[("label", "Sudden <b>chest</b> pain"), ("_do", "save")],
    )
    .await;
    let file = desk.see(&format!("{page}/file")).await.expect(200);
    assert!(
        file.header("content-disposition")
            .contains("triage-rules-2.json")
    );
    let form = desk.see("/admin/triage-rules/import").await.expect(200);
    let upload = |csrf: String, text: String| {
        let boundary = "footpath-test-boundary";
        let body = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n{csrf}\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"r.json\"\r\n\
             Content-Type: application/json\r\n\r\n{text}\r\n--{boundary}--\r\n"
        );
        site.ask("POST", "/admin/triage-rules/import")
            .header("cookie", &desk.cookie)
            .raw(&format!("multipart/form-data; boundary={boundary}"), body)
            .send()
    };
    let back = upload(form.csrf(), file.body.clone()).await;
    let copy = path_of(&back);
    let again = desk.see(&format!("{copy}/file")).await.expect(200);
    assert_eq!(again.body, file.body);
    let compared = desk.see(&format!("{copy}/compare")).await.expect(200).body;
    assert!(
        compared.contains("&lt;b&gt;") || compared.contains("&#60;b&#62;"),
        "{compared}"
    );

    let wrong = upload(form.csrf(), "{}".to_owned()).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("is not a rule set"), "{}", wrong.body);
    let large = upload(form.csrf(), " ".repeat(4 * 1024 * 1024)).await;
    assert!([413, 422].contains(&large.status), "{}", large.status);
    let forged = upload("x".to_owned(), file.body.clone()).await;
    assert_eq!(forged.status, 403);
}

#[tokio::test]
async fn the_builder_works_without_scripts() {
    let site = site().await;
    let desk = Desk::of(&site, Role::Reviewer).await;
    let page = draft(&desk).await;
    let form = format!("{page}/rules/nerve");
    let wider = desk.fill(&form, &[("_do", "add:when")]).await;
    assert_eq!(wider.status, 200);
    assert!(
        wider.body.contains("name=\"when.2.test\""),
        "{}",
        wider.body
    );
    let stored = desk.see(&form).await.body;
    assert!(
        !stored.contains("name=\"when.2.test\""),
        "nothing is saved yet"
    );
    let unfinished = desk
        .fill(&form, &[("when.0.test", ""), ("_do", "save")])
        .await;
    assert_eq!(unfinished.status, 422);
    assert!(unfinished.body.contains("choose a question"));
    let removed = desk.fill(&form, &[("_do", "remove")]).await;
    assert_eq!(path_of(&removed), page);
    assert_eq!(desk.see(&form).await.status, 404);
    assert!(
        desk.see(&page)
            .await
            .body
            .contains("nerve, which is not a rule")
    );
}
