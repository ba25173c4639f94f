use super::{JSON, ask, get, issue};
use crate::{bad_input::nasty, directory::site};

const SEARCHES: [(&str, &[&str]); 4] = [
    (
        "Practitioner",
        &[
            "_id",
            "identifier",
            "name",
            "family",
            "given",
            "_count",
            "page",
        ],
    ),
    (
        "PractitionerRole",
        &[
            "_id",
            "practitioner",
            "practitioner.identifier",
            "location",
            "specialty",
            "_include",
        ],
    ),
    (
        "Location",
        &[
            "_id",
            "near",
            "name",
            "address-city",
            "address-state",
            "address-postalcode",
        ],
    ),
    ("metadata", &["_format", "_pretty", "nobody_knows"]),
];

#[tokio::test]
async fn no_value_of_a_parameter_breaks_anything() {
    let app = site(3).await;
    for (kind, names) in SEARCHES {
        for name in names {
            for (value, broken) in nasty::values() {
                let answer = ask(&app, &format!("{kind}?{name}={value}")).await;
                let known = [200, 400, 406].contains(&answer.status);
                assert!(known, "{kind} {name}={value}: {}", answer.status);
                assert!(!broken || answer.status == 400, "{kind} {name}={value}");
                if answer.status != 200 {
                    issue(&answer);
                }
            }
        }
    }
    for value in nasty::texts().into_iter().filter(|text| !text.is_empty()) {
        for (kind, _) in &SEARCHES[..3] {
            let path = format!("{kind}/{}", value.replace('/', "%2F"));
            issue(&ask(&app, &path).await.expect(404));
        }
    }
}

#[tokio::test]
async fn errors_are_outcomes_with_the_status_that_fhir_has_for_them() {
    let app = site(1).await;
    for (path, status, code) in [
        ("Patient", 404, "not-found"),
        ("Patient/1", 404, "not-found"),
        ("Practitioner/1/_history", 404, "not-found"),
        ("Practitioner?name:in=x", 400, "invalid"),
        ("Practitioner?identifier:not=x", 400, "invalid"),
        ("Practitioner?name=%FF", 400, "invalid"),
        ("Practitioner?name=a%00b", 400, "invalid"),
        ("PractitionerRole?_include=Location:x", 400, "invalid"),
        ("Practitioner?_format=xml", 406, "not-supported"),
        (
            "metadata?_format=application/fhir%2Bxml",
            406,
            "not-supported",
        ),
    ] {
        let answer = ask(&app, path).await.expect(status);
        assert_eq!(issue(&answer)["code"], code, "{path}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    for method in ["POST", "PUT", "PATCH", "DELETE"] {
        let sent = app.ask(method, "/fhir/Practitioner").send().await;
        let answer = sent.expect(405);
        assert_eq!(answer.header("content-type"), JSON);
        assert_eq!(answer.header("allow"), "GET, HEAD");
        assert_eq!(issue(&answer)["code"], "not-supported");
    }
    let foreign = app.ask("POST", "/fhir/Practitioner");
    let foreign = foreign.header("sec-fetch-site", "cross-site").send().await;
    assert_eq!(issue(&foreign.expect(403))["code"], "forbidden");
}

#[tokio::test]
async fn an_unknown_parameter_is_left_out_unless_strictness_is_asked_for() {
    let app = site(1).await;
    let path = "Practitioner?birthdate=1980-01-01&_sort=name";
    let total = get(&app, "Practitioner").await["total"].clone();
    assert_eq!(get(&app, path).await["total"], total);
    for (prefer, status) in [
        ("handling=strict", 400),
        ("respond-async, handling=\"strict\"", 400),
        ("handling=lenient", 200),
        ("strict", 200),
    ] {
        let asked = app.ask("GET", &format!("/fhir/{path}"));
        let answer = asked.header("prefer", prefer).send().await.expect(status);
        if status == 400 {
            let issue = issue(&answer);
            assert_eq!(issue["code"], "not-supported");
            assert_eq!(issue["expression"][0], "http.birthdate");
        }
    }
}

#[tokio::test]
async fn json_is_what_there_is() {
    let app = site(1).await;
    for format in [
        "json",
        "application/json",
        "application/fhir%2Bjson",
        "application/fhir+json",
        "application/fhir%2Bjson;fhirVersion=4.0",
        "",
    ] {
        get(&app, &format!("metadata?_format={format}")).await;
    }
    let pretty = ask(&app, "metadata?_pretty=true").await;
    assert!(pretty.body.starts_with("{\n"));
    for (accept, status) in [
        ("application/fhir+json", 200),
        ("text/html,application/xml;q=0.9,*/*;q=0.8", 200),
        ("application/fhir+xml, application/fhir+json", 200),
        ("text/html", 200),
        ("application/fhir+xml", 406),
        ("text/turtle;q=1", 406),
    ] {
        let asked = app.ask("GET", "/fhir/metadata").header("accept", accept);
        let answer = asked.send().await.expect(status);
        assert_eq!(answer.header("content-type"), JSON, "{accept}");
    }
}
