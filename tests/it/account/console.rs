use chrono::TimeDelta;
use footpath_domain::account;
use footpath_entity::role::Role;

use super::rig::{EMAIL, PASSWORD, SYSTEM, Site};

#[tokio::test]
async fn signed_out_the_console_leads_to_its_door_and_back() {
    let site = Site::new().await;
    let asked = site.get("/admin/articles?state=draft", "").await;
    assert_eq!(asked.status, 303);
    assert_eq!(
        asked.header("location"),
        "/admin/sign-in?next=%2Fadmin%2Farticles%3Fstate%3Ddraft"
    );
    assert_eq!(asked.header("cache-control"), "no-store");
    let home = site.get("/admin", "").await;
    assert_eq!(home.header("location"), "/admin/sign-in?next=%2Fadmin");
    let door = site.get("/admin/sign-in?next=//evil.example", "").await;
    assert!(door.body.contains("name=\"next\" value=\"/admin\""));
    for label in [">Email</label>", ">Password</label>", ">Sign in</button>"] {
        assert!(door.body.contains(label), "{label}");
    }
    site.stop().await;
}

#[tokio::test]
async fn whoever_signs_in_sees_the_articles_and_signs_out_for_good() {
    let site = Site::new().await;
    let answer = site.try_door(EMAIL, PASSWORD).await;
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
    let list = site.get("/admin/articles", &cookie).await;
    assert_eq!(
        (list.status, list.header("cache-control")),
        (200, "no-store")
    );
    assert!(list.body.contains("Robin Hale") && list.body.contains("Published"));
    assert!(
        list.body
            .contains("/articles/heel-pain-when-walking-after-running")
    );
    let none = site.get("/admin/articles?state=archived", &cookie).await;
    assert!(none.body.contains("0 articles"));
    let odd = site.get("/admin/articles?state=gone", &cookie).await;
    assert_eq!(odd.status, 422);
    assert!(odd.body.contains("state: must be one of"), "{}", odd.body);

    let out = [("_csrf", &*list.csrf())];
    let gone = super::rig::send(site.form("/admin/sign-out", &cookie, &out)).await;
    assert_eq!(gone.status, 303);
    assert!(gone.cookie_line("footpath").unwrap().contains("Max-Age=0"));
    assert_eq!(site.get("/admin/articles", &cookie).await.status, 303);
    site.stop().await;
}

#[tokio::test]
async fn over_https_the_cookie_is_bound_to_the_host() {
    let site = Site::at("https://feet.example.org").await;
    let door = site.get("/admin/sign-in", "").await;
    let line = door.cookie_line("__Host-footpath-door").unwrap();
    for flag in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(line.contains(flag), "{line}");
    }
    assert!(
        door.header("strict-transport-security")
            .contains("max-age=")
    );
    site.stop().await;
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_account_get_the_same_bytes() {
    let site = Site::new().await;
    let door = site.get("/admin/sign-in", "").await;
    let cookie = door.cookie("footpath-door");
    let mut bodies = Vec::new();
    for email in [EMAIL, "nobody@feet.example.org", "not an address"] {
        let fields = [
            ("_csrf", &*door.csrf()),
            ("email", email),
            ("password", "not the password at all"),
        ];
        let answer = super::rig::send(site.form("/admin/sign-in", &cookie, &fields)).await;
        assert_eq!(answer.status, 422);
        assert!(answer.cookie_line("footpath").is_none());
        bodies.push(answer.body);
    }
    assert!(bodies.iter().all(|body| *body == bodies[0]));
    assert!(bodies[0].contains("The email or the password is not right."));
    site.stop().await;
}

#[tokio::test]
async fn guessing_is_slowed_down_and_a_live_session_is_untouched() {
    let site = Site::new().await;
    let cookie = site.signed_in().await;
    let mut last = site.try_door(EMAIL, "guess number zero").await;
    for case in ["ROBIN@feet.example.org", " robin@FEET.example.org "]
        .iter()
        .cycle()
        .take(9)
    {
        last = site.try_door(case, "one more of many guesses").await;
    }
    assert_eq!(last.status, 429);
    assert!(last.header("retry-after").parse::<u64>().unwrap() > 0);
    assert_eq!(site.try_door(EMAIL, PASSWORD).await.status, 429);
    assert_eq!(site.get("/admin/articles", &cookie).await.status, 200);
    site.clock.advance(TimeDelta::minutes(16));
    assert_eq!(site.try_door(EMAIL, PASSWORD).await.status, 303);
    site.stop().await;
}

#[tokio::test]
async fn a_session_dies_of_idleness_of_age_and_of_a_disabled_account() {
    let site = Site::new().await;
    let idle = site.signed_in().await;
    site.clock.advance(TimeDelta::minutes(31));
    assert_eq!(site.get("/admin/articles", &idle).await.status, 303);

    let old = site.signed_in().await;
    for _ in 0..28 {
        site.clock.advance(TimeDelta::minutes(25));
        assert_eq!(site.get("/admin/articles", &old).await.status, 200);
    }
    site.clock.advance(TimeDelta::minutes(25));
    assert_eq!(site.get("/admin/articles", &old).await.status, 303);

    let shut = site.signed_in().await;
    account::disable_user(&site.ctx, &SYSTEM, &EMAIL.parse().unwrap())
        .await
        .unwrap();
    assert_eq!(site.get("/admin/articles", &shut).await.status, 303);
    assert_eq!(site.try_door(EMAIL, PASSWORD).await.status, 422);
    site.stop().await;
}

#[tokio::test]
async fn signing_in_again_ends_the_session_before() {
    let site = Site::new().await;
    site.account("viewer@feet.example.org", Role::Viewer).await;
    let first = site.signed_in().await;
    let door = site.get("/admin/sign-in", "").await;
    let both = format!("{first}; {}", door.cookie("footpath-door"));
    let fields = [
        ("_csrf", &*door.csrf()),
        ("email", "viewer@feet.example.org"),
        ("password", PASSWORD),
    ];
    let second = super::rig::send(site.form("/admin/sign-in", &both, &fields)).await;
    assert_eq!(second.status, 303);
    assert_ne!(second.cookie("footpath"), first);
    assert_eq!(site.get("/admin/articles", &first).await.status, 303);
    let mine = site
        .get("/admin/articles", &second.cookie("footpath"))
        .await;
    assert_eq!(mine.status, 200);
    site.stop().await;
}
