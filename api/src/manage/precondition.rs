//! `ETag` and `If-Match` of what editors write: the tag is the version.

use actix_web::{
    HttpRequest,
    http::{StatusCode, header},
};
use footpath_domain::Error;
use footpath_web::Problem;

/// The tag of a version.
pub(super) fn tag(version: i64) -> String {
    format!("\"{version}\"")
}

/// The version that a change is made against: none for `*`. Without `If-Match` 428; a tag that
/// was never ours matches nothing, 412.
pub(super) fn required(req: &HttpRequest) -> Result<Option<i64>, Problem> {
    match given(req)? {
        Given::Version(version) => Ok(Some(version)),
        Given::Any => Ok(None),
        Given::Nothing => Err(Problem::field(
            StatusCode::PRECONDITION_REQUIRED,
            "request.precondition_required",
            "If-Match",
            "is required: send the ETag of what you read",
        )),
    }
}

/// The same where `If-Match` may be left out.
pub(super) fn optional(req: &HttpRequest) -> Result<Option<i64>, Problem> {
    match given(req)? {
        Given::Version(version) => Ok(Some(version)),
        Given::Any | Given::Nothing => Ok(None),
    }
}

enum Given {
    Nothing,
    Any,
    Version(i64),
}

fn given(req: &HttpRequest) -> Result<Given, Problem> {
    let Some(value) = req.headers().get(header::IF_MATCH) else {
        return Ok(Given::Nothing);
    };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(Given::Any);
    }
    // A proxy that compresses marks the tag as weak.
    text.trim_start_matches("W/")
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .and_then(|version| version.parse().ok())
        .map(Given::Version)
        .ok_or_else(|| {
            Error::Stale {
                code: "request.if_match",
            }
            .into()
        })
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn status(tag: Option<&str>) -> Result<Option<i64>, u16> {
        let mut req = TestRequest::default();
        if let Some(tag) = tag {
            req = req.insert_header((header::IF_MATCH, tag));
        }
        required(&req.to_http_request()).map_err(|problem| problem.status.as_u16())
    }

    #[test]
    fn a_change_says_what_it_was_made_against() {
        assert_eq!(status(None), Err(428));
        assert_eq!(status(Some("\"3\"")), Ok(Some(3)));
        assert_eq!(status(Some("W/\"3\"")), Ok(Some(3)));
        assert_eq!(status(Some("*")), Ok(None));
        for odd in ["3", "\"x\"", "\"1\", \"2\"", ""] {
            assert_eq!(status(Some(odd)), Err(412), "{odd}");
        }
    }
}
