//! A whole site with its starter content, on a port and a database of its own, and a clock that
//! stands still.

use std::{net::TcpListener, sync::Arc};

use actix_web::{App as Actix, HttpServer, dev::ServerHandle, middleware::from_fn, web::Data};
use chrono::{TimeZone, Utc};
use footpath_domain::{
    Ctx, catalog,
    clock::TestClock,
    config::{Config, Limits},
    content,
    mail::Mailer,
    seal::Keys,
    store, triage,
};
use footpath_migration::{Migrator, MigratorTrait};
use footpath_search::Search;
use footpath_web::stack::{self, ErrorPages};
use reqwest::{Method, header::HeaderMap};
use tempfile::TempDir;
use utoipa_actix_web::AppExt;

pub struct App {
    pub ctx: Ctx,
    pub clock: Arc<TestClock>,
    base: String,
    http: reqwest::Client,
    server: ServerHandle,
    _dir: TempDir,
}

pub struct Answer {
    pub status: u16,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub fn text(&self) -> &str {
        &self.body
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

impl App {
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[]).await
    }

    pub async fn head(&self, path: &str) -> Answer {
        self.send(Method::HEAD, path, &[]).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(Method::GET, path, headers).await
    }

    async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.send().await.unwrap();
        Answer {
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            body: answer.text().await.unwrap(),
        }
    }
}

impl Drop for App {
    fn drop(&mut self) {
        // Told, not awaited: the port closes with the runtime of the test.
        drop(self.server.stop(false));
    }
}

/// On SQLite.
pub async fn spawn_app() -> App {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", dir.path().join("footpath.db").display());
    spawn_on(&url, dir).await
}

/// On the database at `url`, which is empty.
pub async fn spawn_on(url: &str, dir: TempDir) -> App {
    let store = store::connect(url).await.unwrap();
    Migrator::up(store.schema_connection(), None).await.unwrap();
    let start = Utc.with_ymd_and_hms(2026, 11, 23, 12, 0, 0).unwrap();
    let clock = Arc::new(TestClock::at(start));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let config = Config {
        site_name: "Foot & <House>".to_owned(),
        public_url: base.parse().unwrap(),
        mail_from: "desk@feet.example.org".parse().unwrap(),
        triage_inbox: None,
        retention_days: 365,
        limits: Limits::default(),
    };
    let search = Search::embedded(dir.path().join("index")).await.unwrap();
    let ctx = Ctx {
        hasher: footpath_domain::account::Hasher::default(),
        store,
        clock: Arc::<TestClock>::clone(&clock),
        search,
        mailer: Mailer::files(dir.path().join("mail")),
        keys: Arc::new(Keys::new([7; 32])),
        triage: Arc::new(triage::Memory::new(100)),
        config: Arc::new(config),
    };
    content::seed(&ctx).await.unwrap();
    catalog::seed(&ctx).await.unwrap();
    let data = Data::new(ctx.clone());
    let pages = Data::new(ErrorPages {
        site_name: ctx.config.site_name.clone(),
    });
    let server = HttpServer::new(move || {
        let (app, _) = Actix::new()
            .into_utoipa_app()
            .app_data(data.clone())
            .app_data(pages.clone())
            .configure(footpath_api::configure)
            .split_for_parts();
        app.configure(footpath_site::configure)
            .wrap(from_fn(stack::pass))
    })
    .workers(1)
    .disable_signals()
    .listen(listener)
    .unwrap()
    .run();
    let handle = server.handle();
    tokio::spawn(server);
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    App {
        ctx,
        clock,
        base,
        http,
        server: handle,
        _dir: dir,
    }
}
