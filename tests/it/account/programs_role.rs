//! Every address for editors' programs with every role: who gets in, and who does not.

use std::collections::BTreeSet;

use footpath_entity::role::Role;

use crate::{bad_input::document::operations, support::Site};

/// Nobody's.
const NPI: &str = "1234567893";
const ID: &str = "019b76da-a800-7000-8000-00000000abcd";

/// Verb and address below `/api/v1/manage`, and the roles that may by their first letters, in
/// the order of `Role::ALL`.
#[rustfmt::skip]
const TABLE: &[(&str, &str, &str)] = &[
    ("GET", "/articles", "aearcv"),
    ("POST", "/articles", "aea---"),
    ("GET", "/articles/{id}", "aearcv"),
    ("PATCH", "/articles/{id}", "aea---"),
    ("POST", "/articles/{id}/publish", "ae----"),
    ("POST", "/articles/{id}/archive", "ae----"),
    ("GET", "/faqs", "aearcv"),
    ("POST", "/faqs", "ae----"),
    ("GET", "/faqs/{id}", "aearcv"),
    ("PATCH", "/faqs/{id}", "ae----"),
    ("POST", "/faqs/{id}/publish", "ae----"),
    ("POST", "/faqs/{id}/archive", "ae----"),
    ("GET", "/topics", "aearcv"),
    ("POST", "/topics", "ae----"),
    ("GET", "/topics/{id}", "aearcv"),
    ("PATCH", "/topics/{id}", "ae----"),
    ("POST", "/topics/{id}/publish", "ae----"),
    ("POST", "/topics/{id}/archive", "ae----"),
    ("GET", "/products", "aearcv"),
    ("POST", "/products", "ae----"),
    ("GET", "/products/{id}", "aearcv"),
    ("PATCH", "/products/{id}", "ae----"),
    ("POST", "/products/{id}/publish", "ae----"),
    ("POST", "/products/{id}/archive", "ae----"),
    ("GET", "/offers", "aearcv"),
    ("POST", "/offers", "ae----"),
    ("GET", "/offers/{id}", "aearcv"),
    ("PATCH", "/offers/{id}", "ae----"),
    ("POST", "/offers/{id}/publish", "ae----"),
    ("POST", "/offers/{id}/archive", "ae----"),
    ("GET", "/clinics", "aearcv"),
    ("POST", "/clinics", "ae----"),
    ("GET", "/clinics/{id}", "aearcv"),
    ("PATCH", "/clinics/{id}", "ae----"),
    ("POST", "/clinics/{id}/publish", "ae----"),
    ("POST", "/clinics/{id}/archive", "ae----"),
    ("POST", "/clinics/{id}/verify", "ae----"),
    ("GET", "/podiatrists", "aearcv"),
    ("POST", "/podiatrists", "ae----"),
    ("GET", "/podiatrists/{npi}", "aearcv"),
    ("PATCH", "/podiatrists/{npi}", "ae----"),
    ("POST", "/podiatrists/{npi}/publish", "ae----"),
    ("POST", "/podiatrists/{npi}/archive", "ae----"),
    ("POST", "/podiatrists/{npi}/verify", "ae----"),
];

#[tokio::test]
async fn every_role_writes_what_the_table_says_and_nothing_else() {
    let site = Site::new().starter().spawn().await;
    let operations = operations(&site).await;
    let declared: BTreeSet<(&str, &str)> = operations
        .iter()
        .filter_map(|one| Some((&*one.method, one.path.strip_prefix("/api/v1/manage")?)))
        .collect();
    let listed: BTreeSet<(&str, &str)> = TABLE.iter().map(|line| (line.0, line.1)).collect();
    assert_eq!(declared, listed);
    for (number, role) in Role::ALL.into_iter().enumerate() {
        let token = site.token(role).await;
        for (verb, below, may) in TABLE {
            let pattern = format!("/api/v1/manage{below}");
            let path = pattern.replace("{id}", ID).replace("{npi}", NPI);
            let known = |one: &&_| operation_is(one, verb, &pattern);
            let operation = operations.iter().find(known).unwrap();
            let mut ask = site.ask(verb, &path).bearer(&token);
            if operation.in_header.iter().any(|name| name == "If-Match") {
                ask = ask.header("if-match", "*");
            }
            if let Some((_, body)) = &operation.body {
                let mut body = body.clone();
                // Of a clinic, the inbox is for others.
                if let Some(fields) = body.as_object_mut() {
                    fields.retain(|name, _| !["inbox", "accepts_referrals"].contains(&&**name));
                }
                ask = ask.json(&body);
            }
            let answer = ask.send().await;
            let wanted = may.as_bytes()[number] != b'-';
            assert_eq!(
                answer.status != 403,
                wanted,
                "{role:?} {verb} {path}: {} {}",
                answer.status,
                answer.body
            );
            assert!(answer.status < 500, "{verb} {path}");
        }
    }
}

fn operation_is(operation: &crate::bad_input::document::Operation, verb: &str, path: &str) -> bool {
    operation.method == verb && operation.path == path
}

#[tokio::test]
async fn without_a_token_or_with_a_bad_one_nothing_is_said() {
    let site = Site::new().spawn().await;
    for (verb, below, _) in TABLE {
        let path = format!("/api/v1/manage{below}");
        let path = path.replace("{id}", ID).replace("{npi}", NPI);
        assert_eq!(site.ask(verb, &path).send().await.status, 401, "{path}");
        let bad = site.ask(verb, &path).bearer("fp_nobodys");
        assert_eq!(bad.send().await.status, 401, "{path}");
    }
}
