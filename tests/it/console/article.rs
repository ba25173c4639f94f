use footpath_entity::role::Role;

use super::rig::{Desk, path_of, version};
use crate::support::Site;

const NEW: &str = "/admin/articles/new";
const ALL: &str = "/admin/articles";
const WORDS: [(&str, &str); 4] = [
    ("title", "Blisters on the march"),
    ("summary", "Why they come and what to do."),
    ("body", "Dry socks help.\n\n::red-flags\n"),
    ("author", "A running coach"),
];

fn with(verb: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut fields = WORDS.to_vec();
    fields.push(("_do", verb));
    fields
}

#[tokio::test]
async fn an_article_is_written_published_found_and_archived() {
    let site = Site::new().starter().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let made = desk.send(NEW, ALL, &with("save")).await;
    let page = path_of(&made);
    let shown = desk.see(&page).await.expect(200);
    assert!(shown.body.contains("Draft") && shown.body.contains("Blisters on the march"));
    assert_eq!(
        site.get("/articles/blisters-on-the-march").await.status,
        404
    );

    let published = desk.send(&page, &page, &with("publish")).await;
    assert!(published.header("location").ends_with("done=published"));
    let read = site
        .get("/articles/blisters-on-the-march")
        .await
        .expect(200);
    assert!(read.body.contains("Dry socks help."));
    site.settle().await;
    let found = site.get("/api/v1/search?q=blistrs+march").await.json();
    assert_eq!(found["data"][0]["title"], "Blisters on the march");
    let listed = desk.see("/admin/articles?q=march&state=published").await;
    assert!(listed.body.contains("1 article<"), "{}", listed.body);

    let archived = desk.send(&page, &format!("{page}/archive"), &[]).await;
    assert_eq!(archived.status, 303);
    assert_eq!(
        site.get("/articles/blisters-on-the-march").await.status,
        404
    );
}

#[tokio::test]
async fn a_faulty_form_comes_back_filled_in_with_the_message_beside_its_field() {
    let site = Site::new().starter().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let wrong = [
        ("title", ""),
        ("summary", "Kept words"),
        ("slug", "Not A Slug"),
        ("_do", "save"),
    ];
    let back = desk.send(NEW, ALL, &wrong).await.expect(422);
    assert!(back.body.contains("Kept words") && back.body.contains("Not A Slug"));
    for name in ["title", "slug"] {
        let beside = format!("id=\"{name}_error\"");
        assert!(back.body.contains(&beside), "{name}: {}", back.body);
    }
    let listed = desk.see("/admin/articles?q=kept").await;
    assert!(listed.body.contains("0 articles"));
}

#[tokio::test]
async fn a_stale_write_shows_both_texts_and_loses_neither() {
    let site = Site::new().starter().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let page = path_of(&desk.send(NEW, ALL, &with("save")).await);
    let mine = desk.see(&page).await;
    let seen = version(&mine.body).unwrap();
    let theirs = [
        ("title", "Blisters, theirs"),
        ("body", "Their words."),
        ("_do", "save"),
    ];
    assert_eq!(desk.send(&page, &page, &theirs).await.status, 303);

    let sent = [
        ("_csrf", mine.csrf()),
        ("_version", seen),
        ("title", "Blisters, mine".to_owned()),
        ("body", "My words.".to_owned()),
        ("_do", "save".to_owned()),
    ];
    let clash = desk.post(&page, &sent).await.expect(409);
    for text in [
        "Blisters, theirs",
        "Their words.",
        "Blisters, mine",
        "My words.",
    ] {
        assert!(clash.body.contains(text), "{text}");
    }
    // What stands in the form is saved when it is sent once more.
    let again = [
        ("_csrf", clash.csrf()),
        ("_version", version(&clash.body).unwrap()),
        ("title", "Blisters, mine".to_owned()),
        ("body", "My words.".to_owned()),
        ("_do", "save".to_owned()),
    ];
    assert_eq!(desk.post(&page, &again).await.status, 303);
    assert!(desk.see(&page).await.body.contains("My words."));
}

#[tokio::test]
async fn a_preview_shows_live_blocks_and_saves_nothing() {
    let site = Site::new().starter().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let shown = desk.send(NEW, ALL, &with("preview")).await.expect(200);
    assert!(
        shown.body.contains("<p>Dry socks help.</p>"),
        "{}",
        shown.body
    );
    assert!(shown.body.contains("red-flags"), "{}", shown.body);
    let mistaken = [("body", "::shoes{}\n"), ("_do", "preview")];
    let told = desk.send(NEW, ALL, &mistaken).await;
    assert!(told.body.contains("shoes"), "{}", told.body);
    let listed = desk.see("/admin/articles?q=march").await;
    assert!(listed.body.contains("0 articles"));
}

#[tokio::test]
async fn an_author_writes_drafts_and_a_viewer_only_looks() {
    let site = Site::new().starter().spawn().await;
    let author = Desk::of(&site, Role::Author).await;
    let blank = author.see(NEW).await.expect(200);
    assert!(!blank.body.contains("value=\"publish\""));
    let page = path_of(&author.send(NEW, ALL, &with("save")).await);
    let shown = author.see(&page).await;
    let forced = [
        ("_csrf", shown.csrf()),
        ("_version", version(&shown.body).unwrap()),
        ("_do", "publish".to_owned()),
        ("title", "T".to_owned()),
    ];
    assert_eq!(author.post(&page, &forced).await.status, 403);

    let viewer = Desk::of(&site, Role::Viewer).await;
    let shown = viewer.see(&page).await.expect(200);
    assert!(!shown.body.contains("<textarea"));
    assert_eq!(viewer.see(NEW).await.status, 403);
    let csrf = viewer.see(ALL).await.csrf();
    let forced = [("_csrf", csrf), ("title", "T".to_owned())];
    assert_eq!(viewer.post(ALL, &forced).await.status, 403);
}

#[tokio::test]
async fn a_form_from_elsewhere_is_refused() {
    let site = Site::new().starter().spawn().await;
    let desk = Desk::of(&site, Role::Admin).await;
    for csrf in ["", "guessed"] {
        let sent = [("_csrf", csrf.to_owned()), ("title", "T".to_owned())];
        assert_eq!(desk.post(ALL, &sent).await.status, 403);
    }
}

#[tokio::test]
async fn a_search_looks_into_the_text_that_is_worked_on_and_not_into_older_ones() {
    let site = Site::new().spawn().await;
    let desk = Desk::of(&site, Role::Editor).await;
    let first = [
        ("_do", "save"),
        ("title", "Gaiters"),
        ("body", "Canary words."),
    ];
    let page = path_of(&desk.send(NEW, ALL, &first).await);
    let found = "/admin/articles?q=canary+gaiters";
    assert!(desk.see(found).await.body.contains("1 article<"));
    let second = [
        ("_do", "save"),
        ("title", "Gaiters"),
        ("body", "Other words."),
    ];
    assert_eq!(desk.send(&page, &page, &second).await.status, 303);
    assert!(desk.see(found).await.body.contains("0 articles"));
    assert!(
        desk.see("/admin/articles?q=other")
            .await
            .body
            .contains("1 article<")
    );
}
