//! Every address of the console with every role: who gets in, and who does not.

use std::collections::BTreeSet;

use footpath_entity::role::Role;

use super::rig::Desk;
use crate::{bad_input::routes, support::Site};

/// Who may: the roles by their first letters, in the order of `Role::ALL`; `-` may not.
struct Line {
    path: &'static str,
    verb: &'static str,
    may: &'static str,
}

/// Nobody's.
const NPI: &str = "1234567893";
const ID: &str = "019b76da-a800-7000-8000-00000000abcd";

const EVERYBODY: &str = "aearcv";
const WRITERS: &str = "aea---";
const EDITORS: &str = "ae----";
const CARERS: &str = "a---c-";
const ADMIN: &str = "a-----";
const RULERS: &str = "a--r--";
const REVIEWER: &str = "---r--";

const fn line(path: &'static str, verb: &'static str, may: &'static str) -> Line {
    Line { path, verb, may }
}

const TABLE: &[Line] = &[
    line("", "GET", EVERYBODY),
    line("/", "GET", EVERYBODY),
    line("/api-tokens", "GET", WRITERS),
    line("/api-tokens", "POST", WRITERS),
    line("/api-tokens/{id}/revoke", "POST", WRITERS),
    line("/articles", "GET", EVERYBODY),
    line("/articles", "POST", WRITERS),
    line("/articles/new", "GET", WRITERS),
    line("/articles/preview", "POST", WRITERS),
    line("/articles/{id}", "GET", EVERYBODY),
    line("/articles/{id}", "POST", WRITERS),
    line("/articles/{id}/archive", "POST", EDITORS),
    line("/assessments", "GET", CARERS),
    line("/assessments/{id}", "GET", CARERS),
    line("/assessments/{id}/erase", "POST", CARERS),
    line("/assessments/{id}/reveal", "POST", CARERS),
    line("/audit", "GET", ADMIN),
    line("/clinics", "GET", EVERYBODY),
    line("/clinics", "POST", EDITORS),
    line("/clinics/new", "GET", EDITORS),
    line("/clinics/{id}", "GET", EVERYBODY),
    line("/clinics/{id}", "POST", EDITORS),
    line("/clinics/{id}/follow", "POST", EDITORS),
    line("/clinics/{id}/handling", "POST", CARERS),
    line("/clinics/{id}/hide", "POST", EDITORS),
    line("/clinics/{id}/inbox", "POST", CARERS),
    line("/clinics/{id}/inbox/ask", "POST", CARERS),
    line("/clinics/{id}/merge", "GET", EDITORS),
    line("/clinics/{id}/merge", "POST", EDITORS),
    line("/clinics/{id}/show", "POST", EDITORS),
    line("/clinics/{id}/split", "GET", EDITORS),
    line("/clinics/{id}/split", "POST", EDITORS),
    line("/clinics/{id}/verify", "POST", EDITORS),
    line("/data-quality", "GET", EVERYBODY),
    line("/faqs", "GET", EVERYBODY),
    line("/faqs", "POST", EDITORS),
    line("/faqs/new", "GET", EDITORS),
    line("/faqs/{id}", "GET", EVERYBODY),
    line("/faqs/{id}", "POST", EDITORS),
    line("/faqs/{id}/archive", "POST", EDITORS),
    line("/listing-claims", "GET", EVERYBODY),
    line("/listing-claims/{id}", "GET", EVERYBODY),
    line("/listing-claims/{id}/dismiss", "POST", EDITORS),
    line("/listing-claims/{id}/mail", "POST", EDITORS),
    line("/listing-reports", "GET", EVERYBODY),
    line("/listing-reports/{id}", "GET", EVERYBODY),
    line("/listing-reports/{id}", "POST", EDITORS),
    line("/imports", "GET", EVERYBODY),
    line("/imports/new", "GET", EDITORS),
    line("/imports/new", "POST", EDITORS),
    line("/imports/{id}", "GET", EVERYBODY),
    line("/imports/{id}/changes.csv", "GET", EVERYBODY),
    line("/imports/{id}/rejected.csv", "GET", EVERYBODY),
    line("/offers/{id}", "GET", EVERYBODY),
    line("/offers/{id}", "POST", EDITORS),
    line("/offers/{id}/archive", "POST", EDITORS),
    line("/offers/{id}/publish", "POST", EDITORS),
    line("/outbox", "GET", CARERS),
    line("/outbox/{id}", "GET", CARERS),
    line("/outbox/{id}/cancel", "POST", CARERS),
    line("/outbox/{id}/retry", "POST", CARERS),
    line("/podiatrists", "GET", EVERYBODY),
    line("/podiatrists", "POST", EDITORS),
    line("/podiatrists/new", "GET", EDITORS),
    line("/podiatrists/{npi}", "GET", EVERYBODY),
    line("/podiatrists/{npi}", "POST", EDITORS),
    line("/podiatrists/{npi}/follow", "POST", EDITORS),
    line("/podiatrists/{npi}/hide", "POST", EDITORS),
    line("/podiatrists/{npi}/show", "POST", EDITORS),
    line("/podiatrists/{npi}/verify", "POST", EDITORS),
    line("/preview", "POST", EVERYBODY),
    line("/products", "GET", EVERYBODY),
    line("/products", "POST", EDITORS),
    line("/products/new", "GET", EDITORS),
    line("/products/{id}", "GET", EVERYBODY),
    line("/products/{id}", "POST", EDITORS),
    line("/products/{id}/archive", "POST", EDITORS),
    line("/products/{id}/offers", "POST", EDITORS),
    line("/products/{id}/offers/new", "GET", EDITORS),
    line("/referrals", "GET", CARERS),
    line("/referrals/board", "GET", CARERS),
    line("/referrals/{id}", "GET", CARERS),
    line("/referrals/{id}/note", "POST", CARERS),
    line("/referrals/{id}/release", "POST", CARERS),
    line("/referrals/{id}/reroute", "POST", CARERS),
    line("/referrals/{id}/resend", "POST", CARERS),
    line("/settings", "GET", ADMIN),
    line("/suppressed", "GET", CARERS),
    line("/suppressed", "POST", CARERS),
    line("/suppressed/remove", "POST", CARERS),
    line("/topics", "GET", EVERYBODY),
    line("/topics", "POST", EDITORS),
    line("/topics/new", "GET", EDITORS),
    line("/topics/{id}", "GET", EVERYBODY),
    line("/topics/{id}", "POST", EDITORS),
    line("/topics/{id}/archive", "POST", EDITORS),
    line("/triage-rules", "GET", RULERS),
    line("/triage-rules", "POST", RULERS),
    line("/triage-rules/import", "GET", RULERS),
    line("/triage-rules/import", "POST", RULERS),
    line("/triage-rules/{id}", "GET", RULERS),
    line("/triage-rules/{id}", "POST", RULERS),
    line("/triage-rules/{id}/compare", "GET", RULERS),
    line("/triage-rules/{id}/discard", "POST", RULERS),
    line("/triage-rules/{id}/examples/{code}", "GET", RULERS),
    line("/triage-rules/{id}/examples/{code}", "POST", RULERS),
    line("/triage-rules/{id}/file", "GET", RULERS),
    line("/triage-rules/{id}/outcomes", "GET", RULERS),
    line("/triage-rules/{id}/outcomes", "POST", RULERS),
    line("/triage-rules/{id}/publish", "GET", RULERS),
    line("/triage-rules/{id}/publish", "POST", RULERS),
    line("/triage-rules/{id}/questions/{code}", "GET", RULERS),
    line("/triage-rules/{id}/questions/{code}", "POST", RULERS),
    line("/triage-rules/{id}/review", "POST", REVIEWER),
    line("/triage-rules/{id}/rules/{code}", "GET", RULERS),
    line("/triage-rules/{id}/rules/{code}", "POST", RULERS),
    line("/triage-rules/{id}/screens", "GET", RULERS),
    line("/triage-rules/{id}/screens", "POST", RULERS),
    line("/triage-rules/{id}/try", "GET", RULERS),
    line("/triage-rules/{id}/try", "POST", RULERS),
    line("/users", "GET", ADMIN),
    line("/users", "POST", ADMIN),
    line("/users/new", "GET", ADMIN),
    line("/users/{id}", "GET", ADMIN),
    line("/users/{id}", "POST", ADMIN),
    line("/users/{id}/disable", "POST", ADMIN),
    line("/users/{id}/enable", "POST", ADMIN),
    line("/users/{id}/reset", "POST", ADMIN),
];

/// For whom there is no role yet.
const OPEN: &[(&str, &str)] = &[
    ("/password/{token}", "GET"),
    ("/password/{token}", "POST"),
    ("/setup", "GET"),
    ("/setup", "POST"),
    ("/sign-in", "GET"),
    ("/sign-in", "POST"),
    ("/sign-out", "POST"),
];

#[tokio::test]
async fn every_role_gets_where_the_table_says_and_nowhere_else() {
    let site = Site::new().starter().spawn().await;
    for (number, role) in Role::ALL.into_iter().enumerate() {
        let desk = Desk::of(&site, role).await;
        let csrf = desk.see("/admin/articles").await.csrf();
        for line in TABLE {
            let path = format!(
                "/admin{}",
                line.path.replace("{id}", ID).replace("{npi}", NPI)
            );
            let answer = match line.verb {
                "GET" => desk.see(&path).await,
                _ => desk.post(&path, &[("_csrf", csrf.clone())]).await,
            };
            let may = line.may.as_bytes()[number] != b'-';
            let refused = answer.status == 403;
            assert_eq!(
                refused, !may,
                "{role:?} {} {}: {}",
                line.verb, line.path, answer.status
            );
            assert!(answer.status < 500, "{} {}", line.verb, line.path);
        }
    }
}

#[tokio::test]
async fn nobody_gets_in_without_signing_in() {
    let site = Site::new().starter().spawn().await;
    site.user(Role::Admin).await;
    for line in TABLE {
        let path = format!(
            "/admin{}",
            line.path.replace("{id}", ID).replace("{npi}", NPI)
        );
        let answer = site.ask(line.verb, &path).form(&[]).send().await;
        let door = answer.header("location").starts_with("/admin/sign-in");
        assert!(
            answer.status == 303 && door,
            "{} {}: {}",
            line.verb,
            line.path,
            answer.status
        );
    }
}

#[test]
fn the_table_lists_every_route_of_the_console() {
    let declared: BTreeSet<(String, String)> = routes::all()
        .into_iter()
        .filter_map(|route| {
            let path = route.path.strip_prefix("/admin")?;
            Some((path.to_owned(), route.method))
        })
        .collect();
    let table = TABLE.iter().map(|line| (line.path, line.verb));
    let listed: BTreeSet<(String, String)> = table
        .chain(OPEN.iter().copied())
        .map(|(path, verb)| (path.to_owned(), verb.to_owned()))
        .collect();
    assert_eq!(declared, listed);
}
