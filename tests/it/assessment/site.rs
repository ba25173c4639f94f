//! A site of a test's own: the real routes behind the real middleware, on a port of its own.

use actix_web::{App, HttpServer, middleware::from_fn, web::Data};
use footpath_domain::{Ctx, triage};
use footpath_entity::kernel::subject_key;
use footpath_entity::triage::{assessment, consent, idempotency};
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Map, Value, json};
use utoipa_actix_web::AppExt;

use crate::referral::rig::Rig;

pub const DESK: &str = "desk@feet.example.org";

pub struct Site {
    pub rig: Rig,
    url: String,
    client: Client,
}

/// An answer, read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    async fn read(response: Response) -> Self {
        let status = response.status();
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect();
        let body = response.bytes().await.unwrap().to_vec();
        Self {
            status,
            headers,
            body,
        }
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The fields that were found wrong, sorted.
    pub fn fields(&self) -> Vec<String> {
        let body = self.json();
        let errors = body["errors"].as_array().unwrap();
        let mut fields: Vec<String> = errors
            .iter()
            .map(|error| error["field"].as_str().unwrap().to_owned())
            .collect();
        fields.sort();
        fields
    }
}

impl Site {
    pub async fn spawn() -> Self {
        Self::of(Rig::new(Some(DESK)).await).await
    }

    pub async fn of(rig: Rig) -> Self {
        triage::seed(&rig.ctx).await.unwrap();
        let url = serve(rig.ctx.clone());
        Self {
            rig,
            url,
            client: Client::builder().build().unwrap(),
        }
    }

    pub async fn send(&self, request: RequestBuilder) -> Answer {
        Answer::read(request.send().await.unwrap()).await
    }

    pub fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let method = method.parse().unwrap();
        self.client.request(method, format!("{}{path}", self.url))
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path)).await
    }

    pub async fn assess(&self, body: &Value) -> Answer {
        self.send(self.request("POST", "/api/v1/assessments").json(body))
            .await
    }

    pub async fn assess_once(&self, key: &str, body: &Value) -> Answer {
        let request = self.request("POST", "/api/v1/assessments").json(body);
        self.send(request.header("Idempotency-Key", key)).await
    }

    /// What a reader's browser posts; nothing of it is in the address.
    pub async fn post_form(&self, path: &str, pairs: &[(String, String)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish();
        let request = self
            .request("POST", path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(body);
        self.send(request).await
    }

    /// Rows of assessments, consents, idempotency and subject keys.
    pub async fn stored(&self) -> [u64; 4] {
        let db = self.rig.ctx.store.read();
        [
            assessment::Entity::find().count(db).await.unwrap(),
            consent::Entity::find().count(db).await.unwrap(),
            idempotency::Entity::find().count(db).await.unwrap(),
            subject_key::Entity::find().count(db).await.unwrap(),
        ]
    }
}

fn serve(ctx: Ctx) -> String {
    let server = HttpServer::new(move || {
        App::new()
            .wrap(from_fn(footpath_web::stack::pass))
            .app_data(Data::new(ctx.clone()))
            .into_utoipa_app()
            .configure(footpath_api::configure)
            .into_app()
            .configure(footpath_site::configure)
    })
    .workers(1)
    .disable_signals()
    .bind(("127.0.0.1", 0))
    .unwrap();
    let url = format!("http://{}", server.addrs()[0]);
    actix_web::rt::spawn(server.run());
    url
}

/// Answers with which no rule matches, and what `change` says.
pub fn answers(change: &Value) -> Map<String, Value> {
    let starter = triage::Definition::starter().unwrap();
    let mut answers: Map<_, _> = starter.example_base.into_iter().collect();
    answers.extend(change.as_object().cloned().unwrap());
    answers
}

/// A request that keeps nothing.
pub fn asking(change: &Value) -> Value {
    json!({"questionnaire_version": 1, "answers": answers(change)})
}

/// A request that keeps the answers and asks to refer Ann.
pub fn sharing(change: &Value) -> Value {
    json!({
        "questionnaire_version": 1,
        "answers": answers(change),
        "postal_code": "83702",
        "contact": {"name": "Ann Canary", "email": "ann@example.net", "phone": "208-555-0100"},
        "consents": {"collect": true, "share_with_clinic": true, "email_me": true},
    })
}
