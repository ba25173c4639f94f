use actix_web::{
    HttpResponse,
    dev::ServiceRequest,
    http::{
        Method,
        header::{self, HeaderValue},
    },
};

use super::answer::is_published_read;

/// What a reader's program may send beside the address.
const HEADERS: &str = "accept, if-none-match, prefer";
const A_DAY: &str = "86400";

/// Answers a browser that asks whether another site's script may read what is published.
/// `None` for anything else.
pub fn answer(req: &ServiceRequest) -> Option<HttpResponse> {
    let asked = req.headers().get(header::ACCESS_CONTROL_REQUEST_METHOD)?;
    let asked = Method::from_bytes(asked.as_bytes()).ok()?;
    if req.method() != Method::OPTIONS || !is_published_read(&asked, req.path()) {
        return None;
    }
    let mut response = HttpResponse::NoContent();
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, HEADERS),
        (header::ACCESS_CONTROL_MAX_AGE, A_DAY),
    ] {
        response.insert_header((name, HeaderValue::from_static(value)));
    }
    Some(response.finish())
}
