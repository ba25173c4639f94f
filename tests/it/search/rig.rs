//! A site with search: pages and API on a port, a database and an index of its own.

use std::{path::Path, sync::Arc};

use actix_web::{App, HttpServer, dev::ServerHandle, middleware::from_fn, web};
use footpath_domain::{
    Actor, Ctx,
    clock::SystemClock,
    config::{Config, Limits},
    content::article::{self, Change, Managed},
    mail::Mailer,
    seal::Keys,
    search_index, store, triage,
};
use footpath_migration::{Migrator, MigratorTrait};
use footpath_search::Search;
use footpath_web::stack;
use serde_json::Value;
use tempfile::TempDir;
use utoipa_actix_web::AppExt;

pub const EDITOR: Actor = Actor::System("test");

pub struct Rig {
    pub ctx: Ctx,
    pub dir: TempDir,
    base: String,
    server: ServerHandle,
}

impl Rig {
    pub async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let search = Search::embedded(dir.path().join("search")).await.unwrap();
        Self::on(dir, search).await
    }

    /// The site on a data folder, with a search engine of the caller's.
    pub async fn on(dir: TempDir, search: Search) -> Self {
        let ctx = ctx(dir.path(), search).await;
        let data = web::Data::new(ctx.clone());
        let server = HttpServer::new(move || {
            App::new()
                .into_utoipa_app()
                .app_data(data.clone())
                .configure(footpath_api::configure)
                .into_app()
                .configure(footpath_site::configure)
                .wrap(from_fn(stack::pass))
        })
        .workers(1)
        .disable_signals()
        .bind(("127.0.0.1", 0))
        .unwrap();
        let base = format!("http://{}", server.addrs()[0]);
        let running = server.run();
        let server = running.handle();
        tokio::spawn(running);
        Self {
            ctx,
            dir,
            base,
            server,
        }
    }

    /// Ends the site; what it leaves is its data folder.
    pub async fn stop(self) -> TempDir {
        self.server.stop(false).await;
        self.ctx.store.close().await.unwrap();
        self.dir
    }

    /// Status and text of an answer.
    pub async fn get(&self, path: &str, query: &[(&str, &str)]) -> (u16, String) {
        let mut url = reqwest::Url::parse(&format!("{}{path}", self.base)).unwrap();
        url.query_pairs_mut().extend_pairs(query);
        let answer = reqwest::get(url).await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    pub async fn json(&self, query: &[(&str, &str)]) -> Value {
        let (status, text) = self.get("/api/v1/search", query).await;
        assert_eq!(status, 200, "{query:?}: {text}");
        serde_json::from_str(&text).unwrap()
    }

    /// The titles of what is found, best first.
    pub async fn titles(&self, q: &str) -> Vec<String> {
        search_index::drain(&self.ctx).await.unwrap();
        let found = self.json(&[("q", q)]).await;
        let hits = found["data"].as_array().unwrap();
        hits.iter()
            .map(|hit| hit["title"].as_str().unwrap().to_owned())
            .collect()
    }

    pub async fn draft(&self, slug: &str, title: &str, body: &str) -> Managed {
        let text = |text: &str| Some(text.to_owned());
        let change = Change {
            slug: text(slug),
            title: text(title),
            summary: text("What it is about."),
            body: text(body),
            author: text("A running coach"),
            topics: Some(Vec::new()),
            ..Change::default()
        };
        article::create(&self.ctx, &EDITOR, &change).await.unwrap()
    }

    pub async fn published(&self, slug: &str, title: &str, body: &str) -> Managed {
        let draft = self.draft(slug, title, body).await;
        article::publish(&self.ctx, &EDITOR, draft.id, None)
            .await
            .unwrap()
    }
}

pub async fn ctx(dir: &Path, search: Search) -> Ctx {
    let url = format!("sqlite://{}", dir.join("footpath.db").display());
    let store = store::connect(&url).await.unwrap();
    Migrator::up(store.schema_connection(), None).await.unwrap();
    Ctx {
        store,
        clock: Arc::new(SystemClock),
        search,
        mailer: Mailer::files(dir.join("mail")),
        hasher: footpath_domain::account::Hasher::default(),
        keys: Arc::new(Keys::new([7; 32])),
        triage: Arc::new(triage::Memory::new(100)),
        config: Arc::new(Config {
            site_name: "Foot House".to_owned(),
            public_url: "https://feet.example.org".parse().unwrap(),
            mail_from: "desk@feet.example.org".parse().unwrap(),
            triage_inbox: None,
            retention_days: 365,
            limits: Limits::default(),
        }),
    }
}
