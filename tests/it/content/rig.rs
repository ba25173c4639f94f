//! A seeded site on a port and a database of its own.

use std::sync::Arc;

use actix_web::{App, HttpServer, dev::ServerHandle, middleware::from_fn, web::Data};
use chrono::DateTime;
use footpath_domain::{
    Actor, Ctx, account, catalog,
    clock::TestClock,
    config::{Config, Limits},
    content::{
        self,
        article::{self, Change, Managed},
    },
    mail::Mailer,
    seal::Keys,
    store, triage,
};
use footpath_migration::{Migrator, MigratorTrait};
use footpath_search::Search;
use footpath_web::stack;
use reqwest::{Client, Response, redirect::Policy};
use serde_json::Value;
use tempfile::TempDir;
use utoipa_actix_web::AppExt;

pub const EDITOR: Actor = Actor::System("test");
pub const STARTER: &str = "heel-pain-when-walking-after-running";

pub struct Site {
    pub base: String,
    pub ctx: Ctx,
    pub client: Client,
    server: ServerHandle,
    _dir: TempDir,
}

pub struct Answer {
    pub status: u16,
    headers: reqwest::header::HeaderMap,
    pub body: String,
}

impl Answer {
    pub async fn of(response: Response) -> Self {
        Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.text().await.unwrap(),
        }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// The fields that a problem names, in order.
    pub fn fields(&self) -> Vec<String> {
        self.json()["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|error| error["field"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Every node of the page's structured data.
    pub fn json_ld(&self) -> Vec<Value> {
        let open = "<script type=\"application/ld+json\">";
        self.body
            .split(open)
            .skip(1)
            .map(|rest| rest.split("</script>").next().unwrap())
            .map(|text| serde_json::from_str::<Value>(text).unwrap())
            .flat_map(|data| match data.get("@graph") {
                Some(graph) => graph.as_array().unwrap().clone(),
                None => vec![data],
            })
            .collect()
    }
}

impl Site {
    pub async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", dir.path().join("footpath.db").display());
        let store = store::connect(&url).await.unwrap();
        Migrator::up(store.schema_connection(), None).await.unwrap();
        let start = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let config = Config {
            site_name: "Foot House".to_owned(),
            public_url: "https://feet.example.org".parse().unwrap(),
            mail_from: "desk@feet.example.org".parse().unwrap(),
            triage_inbox: None,
            retention_days: 365,
            limits: Limits::default(),
        };
        let ctx = Ctx {
            hasher: footpath_domain::account::Hasher::default(),
            store,
            clock: Arc::new(TestClock::at(start)),
            search: Search::embedded(dir.path().join("search")).await.unwrap(),
            mailer: Mailer::files(dir.path().join("mail")),
            keys: Arc::new(Keys::new([7; 32])),
            triage: Arc::new(triage::Memory::new(100)),
            config: Arc::new(config),
        };
        content::seed(&ctx).await.unwrap();
        catalog::seed(&ctx).await.unwrap();
        triage::seed(&ctx).await.unwrap();
        let (base, server) = serve(ctx.clone());
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        Self {
            base,
            ctx,
            client,
            server,
            _dir: dir,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        let url = format!("{}{path}", self.base);
        Answer::of(self.client.get(url).send().await.unwrap()).await
    }

    /// The status of a read by somebody who holds `etag`.
    pub async fn again(&self, path: &str, etag: &str) -> Answer {
        let request = self.client.get(format!("{}{path}", self.base));
        Answer::of(request.header("if-none-match", etag).send().await.unwrap()).await
    }

    /// An access token of an account with this role.
    pub async fn token(&self, role: &str) -> String {
        let email = format!("{role}@feet.example.org");
        let password = "a long way on sore heels";
        account::create_user(
            &self.ctx,
            &EDITOR,
            &email.parse().unwrap(),
            &format!("Somebody {role}"),
            role.parse().unwrap(),
            password,
        )
        .await
        .unwrap();
        let tokens = account::issue(&self.ctx, &email, password, None)
            .await
            .unwrap();
        tokens.access_token
    }

    pub async fn draft(&self, change: Change) -> Managed {
        article::create(&self.ctx, &EDITOR, &change).await.unwrap()
    }

    pub async fn published(&self, change: Change) -> Managed {
        let made = self.draft(change).await;
        article::publish(&self.ctx, &EDITOR, made.id, None)
            .await
            .unwrap()
    }

    pub async fn stop(self) {
        self.server.stop(false).await;
        self.ctx.store.close().await.unwrap();
    }
}

/// An article that is complete, but for what a test has to say about it.
pub fn sound(title: &str) -> Change {
    let some = |text: &str| Some(text.to_owned());
    Change {
        title: some(title),
        summary: some("A short summary."),
        body: some("One paragraph.\n"),
        author: some("A running coach"),
        ..Change::default()
    }
}

fn serve(ctx: Ctx) -> (String, ServerHandle) {
    let server = HttpServer::new(move || {
        App::new()
            .app_data(Data::new(ctx.clone()))
            .wrap(from_fn(stack::pass))
            .into_utoipa_app()
            .configure(footpath_api::configure)
            .into_app()
            .configure(footpath_site::configure)
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
