//! The two links in a browser's eyes.

use chrono::TimeDelta;
use footpath_domain::{
    referral::{AttemptStatus, Status},
    triage,
};

use super::rig::{ann, site};
use crate::support::{Answer, App, SYSTEM};

const DESK: &str = "triage@feet.example.org";
const ANN: &str = "ann@example.net";

/// Somebody who was sent a link.
struct Browser<'a>(&'a App);

impl Browser<'_> {
    async fn get(&self, path: &str) -> Answer {
        private(self.0.get(path).await)
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        private(self.send(path, fields, "same-origin").await)
    }

    async fn send(&self, path: &str, fields: &[(&str, &str)], from: &str) -> Answer {
        let form = self.0.ask("POST", path).form(fields);
        form.header("sec-fetch-site", from).send().await
    }
}

/// Every answer of this room is private, whatever it says.
fn private(answer: Answer) -> Answer {
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.headers.contains_key("content-security-policy"));
    answer
}

#[tokio::test]
async fn looking_ten_times_shows_nothing_and_changes_nothing() {
    let rig = site(Some(DESK)).spawn().await;
    let referred = rig.assess_and_refer(&ann(), None).await;
    rig.work().await;
    let browser = Browser(&rig);
    let link = format!("/r/{}", rig.last_to(DESK).token("/r/"));
    let before = (rig.referral(&referred).await, rig.attempts().await);
    for _ in 0..10 {
        let page = browser.get(&link).await;
        assert_eq!(page.status, 200);
        assert!(
            page.body.contains("Foot House") && page.body.contains("Open the referral"),
            "{}",
            page.body
        );
        for word in ["Canary", ANN, "Urgent", "weight", "Accept"] {
            assert!(!page.body.contains(word), "{word}");
        }
    }
    assert_eq!(
        (rig.referral(&referred).await, rig.attempts().await),
        before
    );
}

#[tokio::test]
async fn opened_accepted_scheduled_completed_through_the_buttons() {
    let rig = site(Some(DESK)).spawn().await;
    let referred = rig.assess_and_refer(&ann(), None).await;
    rig.work().await;
    let browser = Browser(&rig);
    let link = format!("/r/{}", rig.last_to(DESK).token("/r/"));
    let closed = browser.get(&link).await;
    let open = browser.post(&link, &[("_csrf", &*closed.csrf())]).await;
    assert_eq!(open.status, 200);
    assert!(open.body.contains("Ann Canary") && open.body.contains("mailto:ann@example.net"));
    assert!(open.body.contains("has not confirmed yet"));
    assert_eq!(rig.attempts().await[0].status, AttemptStatus::Viewed);

    let token = &open.csrf();
    for (verb, after) in [
        ("accept", Status::Accepted),
        ("scheduled", Status::Scheduled),
        ("completed", Status::Completed),
    ] {
        let action = format!("{link}/{verb}");
        let page = browser.post(&action, &[("_csrf", token)]).await;
        assert_eq!(page.status, 200, "{verb}: {}", page.body);
        assert_eq!(rig.referral(&referred).await.status, after);
        let page = browser.post(&action, &[("_csrf", token)]).await;
        // Pressed twice, a button that changes nothing any more shows how it stands.
        let expected = if verb == "completed" { 409 } else { 200 };
        assert_eq!(page.status, expected, "{verb} twice: {}", page.body);
        assert_eq!(rig.referral(&referred).await.status, after);
    }
    rig.work().await;
    assert_eq!(rig.mails().len(), 5, "one to the desk, four to the patient");
}

#[tokio::test]
async fn the_door_of_a_completed_referral_is_shut_once_the_person_is_erased() {
    let rig = site(Some(DESK)).spawn().await;
    let referred = rig.assess_and_refer(&ann(), None).await;
    rig.work().await;
    let browser = Browser(&rig);
    let link = format!("/r/{}", rig.last_to(DESK).token("/r/"));
    let token = &browser.get(&link).await.csrf();
    for path in [
        link.clone(),
        format!("{link}/accept"),
        format!("{link}/completed"),
    ] {
        let page = browser.post(&path, &[("_csrf", token)]).await;
        assert_eq!(page.status, 200, "{path}: {}", page.body);
    }
    assert_eq!(browser.get(&link).await.status, 200);
    let id = rig.referral(&referred).await.assessment_id;
    triage::erase_on_request(&rig.ctx, &SYSTEM, id)
        .await
        .unwrap();
    assert_eq!(rig.referral(&referred).await.status, Status::Completed);

    let mut pages = vec![browser.get(&link).await];
    for path in [link.clone(), format!("{link}/fhir")] {
        pages.push(browser.post(&path, &[("_csrf", token)]).await);
    }
    for page in pages {
        assert_eq!(page.status, 410, "{}", page.body);
        assert!(page.body.contains("was erased"), "{}", page.body);
        assert!(!page.body.contains("Open the referral"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_decline_needs_a_reason_from_the_list() {
    let rig = site(Some(DESK)).spawn().await;
    rig.clinic("Near Clinic", "near@clinic.example.org", 3.0)
        .await;
    rig.assess_and_refer(&ann(), None).await;
    rig.work().await;
    let browser = Browser(&rig);
    let link = format!("/r/{}", rig.last_to("near@clinic.example.org").token("/r/"));
    let closed = browser.get(&link).await;
    let token = &closed.csrf();
    browser.post(&link, &[("_csrf", token)]).await;
    let decline = format!("{link}/decline");
    for reason in ["", "nonsense"] {
        let page = browser
            .post(&decline, &[("_csrf", token), ("reason", reason)])
            .await;
        assert_eq!(page.status, 422);
        assert!(page.body.contains("Choose a reason."));
    }
    let page = browser
        .post(&decline, &[("_csrf", token), ("reason", "too_far")])
        .await;
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("Canary"));
    assert!(page.body.contains("is passed on"), "{}", page.body);
    let page = browser.get(&link).await;
    assert_eq!(page.status, 410);
    assert!(!page.body.contains("Canary"));
    let page = browser.post(&link, &[("_csrf", token)]).await;
    assert_eq!(page.status, 410);
    rig.work().await;
    assert!(
        rig.last_to(DESK).text.contains("/r/"),
        "the next one is asked"
    );
}

#[tokio::test]
async fn who_declines_is_told_when_nobody_is_left_to_ask() {
    let rig = site(Some(DESK)).spawn().await;
    let referred = rig.assess_and_refer(&ann(), None).await;
    rig.work().await;
    let browser = Browser(&rig);
    let link = format!("/r/{}", rig.last_to(DESK).token("/r/"));
    let token = &browser.get(&link).await.csrf();
    browser.post(&link, &[("_csrf", token)]).await.expect(200);
    let fields = [("_csrf", &**token), ("reason", "no_capacity")];
    let page = browser.post(&format!("{link}/decline"), &fields).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("nobody left to ask"), "{}", page.body);
    assert!(!page.body.contains("passed on"), "{}", page.body);
    assert_eq!(rig.referral(&referred).await.status, Status::Unrouted);
    let page = browser.get(&link).await;
    assert_eq!(page.status, 410);
    assert!(!page.body.contains("passed on"), "{}", page.body);
}

#[tokio::test]
async fn only_a_form_that_we_served_does_anything() {
    let rig = site(Some(DESK)).spawn().await;
    let referred = rig.assess_and_refer(&ann(), None).await;
    rig.work().await;
    let browser = Browser(&rig);
    let (r, p) = (
        rig.last_to(DESK).token("/r/"),
        rig.last_to(ANN).token("/p/"),
    );
    let patients = browser.get(&format!("/p/{p}")).await;
    let clinics = browser.get(&format!("/r/{r}")).await;
    for (path, token) in [
        (format!("/r/{r}"), ""),
        (format!("/r/{r}"), "x"),
        (format!("/r/{r}"), &*patients.csrf()),
        (format!("/p/{p}/withdraw"), &*clinics.csrf()),
        (format!("/p/{p}/not-me"), ""),
    ] {
        let page = browser.post(&path, &[("_csrf", token)]).await;
        assert_eq!(page.status, 403, "{path}");
    }
    let token = clinics.csrf();
    for from in ["cross-site", "same-site"] {
        let fields = [("_csrf", &*token)];
        let response = browser.send(&format!("/r/{r}"), &fields, from).await;
        assert_eq!(response.status, 403);
    }
    assert_eq!(rig.referral(&referred).await.status, Status::Sent);
}

#[tokio::test]
async fn the_patients_page_tells_how_it_stands_and_takes_it_back() {
    let rig = site(Some(DESK)).spawn().await;
    rig.clinic("Near Clinic", "near@clinic.example.org", 3.0)
        .await;
    let referred = rig.assess_and_refer(&ann(), None).await;
    rig.work().await;
    let browser = Browser(&rig);
    let mail = rig.last_to(ANN);
    assert!(!format!("{}{}{}", mail.subject, mail.text, mail.html).contains("Near Clinic"));
    let link = format!("/p/{}", mail.token("/p/"));
    let page = browser.get(&link).await;
    assert_eq!(page.status, 200);
    assert!(
        page.body.contains("Near Clinic") && page.body.contains("not opened yet"),
        "{}",
        page.body
    );
    assert!(page.body.contains("(208) 555-0100") && page.body.contains("tel:+12085550100"));
    assert!(!page.body.contains("Canary"));

    let token = page.csrf();
    let page = browser
        .post(&format!("{link}/confirm"), &[("_csrf", &token)])
        .await;
    assert_eq!(page.status, 303);
    assert!(rig.referral(&referred).await.confirmed_at.is_some());
    let page = browser
        .post(&format!("{link}/withdraw"), &[("_csrf", &token)])
        .await;
    assert_eq!(page.status, 303);
    let page = browser.get(&link).await;
    assert!(page.body.contains("Taken back"));
    let page = browser
        .post(&format!("{link}/withdraw"), &[("_csrf", &token)])
        .await;
    assert_eq!(page.status, 409);

    let clinics = format!("/r/{}", rig.last_to("near@clinic.example.org").token("/r/"));
    let page = browser.get(&clinics).await;
    assert_eq!(page.status, 410);
    assert!(page.body.contains("withdrawn") && !page.body.contains("Canary"));

    rig.wait(TimeDelta::days(15));
    let page = browser.get(&link).await;
    assert_eq!(page.status, 410);
    assert!(!page.body.contains("Near Clinic"));
}

#[tokio::test]
async fn unknown_and_odd_links_lead_nowhere() {
    let rig = site(Some(DESK)).spawn().await;
    let browser = Browser(&rig);
    for path in [
        "/r/x",
        "/p/x",
        "/r/%00",
        "/r/%ff",
        "/p/..%2f..",
        "/r/a/b/c",
        "/r/",
    ] {
        let page = browser.get(path).await;
        assert_eq!(page.status, 404, "{path}");
    }
    let page = browser.post("/r/x", &[("_csrf", "x")]).await;
    assert_eq!(page.status, 404);
    let page = browser.post("/r/x/accept", &[]).await;
    assert_eq!(page.status, 404);
    let none = rig.ask("POST", "/r/x").send().await;
    assert_eq!(none.status, 415);
}
