//! What every request goes through: an id, a deadline, the cross-site check; and every answer:
//! errors in the form its reader understands, security headers, one line in the log.

mod answer;
mod cross_site;
mod preflight;

use std::{
    net::IpAddr,
    time::{Duration, Instant},
};

use actix_web::{
    Error, HttpMessage, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    error::InternalError,
    http::{Method, StatusCode, header::CONTENT_TYPE},
    middleware::Next,
    web,
};

pub use answer::ErrorPages;
use answer::Reader;

use crate::{Metrics, Problem, headers, reply};

/// The longest that an answer may take; actix has no such deadline of its own.
const DEADLINE: Duration = Duration::from_secs(30);
/// Files of some gigabytes take their time. Whoever reads them ends when nothing more comes, and
/// reads only what staff send.
const FILE_DEADLINE: Duration = Duration::from_hours(6);

/// Proxies whose word on the client's address counts.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(pub Vec<IpAddr>);

/// Whether the site is reached by https.
#[derive(Clone, Copy, Debug)]
pub struct Https(pub bool);

/// The name of one request, in its answer and in the log.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// Marks a request that asked for the head alone. It is answered as a GET would be, and the
/// server leaves the body out; whoever counts readers looks for this.
#[derive(Clone, Copy, Debug)]
pub struct HeadOnly;

/// The middleware: `App::new().wrap(from_fn(stack::pass))`.
pub async fn pass(
    mut req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = Instant::now();
    let id = RequestId(uuid::Uuid::from_bytes(rand::random()).simple().to_string());
    req.extensions_mut().insert(id.clone());
    let https = req
        .app_data::<web::Data<Https>>()
        .is_some_and(|https| https.0);
    let reader = Reader::of(req.path());
    let method = req.method().clone();
    let shared = answer::is_published_read(&method, req.path());
    if method == Method::HEAD {
        req.extensions_mut().insert(HeadOnly);
        req.head_mut().method = Method::GET;
    }

    if let Some(allowed) = preflight::answer(&req) {
        let response = req.into_response(allowed);
        return Ok(finish(response, &id, https, &method, started));
    }
    if let Err(problem) = cross_site::check(&req) {
        let refused = answer::error(&req, &problem, reader, &id);
        let response = req.into_response(refused);
        return Ok(finish(response, &id, https, &method, started));
    }
    let deadline = deadline(&req);
    match tokio::time::timeout(deadline, next.call(req)).await {
        Ok(Ok(response)) => {
            let mut response = answer::in_readers_form(response.map_into_boxed_body(), reader, &id);
            if shared && response.status().is_client_error() {
                reply::allow_any_origin(response.response_mut());
            }
            Ok(finish(response, &id, https, &method, started))
        }
        Ok(Err(error)) => Err(late(problem_of(&error), reader, &id, https)),
        Err(_) => {
            let problem = Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "request.deadline",
                "This took too long; try again.",
            );
            tracing::error!(request_id = id.0, %method, "gave up after {deadline:?}");
            Err(late(problem, reader, &id, https))
        }
    }
}

fn deadline(req: &ServiceRequest) -> Duration {
    let kind = req.headers().get(CONTENT_TYPE);
    let sends_file = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
    if sends_file { FILE_DEADLINE } else { DEADLINE }
}

fn finish(
    mut response: ServiceResponse<BoxBody>,
    id: &RequestId,
    https: bool,
    method: &actix_web::http::Method,
    started: Instant,
) -> ServiceResponse<BoxBody> {
    headers::add(response.headers_mut(), https);
    answer::set_request_id(response.headers_mut(), id);
    // The pattern and not the path: a path may hold the secret of a link.
    let route = response
        .request()
        .match_pattern()
        .unwrap_or_else(|| "-".to_owned());
    let took = started.elapsed();
    if let Some(metrics) = response.request().app_data::<web::Data<Metrics>>() {
        metrics.answered(method, &route, response.status(), took);
    }
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    tracing::info!(request_id = id.0, %method, route, status = response.status().as_u16(), ms, "answered");
    response
}

/// An error outside of any handler; the request is gone, so people are told as programs are.
fn late(problem: Problem, reader: Reader, id: &RequestId, https: bool) -> Error {
    let mut response = answer::bare(&problem, reader, id);
    headers::add(response.headers_mut(), https);
    answer::set_request_id(response.headers_mut(), id);
    InternalError::from_response(problem, response).into()
}

/// What an error of actix's own amounts to.
fn problem_of(error: &Error) -> Problem {
    let status = error.as_response_error().status_code();
    let response: HttpResponse = error.error_response();
    let known = response.extensions().get::<Problem>().cloned();
    known.unwrap_or_else(|| answer::plain(status))
}
