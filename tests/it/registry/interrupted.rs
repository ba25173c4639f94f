//! Imports that end half-way: nothing is lost, and the next one completes.

use std::{
    path::Path,
    process::{Child, Stdio},
    time::{Duration, Instant},
};

use footpath_domain::{
    Error, account,
    directory::import::{Kind, Status},
};
use footpath_entity::role::Role;
use reqwest::{Client, redirect::Policy};
use sea_orm::ConnectionTrait;

use super::{
    cli::report,
    console::form,
    rig::{file, podiatrist, what, write},
};
use crate::support::{
    App, PASSWORD, SECRET_KEY, SYSTEM, Site, command, on_postgres, skip, spawn_process,
};

/// As the site beside it has them.
const SETTINGS: &[(&str, &str)] = &[("SECRET_KEY", SECRET_KEY)];
/// So many that writing them takes a while.
const MANY: u64 = 6000;

fn many() -> Vec<u8> {
    let rows: Vec<_> = (0..MANY)
        .map(|n| {
            let street = format!("{n} ELM ST");
            podiatrist(&format!("{}", 200_000_000 + n)).at(&street, "2085550100")
        })
        .collect();
    file(&rows)
}

fn start(folder: &Path) -> Child {
    let mut import = command(folder, SETTINGS);
    import.args(["import", "nppes", "rows.csv"]);
    import.stdout(Stdio::null()).stderr(Stdio::null());
    import.spawn().unwrap()
}

/// Waits until this many are stored.
async fn stored(site: &App, wanted: u64) -> u64 {
    use footpath_entity::directory::podiatrist::Entity;
    use sea_orm::{EntityTrait, PaginatorTrait};
    let begun = Instant::now();
    loop {
        let n = Entity::find().count(site.ctx.store.read()).await.unwrap();
        if n >= wanted {
            return n;
        }
        assert!(
            begun.elapsed() < Duration::from_mins(2),
            "only {n} are stored"
        );
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn an_import_that_is_killed_while_it_writes_is_completed_by_the_same_again() {
    let site = Site::new().spawn().await;
    write(site.folder(), "rows.csv", &many());
    let mut import = start(site.folder());
    let there = stored(&site, 1000).await;
    import.kill().unwrap();
    import.wait().unwrap();
    assert!(there < MANY, "it was not killed half-way");
    let half = site.everything().await;
    let clinics = half.practices.len();
    assert_eq!(
        clinics,
        half.podiatrists.len(),
        "each is there whole or not at all"
    );
    assert_eq!(site.runs().await[0].status, Status::Running);

    let mut again = command(site.folder(), SETTINGS);
    let done = report(
        &again
            .args(["import", "nppes", "rows.csv"])
            .output()
            .unwrap(),
    );
    assert_eq!(done["podiatrists"], MANY);
    let created = done["created"].as_u64().unwrap();
    assert_eq!(created + done["unchanged"].as_u64().unwrap(), MANY);
    assert!(created < MANY, "what was written before is found unchanged");
    let runs = site.runs().await;
    assert_eq!(
        (runs[0].status, runs[1].status),
        (Status::Done, Status::Failed)
    );
    let why = runs[1].problem.clone().unwrap();
    assert!(why.contains("Import the file again"), "{why}");
}

#[tokio::test]
async fn an_import_that_is_told_to_stop_writes_down_that_it_did() {
    let site = Site::new().spawn().await;
    write(site.folder(), "rows.csv", &many());
    let mut import = start(site.folder());
    stored(&site, 1000).await;
    let told = std::process::Command::new("kill")
        .args(["-INT", &import.id().to_string()])
        .status();
    assert!(told.unwrap().success());
    let code = import.wait().unwrap().code();
    let run = site.runs().await.remove(0);
    if code == Some(0) {
        // It was through before it could be stopped.
        assert_eq!(run.status, Status::Done);
        return;
    }
    assert_eq!(code, Some(1));
    assert_eq!(run.status, Status::Failed);
    let why = run.problem.unwrap();
    assert!(why.contains("stopped by hand"), "{why}");
    assert!(run.lease_until.is_none());
}

/// The token of a page's forms.
fn csrf(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"_csrf\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// Somebody signed in at a process.
struct Browser {
    client: Client,
    base: String,
    cookie: String,
}

impl Browser {
    async fn sign_in(base: &str) -> Self {
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        let door = client
            .get(format!("{base}/admin/sign-in"))
            .send()
            .await
            .unwrap();
        let cookie = cookie(&door);
        let token = csrf(&door.text().await.unwrap());
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([
                ("_csrf", &*token),
                ("email", "editor@staff.example.org"),
                ("password", PASSWORD),
            ])
            .finish();
        let sent = client
            .post(format!("{base}/admin/sign-in"))
            .header("cookie", cookie)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body);
        let passed = sent.send().await.unwrap();
        assert_eq!(passed.status(), 303);
        Self {
            cookie: self::cookie(&passed),
            client,
            base: base.to_owned(),
        }
    }

    async fn see(&self, path: &str) -> String {
        let asked = self.client.get(format!("{}{path}", self.base));
        let page = asked.header("cookie", &self.cookie).send().await.unwrap();
        assert_eq!(page.status(), 200);
        page.text().await.unwrap()
    }

    /// Sends a file of providers; the page of its import.
    async fn upload(&self, bytes: &[u8]) -> String {
        let token = csrf(&self.see("/admin/imports/new").await);
        let (content_type, body) = form(&[
            ("_csrf", None, token.as_bytes()),
            ("kind", None, b"nppes"),
            ("file", Some("npidata.csv"), bytes),
        ]);
        let sent = self
            .client
            .post(format!("{}/admin/imports/new", self.base))
            .header("cookie", &self.cookie)
            .header("content-type", content_type)
            .body(body);
        let answer = sent.send().await.unwrap();
        assert_eq!(answer.status(), 303);
        answer.headers()["location"].to_str().unwrap().to_owned()
    }
}

fn cookie(answer: &reqwest::Response) -> String {
    let lines = answer.headers().get_all("set-cookie").iter();
    let mut cookies = lines.map(|line| line.to_str().unwrap().split(';').next().unwrap());
    cookies.find(|one| !one.ends_with('=')).unwrap().to_owned()
}

#[tokio::test]
async fn an_import_that_was_sent_goes_on_by_itself_after_the_site_was_killed() {
    let site = Site::new().spawn().await;
    let email = "editor@staff.example.org";
    account::ensure_user(
        &site.ctx,
        &SYSTEM,
        email,
        "Robin Hale",
        Role::Editor,
        PASSWORD,
    )
    .await
    .unwrap();
    for signal in ["-KILL", "-TERM"] {
        let mut process = spawn_process(site.folder(), SETTINGS, &[]);
        let browser = Browser::sign_in(&process.base).await;
        let before = stored(&site, 0).await;
        let rows = if signal == "-KILL" { many() } else { again() };
        let page = browser.upload(&rows).await;
        stored(&site, before + 1000).await;
        let told = std::process::Command::new("kill")
            .args([signal, &process.id().to_string()])
            .status();
        assert!(told.unwrap().success());
        let begun = Instant::now();
        process.wait();
        assert!(
            begun.elapsed() < Duration::from_secs(10),
            "{signal}: it took its time"
        );
        assert!(
            stored(&site, 0).await < before + MANY,
            "{signal}: it was through already"
        );
        drop(process);

        let process = spawn_process(site.folder(), SETTINGS, &[]);
        stored(&site, before + MANY).await;
        let browser = Browser::sign_in(&process.base).await;
        let begun = Instant::now();
        while !browser.see(&page).await.contains("What happened") {
            assert!(
                begun.elapsed() < Duration::from_mins(1),
                "{signal}: it does not end"
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let left = std::fs::read_dir(site.folder().join("imports")).unwrap();
        assert_eq!(left.count(), 0, "{signal}");
    }
}

/// As many others.
fn again() -> Vec<u8> {
    let rows: Vec<_> = (0..MANY)
        .map(|n| {
            let street = format!("{n} OAK RD");
            podiatrist(&format!("{}", 210_000_000 + n)).at(&street, "2085550100")
        })
        .collect();
    file(&rows)
}

/// Lets the database file grow to so many pages; the database then says that the disk is full.
async fn room(site: &App, pages: u64) {
    let tx = site.ctx.store.begin().await.unwrap();
    tx.execute_unprepared(&format!("PRAGMA max_page_count = {pages}"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_full_disk_ends_an_import_with_a_message_and_the_same_again_completes_it() {
    if on_postgres() {
        skip("the full disk", "it is SQLite that is told to stop growing");
        return;
    }
    let site = Site::new().spawn().await;
    site.providers(&file(&[podiatrist("220000001")])).await;
    let rows = many();
    let asked = what(Kind::Nppes, site.put("rows.csv", &rows));
    room(&site, 1).await;
    let told = site.try_import(&asked).await;
    assert!(matches!(told, Err(Error::Unavailable { .. })), "{told:?}");
    room(&site, 600).await;
    let told = site.try_import(&asked).await;
    assert!(matches!(told, Err(Error::Unavailable { .. })), "{told:?}");
    site.one("220000001").await;
    let run = site.runs().await.remove(0);

    room(&site, 1_000_000).await;
    let report = site.try_import(&asked).await.unwrap();
    assert_eq!(report.podiatrists, MANY + 1);
    assert_eq!(report.created + report.unchanged, MANY);
    let told = site.run(run.id).await;
    assert_eq!(told.status, Status::Failed);
    let why = told.problem.unwrap();
    assert!(
        why.contains("a disk is full") || why.contains("Import the file again"),
        "{why}"
    );
}
