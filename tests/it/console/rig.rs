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

    /// Fills in the form of a page, changing some fields (blank: takes one out), and sends it as
    /// it stands there otherwise.
    pub async fn fill(&self, page: &str, change: &[(&str, &str)]) -> Answer {
        let body = self.see(page).await.expect(200).body;
        let mut fields = standing(&body, page);
        fields.retain(|(name, _)| change.iter().all(|(other, _)| name != other));
        let change = change.iter().filter(|(_, value)| !value.is_empty());
        fields.extend(change.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let fields: Vec<(&str, String)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.clone()))
            .collect();
        self.post(page, &fields).await
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

/// What the form that goes to `action` would send, without its buttons.
fn standing(page: &str, action: &str) -> Vec<(String, String)> {
    let mark = format!("action=\"{action}\"");
    let (_, rest) = page
        .split_once(&mark)
        .unwrap_or_else(|| panic!("no form goes to {action}"));
    let form = rest.split("</form>").next().unwrap();
    let mut fields = Vec::new();
    for tag in form.split('<') {
        let Some(name) = attribute(tag, "name") else {
            continue;
        };
        if tag.starts_with("input") {
            let ticks = ["checkbox", "radio"].map(|kind| format!("type=\"{kind}\""));
            let box_ = ticks.iter().any(|kind| tag.contains(kind.as_str()));
            if !box_ || tag.contains(" checked") {
                fields.push((name, attribute(tag, "value").unwrap_or_default()));
            }
        } else if tag.starts_with("textarea") {
            let (_, text) = tag.split_once('>').unwrap();
            fields.push((name, plain(text)));
        } else if tag.starts_with("select") {
            let (_, inside) = form.split_once(&format!("<{tag}")).unwrap();
            let options = inside.split("</select>").next().unwrap();
            let mut options = options.split("<option").skip(1);
            let first = options.clone().next();
            let chosen = options.find(|option| {
                let head = option.split('>').next().unwrap();
                head.contains(" selected")
            });
            let value = chosen.or(first).and_then(|one| attribute(one, "value"));
            fields.push((name, value.unwrap_or_default()));
        }
    }
    fields
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let head = tag.split('>').next().unwrap();
    let (_, rest) = head.split_once(&format!(" {name}=\""))?;
    rest.split('"').next().map(plain)
}

fn plain(text: &str) -> String {
    [
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&lt;", "<"),
        ("&#62;", ">"),
        ("&gt;", ">"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (sign, plain)| {
        text.replace(sign, plain)
    })
}
