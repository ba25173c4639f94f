use reqwest::{Method, header::HeaderMap};
use serde_json::Value;

/// What the site answered, read to the end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    async fn read(response: reqwest::Response) -> Self {
        Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.text().await.unwrap(),
        }
    }

    /// The header's value; empty when it is missing.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|why| panic!("{} {why}: {}", self.status, self.body))
    }

    /// The answer itself when it has this status; else the test fails and shows the body.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }

    /// The fields that a problem names, in order.
    #[track_caller]
    pub fn fields(&self) -> Vec<String> {
        let problem = self.json();
        let errors = problem["errors"].as_array();
        errors
            .unwrap_or_else(|| panic!("{} names no fields: {}", self.status, self.body))
            .iter()
            .map(|error| error["field"].as_str().unwrap().to_owned())
            .collect()
    }

    /// The whole `Set-Cookie` line of the cookie with this name.
    pub fn cookie_line(&self, name: &str) -> Option<String> {
        let lines = self.headers.get_all("set-cookie").iter();
        lines
            .map(|line| line.to_str().unwrap().to_owned())
            .find(|line| line.starts_with(&format!("{name}=")))
    }

    /// The cookie as a browser sends it back.
    #[track_caller]
    pub fn cookie(&self, name: &str) -> String {
        let line = self.cookie_line(name).unwrap();
        line.split(';').next().unwrap().to_owned()
    }

    /// Every node of the page's structured data.
    pub fn json_ld(&self) -> Vec<Value> {
        let scripts = self.body.split("<script type=\"application/ld+json\"");
        scripts
            .skip(1)
            .map(|rest| {
                let (_, rest) = rest.split_once('>').unwrap();
                let (text, _) = rest.split_once("</script>").unwrap();
                serde_json::from_str::<Value>(text).unwrap()
            })
            .flat_map(|data| match data.get("@graph") {
                Some(graph) => graph.as_array().unwrap().clone(),
                None => vec![data],
            })
            .collect()
    }

    /// What the page's forms carry.
    #[track_caller]
    pub fn csrf(&self) -> String {
        let (_, rest) = self.body.split_once("name=\"_csrf\" value=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    }
}

/// One request in the making.
pub struct Ask(pub reqwest::RequestBuilder);

impl Ask {
    pub fn new(http: &reqwest::Client, method: Method, url: String) -> Self {
        Self(http.request(method, url))
    }

    #[must_use]
    pub fn header(self, name: &str, value: &str) -> Self {
        Self(self.0.header(name, value))
    }

    #[must_use]
    pub fn bearer(self, token: &str) -> Self {
        Self(self.0.bearer_auth(token))
    }

    #[must_use]
    pub fn json(self, body: &Value) -> Self {
        self.raw("application/json", body.to_string())
    }

    #[must_use]
    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        self.raw("application/x-www-form-urlencoded", body)
    }

    #[must_use]
    pub fn raw(self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self(
            self.0
                .header("content-type", content_type)
                .body(body.into()),
        )
    }

    pub async fn send(self) -> Answer {
        Answer::read(self.0.send().await.unwrap()).await
    }
}
