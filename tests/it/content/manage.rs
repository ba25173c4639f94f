//! What editors' programs may do with articles.

use footpath_entity::role::Role;
use serde_json::{Value, json};

use super::rig::{STARTER, site};
use crate::support::{Answer, App, Ask};

const ROOM: &str = "/api/v1/manage/articles";

/// Somebody's program; `None` has no token.
struct Program<'a> {
    site: &'a App,
    token: Option<String>,
}

impl Program<'_> {
    fn ask(&self, method: &str, path: &str) -> Ask {
        let ask = self.site.ask(method, path);
        match &self.token {
            Some(token) => ask.bearer(token),
            None => ask,
        }
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path).send().await
    }

    async fn post(&self, path: &str, body: Value) -> Answer {
        self.ask("POST", path).json(&body).send().await
    }

    /// A post that needs no body.
    async fn press(&self, path: &str) -> Answer {
        self.ask("POST", path).send().await
    }

    async fn patch(&self, path: &str, body: Value, tag: Option<&str>) -> Answer {
        let ask = self.ask("PATCH", path).json(&body);
        let ask = match tag {
            Some(tag) => ask.header("if-match", tag),
            None => ask,
        };
        ask.send().await
    }

    /// A draft that could be published, and its path.
    async fn made(&self, title: &str) -> String {
        let body =
            json!({"title": title, "summary": "Short.", "body": "Text.", "topics": ["heel-pain"]});
        let made = self.post(ROOM, body).await;
        assert_eq!(made.status, 201, "{}", made.body);
        made.header("location").to_owned()
    }
}

async fn program(site: &App, role: Role) -> Program<'_> {
    let token = Some(site.token(role).await);
    Program { site, token }
}

#[tokio::test]
async fn an_article_is_made_changed_published_and_taken_back() {
    let site = site().await;
    let editor = program(&site, Role::Editor).await;
    let path = editor.made("Arch support").await;
    let draft = editor.get(&path).await;
    assert_eq!(draft.json()["status"], "draft");
    assert_eq!(draft.json()["slug"], "arch-support");
    assert_eq!(draft.header("cache-control"), "no-store");
    assert_eq!(site.get("/articles/arch-support").await.status, 404);

    let body = json!({"body": "New words.", "seo": {"title": "Arches"}});
    let saved = editor.patch(&path, body, Some(draft.header("etag"))).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    assert_ne!(saved.header("etag"), draft.header("etag"));
    let live = editor.press(&format!("{path}/publish")).await;
    assert_eq!(live.status, 200, "{}", live.body);
    assert_eq!(
        live.json()["url"],
        "https://feet.example.org/articles/arch-support"
    );
    let read = site.get("/api/v1/articles/arch-support").await.json();
    assert_eq!(read["html"].as_str().unwrap().trim(), "<p>New words.</p>");
    assert_eq!(read["seo"]["title"], "Arches");
    assert_eq!(read["author"], "Robin Hale");

    let gone = editor.press(&format!("{path}/archive")).await;
    assert_eq!(gone.json()["status"], "archived");
    assert_eq!(site.get("/articles/arch-support").await.status, 404);
    let back = editor.press(&format!("{path}/publish")).await;
    assert_eq!(back.status, 200);
    assert_eq!(site.get("/articles/arch-support").await.status, 200);
}

#[tokio::test]
async fn a_change_must_say_what_it_was_made_against() {
    let site = site().await;
    let editor = program(&site, Role::Editor).await;
    let path = editor.made("Two editors").await;
    let seen = editor.get(&path).await.header("etag").to_owned();
    let change = json!({"title": "Mine"});
    let missing = editor.patch(&path, change.clone(), None).await;
    assert_eq!(
        (missing.status, missing.fields()),
        (428, vec!["If-Match".to_owned()])
    );
    assert_eq!(editor.patch(&path, change, Some(&seen)).await.status, 200);
    let theirs = json!({"title": "Theirs"});
    for tag in [seen.as_str(), "\"nonsense\"", "nonsense"] {
        assert_eq!(
            editor.patch(&path, theirs.clone(), Some(tag)).await.status,
            412,
            "{tag}"
        );
    }
    assert_eq!(editor.get(&path).await.json()["title"], "Mine");
    let publish = format!("{path}/publish");
    let stale = editor.ask("POST", &publish).header("if-match", &seen);
    assert_eq!(stale.send().await.status, 412);
}

#[tokio::test]
async fn every_wrong_field_is_named() {
    let site = site().await;
    let editor = program(&site, Role::Editor).await;
    for (body, fields) in [
        (json!({}), vec!["title"]),
        (
            json!({"title": "x", "slug": "A B", "summary": "a\nb"}),
            vec!["slug", "summary"],
        ),
        (json!({"title": "x", "topics": ["knees"]}), vec!["topics"]),
        (json!({"title": 3}), vec!["title"]),
        (json!({"title": "x", "colour": "red"}), vec!["colour"]),
        (json!({"title": "x", "slug": STARTER}), vec!["slug"]),
        (json!({"title": "¿?"}), vec!["slug"]),
    ] {
        let answer = editor.post(ROOM, body.clone()).await;
        assert_eq!(answer.status, 422, "{body}");
        assert_eq!(answer.fields(), fields, "{body}");
    }
    let path = editor.made("Wrong block").await;
    let body = json!({"body": "a\n\n::videos\n", "summary": ""});
    let tag = editor.get(&path).await.header("etag").to_owned();
    assert_eq!(editor.patch(&path, body, Some(&tag)).await.status, 200);
    let refused = editor.press(&format!("{path}/publish")).await;
    assert_eq!(
        (refused.status, refused.fields()),
        (422, vec!["summary".to_owned(), "body".to_owned()])
    );
    assert!(refused.body.contains("line 3: "), "{}", refused.body);
    let list = editor.get(&format!("{ROOM}?status=lost")).await;
    assert_eq!(
        (list.status, list.fields()),
        (422, vec!["status".to_owned()])
    );
    for path in [
        format!("{ROOM}/nonsense"),
        format!("{ROOM}/00000000-0000-7000-8000-000000000000"),
    ] {
        assert_eq!(editor.get(&path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn nobody_does_more_than_the_role_allows() {
    let site = site().await;
    let editor = program(&site, Role::Editor).await;
    let author = program(&site, Role::Author).await;
    let theirs = editor.made("Not the author's").await;
    let own = author.made("The author's").await;

    let publish = author.press(&format!("{own}/publish")).await;
    assert_eq!(publish.status, 403);
    assert_eq!(author.press(&format!("{own}/archive")).await.status, 403);
    assert_eq!(author.get(&theirs).await.status, 403);
    let change = json!({"title": "Taken over"});
    assert_eq!(
        author
            .patch(&theirs, change.clone(), Some("*"))
            .await
            .status,
        403
    );
    assert_eq!(
        author.patch(&own, change.clone(), Some("*")).await.status,
        200
    );
    let list = author.get(ROOM).await.json();
    assert_eq!(list["meta"]["total"], 1, "an author sees its own");
    assert_eq!(editor.get(ROOM).await.json()["meta"]["total"], 5);

    for role in [Role::Viewer, Role::Coordinator, Role::Reviewer] {
        let program = program(&site, role).await;
        assert_eq!(program.get(&own).await.status, 200, "{role:?}");
        let refused = [
            program.post(ROOM, json!({"title": "x"})).await,
            program.patch(&own, change.clone(), Some("*")).await,
            program.press(&format!("{own}/publish")).await,
            program.press(&format!("{own}/archive")).await,
        ];
        for answer in refused {
            assert_eq!(answer.status, 403, "{role:?}");
        }
    }
}

#[tokio::test]
async fn without_a_good_token_nothing_is_told() {
    let site = site().await;
    let own = program(&site, Role::Editor).await.made("Closed").await;
    for token in [None, Some("nonsense".to_owned())] {
        let stranger = Program { site: &site, token };
        let refused = [
            stranger.get(ROOM).await,
            stranger.get(&own).await,
            stranger.post(ROOM, json!({"title": "x"})).await,
            stranger.post(ROOM, json!("not an article")).await,
            stranger.patch(&own, json!({}), None).await,
            stranger.press(&format!("{own}/publish")).await,
            stranger.press(&format!("{own}/archive")).await,
        ];
        for answer in refused {
            assert_eq!(answer.status, 401);
            assert!(!answer.body.contains("Closed"));
        }
    }
}
