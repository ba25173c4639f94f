use footpath_entity::role::Role;

use super::rig::Desk;
use crate::support::Site;

#[tokio::test]
async fn settings_are_shown_without_their_secrets() {
    let site = Site::new()
        .set("TRIAGE_INBOX", "desk@feet.example.org")
        .set("METRICS_TOKEN", "canary-of-a-token")
        .set("SITE_NAME", "Foot House");
    let site = site.spawn().await;
    let desk = Desk::of(&site, Role::Admin).await;
    let shown = desk.see("/admin/settings").await.expect(200);
    for told in [
        "Foot House",
        "desk@feet.example.org",
        "365 days",
        "embedded",
    ] {
        assert!(shown.body.contains(told), "{told}");
    }
    for secret in ["canary-of-a-token", crate::support::SECRET_KEY] {
        assert!(!shown.body.contains(secret));
    }
}
