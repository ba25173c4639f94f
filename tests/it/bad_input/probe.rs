use futures::{StreamExt, stream};
use reqwest::{RequestBuilder, Response, StatusCode};
use serde_json::Value;

/// A request, and what must hold of its answer beside not being a 5xx.
pub struct Probe {
    what: String,
    request: RequestBuilder,
    /// Who reads the answer, if that is known.
    program: Option<bool>,
    bodiless: bool,
    refused: Option<Vec<u16>>,
    names: Option<Vec<String>>,
}

impl Probe {
    pub fn new(what: impl Into<String>, request: RequestBuilder) -> Self {
        Self {
            what: what.into(),
            request,
            program: Some(true),
            bodiless: false,
            refused: None,
            names: None,
        }
    }

    /// People read the answer.
    pub fn page(mut self) -> Self {
        self.program = Some(false);
        self
    }

    /// People or programs read it.
    pub fn anyone(mut self) -> Self {
        self.program = None;
        self
    }

    /// Of the answer only the head is sent.
    pub fn head(mut self) -> Self {
        self.bodiless = true;
        self
    }

    /// The answer must have one of these statuses.
    pub fn refused(mut self, statuses: &[u16]) -> Self {
        self.refused = Some(statuses.to_vec());
        self
    }

    /// A 400 or 422 must name one of these fields, or one inside.
    pub fn names(mut self, fields: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.names = Some(fields.into_iter().map(Into::into).collect());
        self
    }

    async fn fault(self) -> Option<String> {
        let Self { what, request, .. } = self;
        let answer = match request.send().await {
            Ok(answer) => answer,
            Err(why) => return Some(format!("{what}: no answer: {why:?}")),
        };
        let (status, short) = (answer.status(), shortened(&what));
        let checks = Checks {
            program: self.program,
            bodiless: self.bodiless,
            refused: self.refused,
            names: self.names,
        };
        let why = checks.wrong_with(answer).await?;
        Some(format!("{short}: {status}: {why}"))
    }
}

struct Checks {
    program: Option<bool>,
    bodiless: bool,
    refused: Option<Vec<u16>>,
    names: Option<Vec<String>>,
}

impl Checks {
    async fn wrong_with(self, answer: Response) -> Option<String> {
        let status = answer.status();
        let headers = answer.headers().clone();
        let body = answer.bytes().await;
        let body = match &body {
            Ok(bytes) => String::from_utf8_lossy(bytes),
            Err(why) => return Some(format!("the body broke off: {why}")),
        };
        if status.is_server_error() {
            return Some(body.into_owned());
        }
        for name in [
            "x-content-type-options",
            "content-security-policy",
            "x-request-id",
        ] {
            if !headers.contains_key(name) {
                return Some(format!("lacks {name}"));
            }
        }
        if headers.contains_key("x-evil") {
            return Some("a header was smuggled in".to_owned());
        }
        let kind = headers.get("content-type");
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if kind.starts_with("text/html") && body.contains("<script>alert") {
            return Some("what was sent is run".to_owned());
        }
        if let Some(statuses) = &self.refused
            && !statuses.contains(&status.as_u16())
        {
            return Some(format!(
                "should be one of {statuses:?}: {}",
                shortened(&body)
            ));
        }
        if !status.is_client_error() || self.bodiless {
            return None;
        }
        let program = self.program.unwrap_or(kind != "text/html; charset=utf-8");
        if !program {
            let whole = kind.starts_with("text/html") && body.contains("</html>");
            return (!whole).then(|| format!("is no page but {kind}: {}", shortened(&body)));
        }
        if kind != "application/problem+json" {
            return Some(format!("is {kind}: {}", shortened(&body)));
        }
        self.wrong_with_problem(status, &body)
            .map(|why| format!("{why}: {}", shortened(&body)))
    }

    fn wrong_with_problem(&self, status: StatusCode, body: &str) -> Option<String> {
        let problem: Value = match serde_json::from_str(body) {
            Ok(problem) => problem,
            Err(why) => return Some(format!("is not JSON: {why}")),
        };
        for field in ["type", "title", "detail", "code", "request_id"] {
            if problem[field].as_str().is_none_or(str::is_empty) {
                return Some(format!("has no {field}"));
            }
        }
        if problem["status"] != status.as_u16() {
            return Some("tells another status".to_owned());
        }
        let Some(errors) = problem["errors"].as_array() else {
            return Some("has no list of errors".to_owned());
        };
        if !matches!(status.as_u16(), 400 | 422) {
            return None;
        }
        let fields: Vec<&str> = errors
            .iter()
            .filter_map(|error| error["field"].as_str())
            .collect();
        if fields.is_empty() {
            return Some("names no field".to_owned());
        }
        let names = self.names.as_ref()?;
        let first = |path: &str| path.split(['.', '[']).next().unwrap_or_default().to_owned();
        let told = names.iter().any(|name| {
            fields
                .iter()
                .any(|field| field == name || first(field) == first(name))
        });
        (!told).then(|| format!("names {fields:?} instead of {names:?}"))
    }
}

/// Sends all, many at once, and fails with everything that was wrong.
pub async fn all(probes: Vec<Probe>) {
    assert!(!probes.is_empty(), "nothing was sent");
    let sent = probes.len();
    let faults: Vec<String> = stream::iter(probes)
        .map(Probe::fault)
        .buffer_unordered(16)
        .filter_map(|fault| async { fault })
        .collect()
        .await;
    let shown: Vec<&String> = faults.iter().take(40).collect();
    assert!(
        faults.is_empty(),
        "{} of {sent} went wrong:\n{shown:#?}",
        faults.len()
    );
}

fn shortened(text: &str) -> String {
    text.chars().take(300).collect()
}
