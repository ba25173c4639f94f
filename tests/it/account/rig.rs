//! A site with an account, and its door.

use footpath_domain::account;
use footpath_entity::role::Role;
use serde_json::{Value, json};

use crate::support::{Answer, App, Ask, PASSWORD, SYSTEM, Site};

pub const EMAIL: &str = "robin@feet.example.org";

pub async fn site() -> App {
    open(Site::new()).await
}

/// The site with its starter content, and with Robin to run it.
pub async fn open(site: Site) -> App {
    let app = site.set("SITE_NAME", "Foot House").starter().spawn().await;
    account(&app, EMAIL, Role::Admin).await;
    app
}

pub async fn account(site: &App, email: &str, role: Role) {
    let email = email.parse().unwrap();
    account::create_user(&site.ctx, &SYSTEM, &email, "Robin Hale", role, PASSWORD)
        .await
        .unwrap();
}

/// What a browser with this cookie sends for a form.
pub fn form(site: &App, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Ask {
    site.ask("POST", path).header("cookie", cookie).form(fields)
}

/// Fills in the form at the door.
pub async fn try_door(site: &App, email: &str, password: &str) -> Answer {
    let door = site.get("/admin/sign-in").await;
    let fields = [
        ("_csrf", &*door.csrf()),
        ("next", "/admin/articles"),
        ("email", email),
        ("password", password),
    ];
    let cookie = door.cookie("footpath-door");
    form(site, "/admin/sign-in", &cookie, &fields).send().await
}

/// The session cookie of a browser where Robin has just signed in.
pub async fn signed_in(site: &App) -> String {
    let answer = try_door(site, EMAIL, PASSWORD).await;
    answer.expect(303).cookie("footpath")
}

/// What Robin's program is given.
pub async fn tokens(site: &App) -> Value {
    let sent = json!({ "email": EMAIL, "password": PASSWORD });
    let answer = site.post("/api/v1/auth/token", &sent).await;
    answer.expect(200).json()
}
