//! A problem as a FHIR server tells it: an `OperationOutcome` (R4).

use actix_web::http::StatusCode;
use footpath_domain::error::FieldError;
use serde_json::{Value, json};

use crate::Problem;

/// The media type of everything below `/fhir`.
pub const FHIR_JSON: &str = "application/fhir+json; charset=utf-8";

/// The status by which FHIR says the same: a parameter that cannot be read is a bad request.
pub fn status(problem: &Problem) -> StatusCode {
    match problem.status {
        StatusCode::UNPROCESSABLE_ENTITY => StatusCode::BAD_REQUEST,
        other => other,
    }
}

/// One issue for each thing that is wrong.
pub fn to_outcome(problem: &Problem) -> String {
    let code = issue_code(problem);
    let issues: Vec<Value> = if problem.errors.is_empty() {
        vec![issue(problem.status, code, &problem.detail)]
    } else {
        let errors = problem.errors.iter();
        errors
            .map(|error| with_parameter(issue(problem.status, code, &words(error)), error))
            .collect()
    };
    json!({ "resourceType": "OperationOutcome", "issue": issues }).to_string()
}

fn issue(status: StatusCode, code: &str, diagnostics: &str) -> Value {
    let severity = if status.is_server_error() {
        "fatal"
    } else {
        "error"
    };
    json!({ "severity": severity, "code": code, "diagnostics": diagnostics })
}

fn words(error: &FieldError) -> String {
    let mut words = format!("{} {}", error.field, error.message);
    let meant = error.suggestions.as_deref().unwrap_or_default();
    if !meant.is_empty() {
        words = format!("{words}; did you mean {}?", meant.join(", "));
    }
    words.trim().to_owned()
}

/// FHIR names a parameter of the request so.
fn with_parameter(mut issue: Value, error: &FieldError) -> Value {
    if !error.field.is_empty() {
        issue["expression"] = json!([format!("http.{}", error.field)]);
    }
    issue
}

/// <https://hl7.org/fhir/R4/valueset-issue-type.html>
fn issue_code(problem: &Problem) -> &'static str {
    match problem.status {
        _ if problem.code.ends_with(".not_supported") => "not-supported",
        StatusCode::NOT_FOUND => "not-found",
        StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_ACCEPTABLE => "not-supported",
        StatusCode::FORBIDDEN => "forbidden",
        StatusCode::PAYLOAD_TOO_LARGE => "too-long",
        StatusCode::TOO_MANY_REQUESTS => "throttled",
        StatusCode::SERVICE_UNAVAILABLE => "transient",
        status if status.is_server_error() => "exception",
        _ => "invalid",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(problem: &Problem) -> Value {
        serde_json::from_str(&to_outcome(problem)).unwrap()
    }

    #[test]
    fn each_wrong_parameter_is_an_issue() {
        let problem = Problem::field(
            StatusCode::UNPROCESSABLE_ENTITY,
            "request.invalid",
            "_count",
            "must be a number",
        );
        assert_eq!(status(&problem), StatusCode::BAD_REQUEST);
        let outcome = told(&problem);
        assert_eq!(outcome["resourceType"], "OperationOutcome");
        let issue = &outcome["issue"][0];
        assert_eq!(issue["severity"], "error");
        assert_eq!(issue["code"], "invalid");
        assert_eq!(issue["diagnostics"], "_count must be a number");
        assert_eq!(issue["expression"][0], "http._count");
    }

    #[test]
    fn what_is_not_there_and_what_broke_have_their_own_codes() {
        for (status, code, severity) in [
            (StatusCode::NOT_FOUND, "not-found", "error"),
            (StatusCode::METHOD_NOT_ALLOWED, "not-supported", "error"),
            (StatusCode::SERVICE_UNAVAILABLE, "transient", "fatal"),
            (StatusCode::INTERNAL_SERVER_ERROR, "exception", "fatal"),
        ] {
            let outcome = told(&Problem::new(status, "x", "words"));
            assert_eq!(outcome["issue"][0]["code"], code);
            assert_eq!(outcome["issue"][0]["severity"], severity);
        }
    }
}
