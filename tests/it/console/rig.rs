//! Somebody at the console: pages, and forms as a browser without scripts sends them.

use footpath_entity::role::Role;

use crate::support::{Answer, App};

/// A browser where somebody has signed in.
pub struct Desk<'a> {
    pub site: &'a App,
    pub cookie: String,
}

impl<'a> Desk<'a> {
    pub async fn of(site: &'a App, role: Role) -> Self {
        let cookie = site.session(role).await;
        Self { site, cookie }
    }

    pub async fn see(&self, path: &str) -> Answer {
        self.site.get_as(&self.cookie, path).await
    }

    /// Sends a form of the page at `from` to `path`, with what the page hides in it.
    pub async fn send(&self, from: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.see(from).await.expect(200);
        let mut all: Vec<(&str, String)> = vec![("_csrf", page.csrf())];
        all.extend(version(&page.body).map(|version| ("_version", version)));
        all.extend(
            fields
                .iter()
                .map(|(name, value)| (*name, (*value).to_owned())),
        );
        self.post(path, &all).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, String)]) -> Answer {
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, &**value))
            .collect();
        let asked = self.site.ask("POST", path).header("cookie", &self.cookie);
        asked.form(&fields).send().await
    }
}

pub fn version(body: &str) -> Option<String> {
    let (_, rest) = body.split_once("name=\"_version\" value=\"")?;
    rest.split('"').next().map(str::to_owned)
}

/// The path of a page that an answer leads to, without what it says there.
#[track_caller]
pub fn path_of(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.body);
    let location = answer.header("location");
    location.split('?').next().unwrap().to_owned()
}
