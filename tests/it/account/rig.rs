//! A site with accounts, on a port and a database of its own, at a standing clock.

use std::sync::Arc;

use actix_web::{App, HttpServer, dev::ServerHandle, middleware::from_fn, web::Data};
use chrono::DateTime;
use footpath_domain::{
    Actor, Ctx, account,
    clock::TestClock,
    config::{Config, Limits},
    content,
    mail::Mailer,
    seal::Keys,
    store, triage,
};
use footpath_entity::role::Role;
use footpath_migration::{Migrator, MigratorTrait};
use footpath_search::Search;
use footpath_web::stack::{self, ErrorPages, Https};
use reqwest::{Client, Method, RequestBuilder, redirect::Policy};
use serde_json::{Value, json};
use tempfile::TempDir;
use utoipa_actix_web::AppExt;

pub const SYSTEM: Actor = Actor::System("test");
pub const EMAIL: &str = "robin@feet.example.org";
pub const PASSWORD: &str = "seven calm otters swim";

pub struct Site {
    pub base: String,
    pub ctx: Ctx,
    pub clock: Arc<TestClock>,
    pub client: Client,
    server: ServerHandle,
    _dir: TempDir,
}

pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// The whole `Set-Cookie` line of the cookie with this name.
    pub fn cookie_line(&self, name: &str) -> Option<String> {
        let lines = self.headers.get_all("set-cookie").iter();
        lines
            .map(|line| line.to_str().unwrap().to_owned())
            .find(|line| line.starts_with(&format!("{name}=")))
    }

    /// The cookie as a browser sends it back.
    pub fn cookie(&self, name: &str) -> String {
        let line = self.cookie_line(name).unwrap();
        line.split(';').next().unwrap().to_owned()
    }

    /// What the page's forms carry.
    pub fn csrf(&self) -> String {
        let (_, rest) = self.body.split_once("name=\"_csrf\" value=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    }
}

impl Site {
    pub async fn new() -> Self {
        Self::at("http://127.0.0.1:8080").await
    }

    /// A site that its readers reach under this address.
    pub async fn at(public_url: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", dir.path().join("footpath.db").display());
        let store = store::connect(&url).await.unwrap();
        Migrator::up(store.schema_connection(), None).await.unwrap();
        let start = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let clock = Arc::new(TestClock::at(start));
        let config = Config {
            site_name: "Foot House".to_owned(),
            public_url: public_url.parse().unwrap(),
            mail_from: "desk@feet.example.org".parse().unwrap(),
            triage_inbox: None,
            retention_days: 365,
            limits: Limits::default(),
        };
        let ctx = Ctx {
            store,
            clock: Arc::<TestClock>::clone(&clock),
            search: Search::embedded(dir.path().join("search")).await.unwrap(),
            mailer: Mailer::files(dir.path().join("mail")),
            keys: Arc::new(Keys::new([7; 32])),
            triage: Arc::new(triage::Memory::new(100)),
            config: Arc::new(config),
            hasher: account::Hasher::default(),
        };
        content::seed(&ctx).await.unwrap();
        let (base, server) = serve(ctx.clone());
        let site = Self {
            base,
            ctx,
            clock,
            client: Client::builder().redirect(Policy::none()).build().unwrap(),
            server,
            _dir: dir,
        };
        site.account(EMAIL, Role::Admin).await;
        site
    }

    pub async fn account(&self, email: &str, role: Role) {
        let email = email.parse().unwrap();
        account::create_user(&self.ctx, &SYSTEM, &email, "Robin Hale", role, PASSWORD)
            .await
            .unwrap();
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    pub async fn get(&self, path: &str, cookie: &str) -> Answer {
        send(self.request(Method::GET, path).header("cookie", cookie)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        send(
            self.request(Method::POST, path)
                .header("content-type", "application/json")
                .body(body.to_string()),
        )
        .await
    }

    pub fn form(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> RequestBuilder {
        let mut url = reqwest::Url::parse(&self.base).unwrap();
        url.query_pairs_mut().extend_pairs(fields);
        self.request(Method::POST, path)
            .header("cookie", cookie)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(url.query().unwrap_or_default().to_owned())
    }

    /// Fills in the form at the door.
    pub async fn try_door(&self, email: &str, password: &str) -> Answer {
        let door = self.get("/admin/sign-in", "").await;
        let fields = [
            ("_csrf", &*door.csrf()),
            ("next", "/admin/articles"),
            ("email", email),
            ("password", password),
        ];
        let cookie = door.cookie("footpath-door");
        send(self.form("/admin/sign-in", &cookie, &fields)).await
    }

    /// The session cookie of a browser that has just signed in.
    pub async fn signed_in(&self) -> String {
        let answer = self.try_door(EMAIL, PASSWORD).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        answer.cookie("footpath")
    }

    pub async fn tokens(&self) -> Value {
        let sent = json!({ "email": EMAIL, "password": PASSWORD });
        let answer = self.post("/api/v1/auth/token", &sent).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    }

    pub async fn stop(self) {
        self.server.stop(false).await;
        self.ctx.store.close().await.unwrap();
    }
}

pub async fn send(request: RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        body: response.text().await.unwrap(),
    }
}

fn serve(ctx: Ctx) -> (String, ServerHandle) {
    let site_name = ctx.config.site_name.clone();
    let https = ctx.config.public_url.scheme() == "https";
    let server = HttpServer::new(move || {
        App::new()
            .app_data(Data::new(ctx.clone()))
            .app_data(Data::new(Https(https)))
            .app_data(Data::new(ErrorPages {
                site_name: site_name.clone(),
            }))
            .wrap(from_fn(stack::pass))
            .into_utoipa_app()
            .configure(footpath_api::configure)
            .into_app()
            .configure(footpath_web::assets::routes)
            .configure(footpath_site::configure)
            .configure(footpath_admin::configure)
    })
    .workers(1)
    .disable_signals()
    .bind("127.0.0.1:0")
    .unwrap();
    let base = format!("http://{}", server.addrs()[0]);
    let server = server.run();
    let handle = server.handle();
    tokio::spawn(server);
    (base, handle)
}
