//! What this room's tests have in common.

use footpath_domain::content::article::{self, Change, Managed};

use crate::support::{App, SYSTEM, Site};

pub const STARTER: &str = "heel-pain-when-walking-after-running";

/// A site with the starter content that its readers know by this address.
pub async fn site() -> App {
    let site = Site::new().set("PUBLIC_URL", "https://feet.example.org");
    site.starter().spawn().await
}

pub async fn draft(site: &App, change: Change) -> Managed {
    article::create(&site.ctx, &SYSTEM, &change).await.unwrap()
}

pub async fn published(site: &App, change: Change) -> Managed {
    let made = draft(site, change).await;
    article::publish(&site.ctx, &SYSTEM, made.id, None)
        .await
        .unwrap()
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
