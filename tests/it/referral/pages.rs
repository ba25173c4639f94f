//! The two links in a browser's eyes.

use std::time::Duration;

use actix_web::{App, HttpServer, dev::ServerHandle, middleware::from_fn, web};
use chrono::TimeDelta;
use footpath_domain::referral::{AttemptStatus, Status};
use reqwest::{Client, Response, StatusCode, header, redirect::Policy};

use super::rig::{Rig, ann};

const DESK: &str = "triage@feet.example.org";
const ANN: &str = "ann@example.net";

/// The pages of this room, served on a port of their own.
struct Browser {
    base: String,
    client: Client,
    server: ServerHandle,
}

impl Browser {
    fn of(rig: &Rig) -> Self {
        let ctx = web::Data::new(rig.ctx.clone());
        let server = HttpServer::new(move || {
            App::new()
                .app_data(ctx.clone())
                .wrap(from_fn(footpath_web::stack::pass))
                .configure(footpath_site::clinic_link::routes)
                .configure(footpath_site::patient_link::routes)
        })
        .workers(1)
        .bind(("127.0.0.1", 0))
        .unwrap();
        let base = format!("http://{}", server.addrs()[0]);
        let server = server.run();
        let handle = server.handle();
        tokio::spawn(server);
        let client = Client::builder()
            .timeout(Duration::from_secs(20))
            .redirect(Policy::none())
            .build()
            .unwrap();
        Self {
            base,
            client,
            server: handle,
        }
    }

    async fn get(&self, path: &str) -> (StatusCode, String) {
        let response = self
            .client
            .get(format!("{}{path}", self.base))
            .send()
            .await
            .unwrap();
        read(response).await
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String) {
        read(self.send(path, fields, "same-origin").await).await
    }

    async fn send(&self, path: &str, fields: &[(&str, &str)], site: &str) -> Response {
        let pairs: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        self.client
            .post(format!("{}{path}", self.base))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", site)
            .body(pairs.join("&"))
            .send()
            .await
            .unwrap()
    }

    async fn close(self) {
        self.server.stop(false).await;
    }
}

/// Every answer of this room is private, whatever it says.
async fn read(response: Response) -> (StatusCode, String) {
    let headers = response.headers();
    assert_eq!(headers[header::REFERRER_POLICY], "no-referrer");
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    assert!(headers.contains_key(header::CONTENT_SECURITY_POLICY));
    (response.status(), response.text().await.unwrap())
}

/// The token that the forms of a page carry.
fn csrf(page: &str) -> &str {
    let after = page.split(r#"name="_csrf""#).nth(1).unwrap();
    after.split('"').nth(1).unwrap()
}

#[tokio::test]
async fn looking_ten_times_shows_nothing_and_changes_nothing() {
    let rig = Rig::new(Some(DESK)).await;
    let referred = rig.assess(&ann(), None).await;
    rig.work().await;
    let browser = Browser::of(&rig);
    let link = format!("/r/{}", rig.last_to(DESK).token("/r/"));
    let before = (rig.referral(&referred).await, rig.attempts().await);
    for _ in 0..10 {
        let (status, page) = browser.get(&link).await;
        assert_eq!(status, StatusCode::OK);
        assert!(
            page.contains("Foot House") && page.contains("Open the referral"),
            "{page}"
        );
        for word in ["Canary", ANN, "Urgent", "weight", "Accept"] {
            assert!(!page.contains(word), "{word}");
        }
    }
    assert_eq!(
        (rig.referral(&referred).await, rig.attempts().await),
        before
    );
    browser.close().await;
}

#[tokio::test]
async fn opened_accepted_scheduled_completed_through_the_buttons() {
    let rig = Rig::new(Some(DESK)).await;
    let referred = rig.assess(&ann(), None).await;
    rig.work().await;
    let browser = Browser::of(&rig);
    let link = format!("/r/{}", rig.last_to(DESK).token("/r/"));
    let (_, closed) = browser.get(&link).await;
    let (status, open) = browser.post(&link, &[("_csrf", csrf(&closed))]).await;
    assert_eq!(status, StatusCode::OK);
    assert!(open.contains("Ann Canary") && open.contains("mailto:ann@example.net"));
    assert!(open.contains("has not confirmed yet"));
    assert_eq!(rig.attempts().await[0].status, AttemptStatus::Viewed);

    let token = csrf(&open);
    for (verb, after) in [
        ("accept", Status::Accepted),
        ("scheduled", Status::Scheduled),
        ("completed", Status::Completed),
    ] {
        let action = format!("{link}/{verb}");
        let (status, page) = browser.post(&action, &[("_csrf", token)]).await;
        assert_eq!(status, StatusCode::OK, "{verb}: {page}");
        assert_eq!(rig.referral(&referred).await.status, after);
        let (status, page) = browser.post(&action, &[("_csrf", token)]).await;
        assert_eq!(status, StatusCode::CONFLICT, "{verb} twice: {page}");
    }
    rig.work().await;
    assert_eq!(rig.mails().len(), 5, "one to the desk, four to the patient");
    browser.close().await;
}

#[tokio::test]
async fn a_decline_needs_a_reason_from_the_list() {
    let rig = Rig::new(Some(DESK)).await;
    rig.clinic("Near Clinic", "near@clinic.example.org", 3.0)
        .await;
    rig.assess(&ann(), None).await;
    rig.work().await;
    let browser = Browser::of(&rig);
    let link = format!("/r/{}", rig.last_to("near@clinic.example.org").token("/r/"));
    let (_, closed) = browser.get(&link).await;
    let token = csrf(&closed);
    browser.post(&link, &[("_csrf", token)]).await;
    let decline = format!("{link}/decline");
    for reason in ["", "nonsense"] {
        let (status, page) = browser
            .post(&decline, &[("_csrf", token), ("reason", reason)])
            .await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("Choose a reason."));
    }
    let (status, page) = browser
        .post(&decline, &[("_csrf", token), ("reason", "too_far")])
        .await;
    assert_eq!(status, StatusCode::OK);
    assert!(!page.contains("Canary"));
    let (status, page) = browser.get(&link).await;
    assert_eq!(status, StatusCode::GONE);
    assert!(!page.contains("Canary"));
    let (status, _) = browser.post(&link, &[("_csrf", token)]).await;
    assert_eq!(status, StatusCode::GONE);
    rig.work().await;
    assert!(
        rig.last_to(DESK).text.contains("/r/"),
        "the next one is asked"
    );
    browser.close().await;
}

#[tokio::test]
async fn only_a_form_that_we_served_does_anything() {
    let rig = Rig::new(Some(DESK)).await;
    let referred = rig.assess(&ann(), None).await;
    rig.work().await;
    let browser = Browser::of(&rig);
    let (r, p) = (
        rig.last_to(DESK).token("/r/"),
        rig.last_to(ANN).token("/p/"),
    );
    let (_, patients) = browser.get(&format!("/p/{p}")).await;
    let (_, clinics) = browser.get(&format!("/r/{r}")).await;
    for (path, token) in [
        (format!("/r/{r}"), ""),
        (format!("/r/{r}"), "x"),
        (format!("/r/{r}"), csrf(&patients)),
        (format!("/p/{p}/withdraw"), csrf(&clinics)),
        (format!("/p/{p}/not-me"), ""),
    ] {
        let (status, _) = browser.post(&path, &[("_csrf", token)]).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{path}");
    }
    for site in ["cross-site", "same-site"] {
        let fields = [("_csrf", csrf(&clinics))];
        let response = browser.send(&format!("/r/{r}"), &fields, site).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN);
    }
    assert_eq!(rig.referral(&referred).await.status, Status::Sent);
    browser.close().await;
}

#[tokio::test]
async fn the_patients_page_tells_how_it_stands_and_takes_it_back() {
    let rig = Rig::new(Some(DESK)).await;
    rig.clinic("Near Clinic", "near@clinic.example.org", 3.0)
        .await;
    let referred = rig.assess(&ann(), None).await;
    rig.work().await;
    let browser = Browser::of(&rig);
    let mail = rig.last_to(ANN);
    assert!(!format!("{}{}{}", mail.subject, mail.text, mail.html).contains("Near Clinic"));
    let link = format!("/p/{}", mail.token("/p/"));
    let (status, page) = browser.get(&link).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("Near Clinic") && page.contains("not opened yet"),
        "{page}"
    );
    assert!(page.contains("(208) 555-0100") && page.contains("tel:+12085550100"));
    assert!(!page.contains("Canary"));

    let token = csrf(&page).to_owned();
    let (status, _) = browser
        .post(&format!("{link}/confirm"), &[("_csrf", &token)])
        .await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(rig.referral(&referred).await.confirmed_at.is_some());
    let (status, _) = browser
        .post(&format!("{link}/withdraw"), &[("_csrf", &token)])
        .await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, page) = browser.get(&link).await;
    assert!(page.contains("Taken back"));
    let (status, _) = browser
        .post(&format!("{link}/withdraw"), &[("_csrf", &token)])
        .await;
    assert_eq!(status, StatusCode::CONFLICT);

    let clinics = format!("/r/{}", rig.last_to("near@clinic.example.org").token("/r/"));
    let (status, page) = browser.get(&clinics).await;
    assert_eq!(status, StatusCode::GONE);
    assert!(page.contains("withdrawn") && !page.contains("Canary"));

    rig.wait(TimeDelta::days(15));
    let (status, page) = browser.get(&link).await;
    assert_eq!(status, StatusCode::GONE);
    assert!(!page.contains("Near Clinic"));
    browser.close().await;
}

#[tokio::test]
async fn unknown_and_odd_links_lead_nowhere() {
    let rig = Rig::new(Some(DESK)).await;
    let browser = Browser::of(&rig);
    for path in [
        "/r/x",
        "/p/x",
        "/r/%00",
        "/r/%ff",
        "/p/..%2f..",
        "/r/a/b/c",
        "/r/",
    ] {
        let (status, _) = browser.get(path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
    let (status, _) = browser.post("/r/x", &[("_csrf", "x")]).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, _) = browser.post("/r/x/accept", &[]).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let none = browser
        .client
        .post(format!("{}/r/x", browser.base))
        .send()
        .await
        .unwrap();
    assert_eq!(none.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    browser.close().await;
}
