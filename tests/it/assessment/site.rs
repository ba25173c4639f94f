//! Sites that ask about sore feet, and what is sent to them.

use footpath_domain::triage;
use footpath_entity::kernel::subject_key;
use footpath_entity::triage::{assessment, consent, idempotency};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Map, Value, json};

use crate::{
    referral::rig,
    support::{Answer, App, Site},
};

pub const DESK: &str = "desk@feet.example.org";

/// A site with the starter questionnaire, no content and no clinic.
pub async fn site() -> App {
    open(rig::site(Some(DESK))).await
}

pub async fn open(site: Site) -> App {
    let app = site.spawn().await;
    triage::seed(&app.ctx).await.unwrap();
    app
}

impl App {
    pub async fn assess(&self, body: &Value) -> Answer {
        self.post("/api/v1/assessments", body).await
    }

    pub async fn assess_once(&self, key: &str, body: &Value) -> Answer {
        let request = self.ask("POST", "/api/v1/assessments").json(body);
        request.header("Idempotency-Key", key).send().await
    }

    /// What a reader's browser posts; nothing of it is in the address.
    pub async fn post_form(&self, path: &str, pairs: &[(String, String)]) -> Answer {
        let pairs = pairs.iter().map(|(name, value)| (&**name, &**value));
        let request = self.ask("POST", path).form(&pairs.collect::<Vec<_>>());
        let request = request.header("sec-fetch-site", "same-origin");
        request.send().await
    }

    /// Rows of assessments, consents, idempotency and subject keys.
    pub async fn stored(&self) -> [u64; 4] {
        let db = self.ctx.store.read();
        [
            assessment::Entity::find().count(db).await.unwrap(),
            consent::Entity::find().count(db).await.unwrap(),
            idempotency::Entity::find().count(db).await.unwrap(),
            subject_key::Entity::find().count(db).await.unwrap(),
        ]
    }
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
