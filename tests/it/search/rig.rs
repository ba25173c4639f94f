//! What this room's tests have in common.

use footpath_domain::content::article::Change;
use serde_json::Value;

use crate::{
    content::rig::sound,
    support::{Answer, App, Site},
};

/// A site that its readers know by this address.
pub fn site() -> Site {
    Site::new().set("PUBLIC_URL", "https://feet.example.org")
}

impl App {
    pub async fn query(&self, path: &str, query: &[(&str, &str)]) -> Answer {
        let mut url = reqwest::Url::parse(&format!("{}{path}", self.base)).unwrap();
        url.query_pairs_mut().extend_pairs(query);
        self.get(url.as_str()).await
    }

    /// What the API finds.
    pub async fn found(&self, query: &[(&str, &str)]) -> Value {
        self.query("/api/v1/search", query).await.expect(200).json()
    }

    /// The titles of what is found, best first.
    pub async fn titles(&self, q: &str) -> Vec<String> {
        self.settle().await;
        let found = self.found(&[("q", q)]).await;
        let hits = found["data"].as_array().unwrap();
        hits.iter()
            .map(|hit| hit["title"].as_str().unwrap().to_owned())
            .collect()
    }
}

pub fn about(slug: &str, title: &str, body: &str) -> Change {
    Change {
        slug: Some(slug.to_owned()),
        body: Some(body.to_owned()),
        ..sound(title)
    }
}
