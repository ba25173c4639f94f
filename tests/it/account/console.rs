use chrono::TimeDelta;
use footpath_domain::account::disable_user;
use footpath_entity::role::Role;

use super::rig::{EMAIL, account, form, open, signed_in, site, try_door};
use crate::support::{PASSWORD, SYSTEM, Site};

#[tokio::test]
async fn signed_out_the_console_leads_to_its_door_and_back() {
    let site = site().await;
    let asked = site.get("/admin/articles?state=draft").await;
    assert_eq!(asked.status, 303);
    assert_eq!(
        asked.header("location"),
        "/admin/sign-in?next=%2Fadmin%2Farticles%3Fstate%3Ddraft"
    );
    assert_eq!(asked.header("cache-control"), "no-store");
    let home = site.get("/admin").await;
    assert_eq!(home.header("location"), "/admin/sign-in?next=%2Fadmin");
    let door = site.get("/admin/sign-in?next=//evil.example").await;
    assert!(door.body.contains("name=\"next\" value=\"/admin\""));
    for label in [">Email</label>", ">Password</label>", ">Sign in</button>"] {
        assert!(door.body.contains(label), "{label}");
    }
}

#[tokio::test]
async fn whoever_signs_in_sees_the_articles_and_signs_out_for_good() {
    let site = site().await;
    let answer = try_door(&site, EMAIL, PASSWORD).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (303, "/admin/articles")
    );
    let line = answer.cookie_line("footpath").unwrap();
    for flag in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(line.contains(flag), "{line}");
    }
    assert!(
        !line.contains("Secure") && !line.contains("Domain"),
        "{line}"
    );

    let cookie = answer.cookie("footpath");
    let list = site.get_as(&cookie, "/admin/articles").await;
    assert_eq!(
        (list.status, list.header("cache-control")),
        (200, "no-store")
    );
    assert!(list.body.contains("Robin Hale") && list.body.contains("Published"));
    assert!(
        list.body
            .contains(">Heel pain when walking after running</a>")
    );
    let none = site.get_as(&cookie, "/admin/articles?state=archived").await;
    assert!(none.body.contains("0 articles"));
    let odd = site.get_as(&cookie, "/admin/articles?state=gone").await;
    assert_eq!(odd.status, 422);
    assert!(odd.body.contains("state: must be one of"), "{}", odd.body);

    let out = [("_csrf", &*list.csrf())];
    let gone = form(&site, "/admin/sign-out", &cookie, &out).send().await;
    assert_eq!(gone.status, 303);
    assert!(gone.cookie_line("footpath").unwrap().contains("Max-Age=0"));
    assert_eq!(site.get_as(&cookie, "/admin/articles").await.status, 303);
}

#[tokio::test]
async fn over_https_the_cookie_is_bound_to_the_host() {
    let site = open(Site::new().set("PUBLIC_URL", "https://feet.example.org")).await;
    let door = site.get("/admin/sign-in").await;
    let line = door.cookie_line("__Host-footpath-door").unwrap();
    for flag in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(line.contains(flag), "{line}");
    }
    assert!(
        door.header("strict-transport-security")
            .contains("max-age=")
    );
    let cookie = site.session(Role::Admin).await;
    assert!(cookie.starts_with("__Host-footpath="), "{cookie}");
    let list = site.get_as(&cookie, "/admin/articles").await;
    assert_eq!(list.status, 200);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_account_get_the_same_bytes() {
    let site = site().await;
    let door = site.get("/admin/sign-in").await;
    let cookie = door.cookie("footpath-door");
    let mut bodies = Vec::new();
    for email in [EMAIL, "nobody@feet.example.org", "not an address"] {
        let fields = [
            ("_csrf", &*door.csrf()),
            ("email", email),
            ("password", "not the password at all"),
        ];
        let answer = form(&site, "/admin/sign-in", &cookie, &fields).send().await;
        assert_eq!(answer.status, 422);
        assert!(answer.cookie_line("footpath").is_none());
        bodies.push(answer.body);
    }
    assert!(bodies.iter().all(|body| *body == bodies[0]));
    assert!(bodies[0].contains("The email or the password is not right."));
}

#[tokio::test]
async fn guessing_is_slowed_down_and_a_live_session_is_untouched() {
    let site = site().await;
    let cookie = signed_in(&site).await;
    let mut last = try_door(&site, EMAIL, "guess number zero").await;
    for case in ["ROBIN@feet.example.org", " robin@FEET.example.org "]
        .iter()
        .cycle()
        .take(9)
    {
        last = try_door(&site, case, "one more of many guesses").await;
    }
    assert_eq!(last.status, 429);
    assert!(last.header("retry-after").parse::<u64>().unwrap() > 0);
    assert_eq!(try_door(&site, EMAIL, PASSWORD).await.status, 429);
    assert_eq!(site.get_as(&cookie, "/admin/articles").await.status, 200);
    site.clock.advance(TimeDelta::minutes(16));
    assert_eq!(try_door(&site, EMAIL, PASSWORD).await.status, 303);
}

#[tokio::test]
async fn a_session_dies_of_idleness_of_age_and_of_a_disabled_account() {
    let site = site().await;
    let idle = signed_in(&site).await;
    site.clock.advance(TimeDelta::minutes(31));
    assert_eq!(site.get_as(&idle, "/admin/articles").await.status, 303);

    let old = signed_in(&site).await;
    for _ in 0..28 {
        site.clock.advance(TimeDelta::minutes(25));
        assert_eq!(site.get_as(&old, "/admin/articles").await.status, 200);
    }
    site.clock.advance(TimeDelta::minutes(25));
    assert_eq!(site.get_as(&old, "/admin/articles").await.status, 303);

    let shut = signed_in(&site).await;
    disable_user(&site.ctx, &SYSTEM, &EMAIL.parse().unwrap())
        .await
        .unwrap();
    assert_eq!(site.get_as(&shut, "/admin/articles").await.status, 303);
    assert_eq!(try_door(&site, EMAIL, PASSWORD).await.status, 422);
}

#[tokio::test]
async fn signing_in_again_ends_the_session_before() {
    let site = site().await;
    account(&site, "viewer@feet.example.org", Role::Viewer).await;
    let first = signed_in(&site).await;
    let door = site.get("/admin/sign-in").await;
    let both = format!("{first}; {}", door.cookie("footpath-door"));
    let fields = [
        ("_csrf", &*door.csrf()),
        ("email", "viewer@feet.example.org"),
        ("password", PASSWORD),
    ];
    let second = form(&site, "/admin/sign-in", &both, &fields).send().await;
    assert_eq!(second.status, 303);
    assert_ne!(second.cookie("footpath"), first);
    assert_eq!(site.get_as(&first, "/admin/articles").await.status, 303);
    let mine = site
        .get_as(&second.cookie("footpath"), "/admin/articles")
        .await;
    assert_eq!(mine.status, 200);
}
