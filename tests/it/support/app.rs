use std::{collections::BTreeMap, net::TcpListener, path::Path, sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use footpath::{
    application::Application,
    context,
    settings::{Raw, Settings},
};
use footpath_domain::{
    Actor, Ctx, account,
    clock::{Clock, TestClock},
    directory, jobs, search_index,
};
use footpath_entity::role::Role;
use footpath_search::Search;
use reqwest::{Client, Method, redirect::Policy};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{
    Mail,
    answer::{Answer, Ask},
    database, mails_in,
};

pub const SYSTEM: Actor = Actor::System("test");
pub const PASSWORD: &str = "seven calm otters swim";

/// When every site starts, unless a test says otherwise: a Monday noon.
const START: i64 = 1_795_435_200;

/// What a test wants of its site before it starts.
#[derive(Default)]
pub struct Site {
    settings: BTreeMap<String, String>,
    search: Option<Search>,
    starter: bool,
    clinics: usize,
}

impl Site {
    /// An empty site with the embedded engine and mail in files, on the database that
    /// `database` chooses.
    pub fn new() -> Self {
        Self::default()
    }

    /// With the starter content.
    #[must_use]
    pub fn starter(mut self) -> Self {
        self.starter = true;
        self
    }

    /// With so many sample clinics.
    #[must_use]
    pub fn clinics(mut self, clinics: usize) -> Self {
        self.clinics = clinics;
        self
    }

    /// With `FOOTPATH_<name>` set. An empty `DATABASE_URL` is SQLite in the data folder.
    #[must_use]
    pub fn set(mut self, name: &str, value: &str) -> Self {
        self.settings.insert(name.to_owned(), value.to_owned());
        self
    }

    /// With a search engine of the test's own.
    #[must_use]
    pub fn search(mut self, search: Search) -> Self {
        self.search = Some(search);
        self
    }

    pub async fn spawn(self) -> App {
        self.spawn_in(tempfile::tempdir().unwrap()).await
    }

    /// On a data folder that may hold what another site left.
    pub async fn spawn_in(self, dir: TempDir) -> App {
        App::start(self, dir).await
    }
}

/// A running site on a port of its own. Its clock stands still, and nothing works in its
/// background: `settle` does what workers would do.
pub struct App {
    pub base: String,
    pub ctx: Ctx,
    pub clock: Arc<TestClock>,
    pub client: Client,
    pub dir: TempDir,
    settings: Settings,
    server: Server,
}

struct Server(actix_web::dev::ServerHandle);

impl Drop for Server {
    fn drop(&mut self) {
        // Told, not awaited: the port closes with the runtime of the test.
        drop(self.0.stop(false));
    }
}

impl App {
    async fn start(site: Site, dir: TempDir) -> Self {
        let folder = dir.path();
        let mut settings = BTreeMap::new();
        let mut set = |name: &str, value| settings.insert(name.to_owned(), value);
        set("DATA_DIR", folder.display().to_string());
        set("LISTEN", "127.0.0.1:0".to_owned());
        set("SECRET_KEY", database::SECRET_KEY.to_owned());
        if !site.settings.contains_key("DATABASE_URL") {
            for (name, value) in database::settings_for(folder) {
                set(name, value);
            }
        }
        settings.extend(site.settings);
        let env = settings
            .into_iter()
            .map(|(name, value)| (format!("FOOTPATH_{name}"), value));
        let settings = Settings::parse(Raw::read(env, None).unwrap()).unwrap();
        let listener = TcpListener::bind(settings.listen).unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let public_url = match &settings.public_url {
            Some(url) => url.clone(),
            None => base.parse().unwrap(),
        };
        let start = DateTime::from_timestamp(START, 0).unwrap();
        let clock = Arc::new(TestClock::at(start));
        let moving = Arc::<TestClock>::clone(&clock);
        let mut ctx = context::open(&settings, public_url, moving).await.unwrap();
        if let Some(search) = site.search {
            ctx.search = search;
        }
        if site.starter {
            footpath_domain::starter::seed(&ctx).await.unwrap();
        }
        if site.clinics > 0 {
            directory::sample(&ctx, site.clinics).await.unwrap();
        }
        let application = Application::build(ctx.clone(), &settings, listener)
            .await
            .unwrap();
        let server = Server(application.handle());
        tokio::spawn(application.run());
        let client = Client::builder()
            .timeout(Duration::from_secs(30))
            .redirect(Policy::none())
            .build()
            .unwrap();
        Self {
            base,
            ctx,
            clock,
            client,
            dir,
            settings,
            server,
        }
    }

    /// What another process on the same folder and database works with.
    pub async fn beside(&self) -> Ctx {
        let url = self.ctx.config.public_url.clone();
        let clock = Arc::<TestClock>::clone(&self.clock);
        context::open(&self.settings, url, clock).await.unwrap()
    }

    /// Ends the site; what it leaves is its data folder.
    pub async fn stop(self) -> TempDir {
        self.server.0.stop(false).await;
        self.ctx.store.close().await.unwrap();
        self.dir
    }

    /// Does all that workers would do now: jobs that are due, and the index.
    pub async fn settle(&self) {
        self.work().await;
        search_index::drain(&self.ctx).await.unwrap();
    }

    /// Runs what is due; answers how many jobs that were.
    pub async fn work(&self) -> usize {
        jobs::drain(&self.ctx, "test/0").await.unwrap()
    }

    pub fn ask(&self, method: &str, path: &str) -> Ask {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let url = if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{}{path}", self.base)
        };
        Ask::new(&self.client, method, url)
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path).send().await
    }

    pub async fn head(&self, path: &str) -> Answer {
        self.ask("HEAD", path).send().await
    }

    /// A browser that holds this cookie asks for a page.
    pub async fn get_as(&self, cookie: &str, path: &str) -> Answer {
        self.ask("GET", path).header("cookie", cookie).send().await
    }

    /// Somebody who holds what has this tag asks again.
    pub async fn again(&self, path: &str, etag: &str) -> Answer {
        let asked = self.ask("GET", path).header("if-none-match", etag);
        asked.send().await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.ask("POST", path).json(body).send().await
    }

    /// An account with `PASSWORD`; its address.
    pub async fn user(&self, role: Role) -> String {
        let email = format!("{}@staff.example.org", role.as_str());
        account::ensure_user(&self.ctx, &SYSTEM, &email, "Robin Hale", role, PASSWORD)
            .await
            .unwrap();
        email
    }

    /// An access token of an account with this role.
    pub async fn token(&self, role: Role) -> String {
        let email = self.user(role).await;
        let sent = json!({ "email": email, "password": PASSWORD });
        let answer = self.post("/api/v1/auth/token", &sent).await.expect(200);
        answer.json()["access_token"].as_str().unwrap().to_owned()
    }

    /// The session cookie of a browser where somebody with this role has just signed in.
    pub async fn session(&self, role: Role) -> String {
        let email = self.user(role).await;
        let door = self.get("/admin/sign-in").await.expect(200);
        let fields = [
            ("_csrf", &*door.csrf()),
            ("email", &email),
            ("password", PASSWORD),
        ];
        let sent = self.ask("POST", "/admin/sign-in").form(&fields);
        let https = self.ctx.config.public_url.scheme() == "https";
        let host = if https { "__Host-" } else { "" };
        let sent = sent.header("cookie", &door.cookie(&format!("{host}footpath-door")));
        let passed = sent.send().await.expect(303);
        passed.cookie(&format!("{host}footpath"))
    }

    /// The mails that left, oldest first.
    pub fn mails(&self) -> Vec<Mail> {
        mails_in(&self.dir.path().join("mail"))
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub fn wait(&self, time: TimeDelta) {
        self.clock.advance(time);
    }

    pub fn folder(&self) -> &Path {
        self.dir.path()
    }
}
