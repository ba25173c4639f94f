//! RFC 9457 problem details: how an error looks to a program.

use actix_web::{HttpResponse, ResponseError, http::StatusCode};
use footpath_domain::{Error, Report, error::FieldError};
use serde::Serialize;

/// So many errors in one answer; nobody reads more, and a sender must not choose how long it gets.
const MOST_ERRORS: usize = 100;

/// An error on its way to a program. Made from a `domain::Error`, or by an extractor.
///
/// The answer itself is made by the middleware, which knows the request id and whether a program
/// or a person is asking.
#[derive(Clone, Debug)]
pub struct Problem {
    pub status: StatusCode,
    pub code: &'static str,
    pub detail: String,
    pub errors: Vec<FieldError>,
    /// Seconds, for 429 and 503.
    pub retry_after: Option<u64>,
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    title: &'a str,
    status: u16,
    detail: &'a str,
    code: &'a str,
    errors: Vec<Field<'a>>,
    /// What may have been meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestions: Option<&'a [String]>,
    request_id: &'a str,
}

#[derive(Serialize)]
struct Field<'a> {
    field: &'a str,
    message: &'a str,
}

impl Problem {
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status,
            code,
            detail: detail.into(),
            errors: Vec::new(),
            retry_after: None,
        }
    }

    /// What was sent is wrong in one field.
    pub fn field(
        status: StatusCode,
        code: &'static str,
        field: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        let error = FieldError {
            field: field.into(),
            message: message.into(),
            suggestions: None,
        };
        let detail = if error.field.is_empty() {
            format!("The request {}.", error.message)
        } else {
            format!("{} {}.", error.field, error.message)
        };
        Self {
            errors: vec![error],
            ..Self::new(status, code, detail)
        }
    }

    /// What was sent is wrong in all that the report names; the first of it is told.
    fn invalid(code: &'static str, report: Report) -> Self {
        let mut errors = report.0;
        let detail = if errors.len() > MOST_ERRORS {
            "Much of what was sent is not right; this is the first of it."
        } else {
            "Some of what was sent is not right."
        };
        errors.truncate(MOST_ERRORS);
        Self {
            errors,
            ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
        }
    }

    fn title(&self) -> &'static str {
        self.status.canonical_reason().unwrap_or("Error")
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let code = error.code();
        match error {
            Error::NotFound { .. } => {
                Self::new(StatusCode::NOT_FOUND, code, "There is nothing here.")
            }
            Error::Unauthenticated { detail, .. } => {
                Self::new(StatusCode::UNAUTHORIZED, code, detail)
            }
            Error::Forbidden { detail, .. } => Self::new(StatusCode::FORBIDDEN, code, detail),
            Error::Conflict { detail, .. } => Self::new(StatusCode::CONFLICT, code, detail),
            Error::Invalid(report) => Self::invalid(code, report),
            Error::Stale { .. } => Self::new(
                StatusCode::PRECONDITION_FAILED,
                code,
                "Somebody else has changed this since you read it.",
            ),
            Error::RateLimited {
                retry_after_secs, ..
            } => Self {
                retry_after: Some(retry_after_secs),
                ..Self::new(
                    StatusCode::TOO_MANY_REQUESTS,
                    code,
                    "Too many requests; try again later.",
                )
            },
            Error::Unavailable { source, .. } => {
                tracing::warn!(
                    code,
                    source = source.map(tracing::field::display),
                    "a part is unavailable"
                );
                Self {
                    retry_after: Some(5),
                    ..Self::new(
                        StatusCode::SERVICE_UNAVAILABLE,
                        code,
                        "A part of the site is busy; try again in a moment.",
                    )
                }
            }
            Error::Internal(source) => {
                tracing::error!(%source, "internal error");
                Self::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    code,
                    "Something went wrong on our side.",
                )
            }
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.status, self.code)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::new(self.status);
        response.extensions_mut().insert(self.clone());
        response
    }
}

/// The answer for a program.
pub fn to_json(problem: &Problem, request_id: &str) -> String {
    let body = Body {
        kind: "about:blank",
        title: problem.title(),
        status: problem.status.as_u16(),
        detail: &problem.detail,
        code: problem.code,
        errors: problem
            .errors
            .iter()
            .map(|e| Field {
                field: &e.field,
                message: &e.message,
            })
            .collect(),
        suggestions: problem.errors.iter().find_map(|e| e.suggestions.as_deref()),
        request_id,
    };
    serde_json::to_string(&body).unwrap_or_default()
}
