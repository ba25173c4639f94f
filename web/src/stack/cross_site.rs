use actix_web::{
    dev::ServiceRequest,
    http::{Method, StatusCode, header::HeaderValue},
};

use crate::Problem;

/// Refuses a write that another site's page makes in its reader's browser. Browsers say so by
/// `Sec-Fetch-Site`; `Origin` would not do, as it is `null` under `no-referrer`. The API is
/// exempt: it takes no cookie, and partners' pages may post assessments.
pub fn check(req: &ServiceRequest) -> Result<(), Problem> {
    if matches!(*req.method(), Method::GET | Method::HEAD | Method::OPTIONS)
        || req.path().starts_with("/api/")
    {
        return Ok(());
    }
    let from = req
        .headers()
        .get("sec-fetch-site")
        .map(HeaderValue::as_bytes);
    match from {
        None | Some(b"same-origin" | b"none") => Ok(()),
        Some(_) => Err(Problem::new(
            StatusCode::FORBIDDEN,
            "request.cross_site",
            "This form was sent from another site. Open the page here and try again.",
        )),
    }
}
