use std::time::Duration;

use async_trait::async_trait;
use futures::{AsyncRead, AsyncReadExt};
use meilisearch_sdk::{
    errors::Error,
    request::{HttpClient, Method, parse_response},
};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

const CONNECT: Duration = Duration::from_secs(2);
/// For one request with its answer; what a reader waits for is cut shorter.
const TOTAL: Duration = Duration::from_secs(30);

/// Speaks HTTP for the library, whose own client would wait for ever.
#[derive(Clone, Debug)]
pub(super) struct Http(reqwest::Client);

impl Http {
    pub fn new(key: Option<&str>) -> Result<Self, Error> {
        let mut headers = HeaderMap::new();
        if let Some(key) = key {
            let mut value = HeaderValue::from_str(&format!("Bearer {key}"))
                .map_err(|_| Error::InvalidRequest)?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        let client = reqwest::Client::builder()
            .default_headers(headers)
            .connect_timeout(CONNECT)
            .timeout(TOTAL)
            // Our key goes to the server it is for and to no other.
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .map_err(other)?;
        Ok(Self(client))
    }
}

#[async_trait]
impl HttpClient for Http {
    async fn stream_request<
        Query: Serialize + Send + Sync,
        Body: AsyncRead + Send + Sync + 'static,
        Output: DeserializeOwned + 'static,
    >(
        &self,
        url: &str,
        method: Method<Query, Body>,
        content_type: &str,
        expected_status_code: u16,
    ) -> Result<Output, Error> {
        let mut url = reqwest::Url::parse(url).map_err(other)?;
        add_query(&mut url, method.query())?;
        let verb = match &method {
            Method::Get { .. } => reqwest::Method::GET,
            Method::Post { .. } => reqwest::Method::POST,
            Method::Patch { .. } => reqwest::Method::PATCH,
            Method::Put { .. } => reqwest::Method::PUT,
            Method::Delete { .. } => reqwest::Method::DELETE,
        };
        let mut request = self.0.request(verb, url.clone());
        if let Some(body) = method.into_body() {
            let mut bytes = Vec::new();
            let mut body = std::pin::pin!(body);
            body.read_to_end(&mut bytes).await.map_err(other)?;
            request = request.header(CONTENT_TYPE, content_type).body(bytes);
        }
        let answer = request.send().await.map_err(other)?;
        let status = answer.status().as_u16();
        let text = answer.text().await.map_err(other)?;
        let text = if text.is_empty() { "null" } else { &text };
        parse_response(status, expected_status_code, text, url.to_string())
    }

    fn is_tokio(&self) -> bool {
        true
    }
}

/// Adds what the library wants in the query string; a list is one value with commas.
pub(super) fn add_query(url: &mut reqwest::Url, query: &impl Serialize) -> Result<(), Error> {
    let Value::Object(fields) = serde_json::to_value(query)? else {
        return Ok(());
    };
    let as_text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    let mut pairs = url.query_pairs_mut();
    for (name, value) in &fields {
        match value {
            Value::Null => {}
            Value::Array(list) => {
                let list: Vec<String> = list.iter().map(as_text).collect();
                pairs.append_pair(name, &list.join(","));
            }
            value => {
                pairs.append_pair(name, &as_text(value));
            }
        }
    }
    Ok(())
}

fn other(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Other(Box::new(error))
}
