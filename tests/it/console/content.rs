//! FAQs and topics: in the console, for programs, and for readers.

use footpath_entity::role::Role;
use serde_json::{Value, json};

use super::rig::{Desk, path_of, version};
use crate::support::{App, Site};

async fn data(site: &App, path: &str) -> Vec<Value> {
    let list = site.get(path).await.expect(200).json();
    list["data"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_question_is_written_published_found_and_archived() {
    let site = Site::new().starter().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let (all, new) = ("/admin/faqs", "/admin/faqs/new");
    let wrong = [
        ("_do", "save"),
        ("question", ""),
        ("answer", "Kept answer"),
        ("position", "x"),
    ];
    let back = desk.send(new, all, &wrong).await.expect(422);
    assert!(back.body.contains("Kept answer") && back.body.contains("id=\"question_error\""));
    assert!(back.body.contains("id=\"position_error\""));

    let words = [
        ("_do", "publish"),
        ("question", "Do gaiters keep blisters away?"),
        ("answer", "They keep *grit* out."),
        ("topics", "heel-pain"),
        ("position", "3"),
    ];
    let made = desk.send(new, all, &words).await;
    assert!(
        made.header("location").ends_with("done=published"),
        "{}",
        made.body
    );
    let page = path_of(&made);
    let asked = "/api/v1/faqs?q=gaiters&topic=heel-pain";
    assert_eq!(
        data(&site, asked).await[0]["answer_html"],
        "<p>They keep <em>grit</em> out.</p>\n"
    );
    site.settle().await;
    let found = site
        .get("/api/v1/search?q=gaiter+blistrs&types=faq")
        .await
        .json();
    assert_eq!(found["data"][0]["title"], "Do gaiters keep blisters away?");

    let listed = desk
        .see("/admin/faqs?q=gaiters&state=published")
        .await
        .expect(200);
    assert!(
        listed.body.contains("Do gaiters keep blisters away?")
            && listed.body.contains("1 question<")
    );
    let preview = [
        ("_do", "preview"),
        ("question", "Typed"),
        ("answer", "**Bold** words"),
    ];
    let seen = desk.send(&page, &page, &preview).await.expect(200);
    assert!(
        seen.body.contains("<strong>Bold</strong> words") && seen.body.contains("value=\"Typed\"")
    );
    assert_eq!(data(&site, asked).await.len(), 1, "a preview saves nothing");

    let archived = desk.send(&page, &format!("{page}/archive"), &[]).await;
    assert!(archived.header("location").ends_with("done=archived"));
    assert_eq!(data(&site, asked).await.len(), 0);
    site.settle().await;
    let found = site.get("/api/v1/search?q=gaiter&types=faq").await.json();
    assert_eq!(found["data"], json!([]));
    assert!(desk.see(&page).await.body.contains("Archived by"));
}

#[tokio::test]
async fn a_stale_question_and_a_stale_topic_show_both_texts() {
    let site = Site::new().starter().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    for (all, field, other) in [
        ("/admin/faqs", "question", ("answer", "An answer.")),
        ("/admin/topics", "name", ("summary", "A summary.")),
    ] {
        let new = format!("{all}/new");
        let first = [("_do", "save"), (field, "First words"), other];
        let page = path_of(&desk.send(&new, all, &first).await);
        let mine = desk.see(&page).await;
        let theirs = [("_do", "save"), (field, "Their words"), other];
        assert_eq!(desk.send(&page, &page, &theirs).await.status, 303);
        let sent = [
            ("_csrf", mine.csrf()),
            ("_version", version(&mine.body).unwrap()),
            (field, "My words".to_owned()),
            (other.0, other.1.to_owned()),
        ];
        let clash = desk.post(&page, &sent).await.expect(409);
        assert!(
            clash.body.contains("Their words") && clash.body.contains("My words"),
            "{all}"
        );
        // What was kept is against what is stored by now: saved again, it goes through.
        let again = [("_do", "save"), (field, "My words"), other];
        let mut fields = vec![
            ("_csrf", clash.csrf()),
            ("_version", version(&clash.body).unwrap()),
        ];
        fields.extend(again.map(|(name, value)| (name, value.to_owned())));
        assert_eq!(desk.post(&page, &fields).await.status, 303, "{all}");
    }
}

#[tokio::test]
async fn a_topic_is_a_draft_first_and_gone_from_everywhere_when_it_is_archived() {
    let site = Site::new().starter().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let (all, new) = ("/admin/topics", "/admin/topics/new");
    let taken = [("_do", "save"), ("name", "Heel pain")];
    let back = desk.send(new, all, &taken).await.expect(422);
    assert!(back.body.contains("is taken by another topic"));
    let words = [
        ("_do", "save"),
        ("name", "Trail feet"),
        ("summary", "Mud and grit."),
    ];
    let page = path_of(&desk.send(new, all, &words).await);
    assert_eq!(site.get("/topics/trail-feet").await.status, 404);
    assert!(!site.get("/sitemap.xml").await.body.contains("trail-feet"));
    assert_eq!(site.get("/api/v1/faqs?topic=trail-feet").await.status, 422);

    let publish = [("_do", "publish"), words[1], words[2]];
    assert_eq!(desk.send(&page, &page, &publish).await.status, 303);
    assert_eq!(site.get("/topics/trail-feet").await.status, 200);
    assert!(
        site.get("/sitemap.xml")
            .await
            .body
            .contains("/topics/trail-feet")
    );
    site.settle().await;
    let found = site
        .get("/api/v1/search?q=trail+feet&types=topic")
        .await
        .json();
    assert_eq!(found["data"][0]["title"], "Trail feet");

    // Articles and products that are about it no longer say so to readers.
    let heel = desk.see("/admin/topics?q=heel-pain").await.body;
    let (_, rest) = heel.split_once("href=\"/admin/topics/0").unwrap();
    let heel = format!("/admin/topics/0{}", rest.split('"').next().unwrap());
    let article = "/api/v1/articles/heel-pain-when-walking-after-running";
    let topics = site.get(article).await.json()["topics"].to_string();
    assert!(topics.contains("heel-pain"), "{topics}");
    assert_eq!(
        desk.send(&heel, &format!("{heel}/archive"), &[])
            .await
            .status,
        303
    );
    let topics = site.get(article).await.expect(200).json()["topics"].to_string();
    assert!(!topics.contains("\"heel-pain\""), "{topics}");
    assert_eq!(site.get("/topics/heel-pain").await.status, 404);
    let names = data(&site, "/api/v1/topics?per_page=100").await;
    assert!(!names.iter().any(|topic| topic["slug"] == "heel-pain"));
    let products = site.get("/api/v1/products?per_page=100").await.body;
    assert!(!products.contains("\"heel-pain\""));
}

#[tokio::test]
async fn a_program_writes_questions_and_topics() {
    let site = Site::new().starter().spawn().await;
    let token = site.token(Role::Editor).await;
    for (kind, new, change, public) in [
        (
            "topics",
            json!({ "name": "Trail feet", "summary": "Mud." }),
            json!({ "summary": "Mud and grit." }),
            "/api/v1/topics?per_page=100",
        ),
        (
            "faqs",
            json!({ "question": "Do gaiters help?", "answer": "Yes.", "topics": ["heel-pain"] }),
            json!({ "answer": "They do." }),
            "/api/v1/faqs?per_page=100",
        ),
    ] {
        let base = format!("/api/v1/manage/{kind}");
        let ask = |method: &str, path: &str| site.ask(method, path).bearer(&token);
        let made = ask("POST", &base).json(&new).send().await.expect(201);
        let path = made.header("location").to_owned();
        assert_eq!(made.json()["status"], "draft");
        let before = data(&site, public).await.len();
        let read = ask("GET", &path).send().await.expect(200);
        let etag = read.header("etag").to_owned();
        assert_eq!(ask("PATCH", &path).json(&change).send().await.status, 428);
        let change_as = |tag: &str| ask("PATCH", &path).header("if-match", tag).json(&change);
        let changed = change_as(&etag).send().await.expect(200);
        let (field, value) = change.as_object().unwrap().iter().next().unwrap();
        assert_eq!(changed.json()[field], *value);
        assert_eq!(change_as(&etag).send().await.status, 412);
        let shown = ask("POST", &format!("{path}/publish"))
            .send()
            .await
            .expect(200);
        assert_eq!(shown.json()["status"], "published");
        assert_eq!(data(&site, public).await.len(), before + 1);
        ask("POST", &format!("{path}/archive"))
            .send()
            .await
            .expect(200);
        assert_eq!(data(&site, public).await.len(), before);
        let archived = format!("{base}?status=archived");
        let list = ask("GET", &archived).send().await.expect(200).json();
        assert_eq!(list["meta"]["total"], 1);
        let odd = ask("GET", &format!("{base}?status=gone")).send().await;
        assert_eq!((odd.status, odd.fields()), (422, vec!["status".to_owned()]));
        let empty = ask("POST", &base).json(&json!({})).send().await;
        assert_eq!(empty.status, 422);
        let viewer = site.token(Role::Viewer).await;
        let refused = site
            .ask("POST", &base)
            .bearer(&viewer)
            .json(&new)
            .send()
            .await;
        assert_eq!(refused.status, 403);
    }
}

#[tokio::test]
async fn the_name_of_a_topic_in_addresses_stays() {
    let site = Site::new().starter().spawn().await;
    let token = site.token(Role::Editor).await;
    let ask = |method: &str, path: &str| site.ask(method, path).bearer(&token);
    let new = json!({ "name": "Trail feet" });
    let made = ask("POST", "/api/v1/manage/topics")
        .json(&new)
        .send()
        .await
        .expect(201);
    let path = made.header("location").to_owned();
    let change = json!({ "slug": "mud-feet" });
    let refused = ask("PATCH", &path).header("if-match", "*").json(&change);
    let refused = refused.send().await;
    assert_eq!(
        (refused.status, refused.fields()),
        (422, vec!["slug".to_owned()])
    );
}
