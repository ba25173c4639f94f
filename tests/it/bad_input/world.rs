//! A site where everything is there that an address can name.

use std::collections::BTreeSet;

use footpath_domain::{
    account,
    directory::{
        self,
        clinic::{ManageFilter, SetInbox},
        import::{Import, Kind},
    },
    paging::Page,
    triage,
};
use footpath_entity::role::Role;
use reqwest::{Method, RequestBuilder};
use serde_json::{Map, Value, json};

use super::document::{Operation, operations};
use crate::{
    registry::rig::{file, podiatrist, what},
    support::{App, SYSTEM, Site},
};

/// The token of `/metrics`.
pub const METRICS: &str = "a token of some length";

pub struct World {
    pub app: App,
    pub operations: Vec<Operation>,
    /// Of an editor's program.
    pub token: String,
    /// Of an admin's browser.
    pub session: String,
    /// An assessment that was kept without a referral, and its secret.
    kept: (String, String),
    /// Every address that a page, a list or a mail leads to, and those that the API tells.
    known: BTreeSet<String>,
}

impl World {
    pub async fn new() -> Self {
        let site = Site::new().starter().clinics(20);
        let site = site.set("METRICS_TOKEN", METRICS);
        let limits = [
            "LIMIT_EVALUATIONS_PER_SECOND",
            "LIMIT_REFERRALS_PER_HOUR_PER_ADDRESS",
            "LIMIT_REFERRALS_PER_DAY_PER_CONTACT",
            "LIMIT_REFERRALS_PER_DAY_PER_CLINIC",
        ];
        let site = limits
            .into_iter()
            .fold(site, |site, limit| site.set(limit, "1000000"));
        let app = site.spawn().await;
        let operations = operations(&app).await;
        let mut world = Self {
            token: app.token(Role::Editor).await,
            session: app.session(Role::Admin).await,
            kept: (String::new(), String::new()),
            known: BTreeSet::new(),
            operations,
            app,
        };
        world.keep().await;
        world.staff().await;
        world.import().await;
        world.app.settle().await;
        world.look_around().await;
        world
    }

    /// One assessment with a referral, for the two private links, and one without.
    async fn keep(&mut self) {
        let mut body = assessment(&self.app).await;
        let path = "/api/v1/assessments";
        let shared = self.app.post(path, &body).await.expect(201).json();
        assert!(shared["referral"]["id"].is_string(), "{shared}");
        body["consents"]["share_with_clinic"] = json!(false);
        let kept = self.app.post(path, &body).await.expect(201).json();
        let text = |field: &str| kept[field].as_str().unwrap().to_owned();
        self.kept = (text("id"), text("receipt"));
    }

    /// Somebody who was invited, an inbox that waits, and a program.
    async fn staff(&self) {
        account::invite(
            &self.app.ctx,
            &SYSTEM,
            "new@staff.example.org",
            "New",
            "viewer",
        )
        .await
        .unwrap();
        let all = ManageFilter::default();
        let clinics = directory::clinic::manage_list(&self.app.ctx, &SYSTEM, &all, Page::first(1));
        let asked = SetInbox {
            inbox: "new@clinic.example.org".to_owned(),
            accepts_referrals: true,
        };
        let clinic = clinics.await.unwrap().items.remove(0).row.id;
        directory::clinic::set_inbox(&self.app.ctx, &SYSTEM, clinic, None, asked)
            .await
            .unwrap();
        let page = "/admin/api-tokens";
        let form = self.app.get_as(&self.session, page).await.expect(200);
        let fields = [("_csrf", &*form.csrf()), ("name", "A program")];
        let made = self.app.ask("POST", page).header("cookie", &self.session);
        made.form(&fields).send().await.expect(200);
    }

    /// An import that wrote nothing.
    async fn import(&self) {
        let rows = file(&[podiatrist("200000001")]);
        let path = self.app.put("registry.csv", &rows);
        let asked = Import {
            dry_run: true,
            ..what(Kind::Nppes, path)
        };
        self.app.try_import(&asked).await.unwrap();
    }

    /// Follows what the site shows of itself.
    async fn look_around(&mut self) {
        for mail in self.app.mails() {
            for link in ["/r/", "/p/", "/inbox/", "/admin/password/"] {
                if mail.text.contains(link) {
                    self.known.insert(format!("{link}{}", mail.token(link)));
                }
            }
        }
        for page in [
            "/",
            "/articles",
            "/products",
            "/faqs",
            "/find-a-podiatrist?near=83702",
            "/sitemap.xml",
            "/admin/articles",
            "/admin/users",
            "/admin/clinics",
            "/admin/podiatrists",
            "/admin/imports",
            "/admin/faqs",
            "/admin/topics",
            "/admin/products",
            "/admin/assessments",
            "/admin/referrals",
            "/admin/outbox",
            "/admin/suppressed",
            "/admin/api-tokens",
            "/feeds/articles.atom",
        ] {
            self.look_at(page).await;
        }
        // Only of a draft are there forms.
        let draft = triage::rules::begin(&self.app.ctx, &SYSTEM).await.unwrap();
        let draft = format!("/admin/triage-rules/{draft}");
        self.known.insert(draft.clone());
        self.look_at(&draft).await;
        let product = self.real("/admin/products/{id}");
        self.look_at(&product).await;
        let products = self.known.iter().filter(|p| p.starts_with("/products/"));
        for product in products.cloned().collect::<Vec<_>>() {
            self.look_at(&product).await;
        }
        for operation in self.operations.clone() {
            self.look_into(&operation).await;
        }
    }

    async fn look_at(&mut self, page: &str) {
        let answer = self.app.ask("GET", page).header("cookie", &self.session);
        let body = answer.send().await.expect(200).body;
        for mark in ["href=\"", "src=\"", "action=\"", "<loc>"] {
            for rest in body.split(mark).skip(1) {
                let end = rest.find(['"', '<', '?', '#']).unwrap_or(rest.len());
                let link = rest[..end].strip_prefix(&self.app.base);
                let link = link.unwrap_or(&rest[..end]);
                if link.starts_with('/') {
                    self.known.insert(link.to_owned());
                }
            }
        }
    }

    /// A list names what its single addresses take: `data[0].slug` of `/articles` is a `{slug}`.
    async fn look_into(&mut self, list: &Operation) {
        if !list.is_get() || !list.in_path.is_empty() {
            return;
        }
        let found = self.request(list, &list.path, &list.needed);
        let found = found.send().await.unwrap();
        let Ok(found) = serde_json::from_str::<Value>(&found.text().await.unwrap()) else {
            return;
        };
        for one in &self.operations {
            let Some(rest) = one.path.strip_prefix(&format!("{}/{{", list.path)) else {
                continue;
            };
            let name = rest.split('}').next().unwrap();
            if let Some(value) = found["data"][0][name].as_str() {
                let path = one.path.replace(&format!("{{{name}}}"), value);
                self.known.insert(path);
            }
        }
    }

    /// The address with its variable parts filled in by something that is there.
    pub fn real(&self, pattern: &str) -> String {
        if pattern.starts_with("/api/v1/assessments/{id}") {
            return pattern.replace("{id}", &self.kept.0);
        }
        if !pattern.contains('{') {
            return pattern.to_owned();
        }
        let exact = self.known.iter().find(|known| fits(pattern, known));
        // What stands behind `/r/{token}` is not linked: the token is known all the same.
        let longer = || {
            let (start, rest) = pattern.split_once('{')?;
            let (_, end) = rest.split_once('}')?;
            let short = format!("{start}{{x}}");
            let known = self.known.iter().find(|known| fits(&short, known))?;
            Some(format!("{known}{end}"))
        };
        exact
            .cloned()
            .or_else(longer)
            .unwrap_or_else(|| panic!("nothing that is there fits {pattern}; link it in World"))
    }

    /// A request with this query that has everything else that it needs.
    pub fn request(
        &self,
        operation: &Operation,
        path: &str,
        query: &[(String, String)],
    ) -> RequestBuilder {
        // Short lists are read as well as long ones.
        let short = ("per_page".to_owned(), "1".to_owned());
        let told = query.iter().any(|(name, _)| *name == short.0);
        let more = operation.in_query.contains(&short.0) && !told;
        let query = query.iter().chain(more.then_some(&short));
        let query: Vec<String> = query.map(|(k, v)| format!("{k}={v}")).collect();
        let glue = if query.is_empty() { "" } else { "?" };
        let url = format!("{}{path}{glue}{}", self.app.base, query.join("&"));
        let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
        let mut request = self.app.client.request(method, url);
        if operation.secured {
            request = request.bearer_auth(&self.token);
        }
        for name in &operation.in_header {
            match name.as_str() {
                "Assessment-Receipt" => request = request.header(name, &self.kept.1),
                "If-Match" => request = request.header(name, "*"),
                _ => {}
            }
        }
        request
    }

    /// A body that the operation takes, as far as the document tells it.
    pub async fn body(&self, operation: &Operation) -> Option<Value> {
        let (schema, example) = operation.body.clone()?;
        Some(match schema.as_str() {
            "AssessmentInput" => assessment(&self.app).await,
            "ReferralInput" => {
                let mut whole = assessment(&self.app).await;
                json!({
                    "contact": whole["contact"].take(),
                    "consents": whole["consents"].take(),
                    "clinic_id": null,
                })
            }
            _ => self.with_known(example),
        })
    }

    /// What it refers to is there.
    fn with_known(&self, mut body: Value) -> Value {
        let known = |kind: &str| {
            let path = self.real(&format!("/api/v1/manage/{kind}/{{id}}"));
            path.rsplit('/').next().map(str::to_owned)
        };
        let clinic = known("clinics");
        for (name, known) in [
            ("topics", json!(["heel-pain"])),
            ("specialties", json!(["213E00000X"])),
            ("clinics", json!([clinic])),
            ("product_id", json!(known("products"))),
        ] {
            if let Some(field) = body.get_mut(name) {
                *field = known;
            }
        }
        body
    }
}

/// Whether an address is one of a pattern's.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<&str>, Vec<&str>) =
        (pattern.split('/').collect(), path.split('/').collect());
    pattern.len() == path.len()
        && pattern
            .iter()
            .zip(&path)
            .all(|(want, have)| want == have || (want.starts_with('{') && !have.is_empty()))
}

/// Everything answered, everything agreed to.
pub async fn assessment(app: &App) -> Value {
    let asked = app.get("/api/v1/questionnaire").await.expect(200).json();
    let mut answers = Map::new();
    for question in asked["questions"].as_array().unwrap() {
        let first = question["options"][0]["value"].clone();
        let value = match question["kind"].as_str().unwrap() {
            "tri" => json!("no"),
            "int" if question["id"] == "age" => json!(35),
            "int" => json!(question["max"].as_i64().unwrap_or(60)),
            "choices" => json!([first]),
            _ => first,
        };
        answers.insert(question["id"].as_str().unwrap().to_owned(), value);
    }
    json!({
        "questionnaire_version": asked["version"],
        "answers": answers,
        "postal_code": "83702",
        "contact": { "name": "Sam Reader", "email": "sam@reader.example.org", "phone": "2085550123" },
        "clinic_id": null,
        "consents": {
            "collect": true, "share_with_clinic": true, "email_me": true, "guardian": true,
        },
    })
}
