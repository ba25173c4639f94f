use actix_web::{
    HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        StatusCode,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    web,
};

use super::RequestId;
use crate::{Problem, problem::to_json};

/// Renders an error for people. Set by whoever knows the pages: status, title, what to do.
#[derive(Clone, Copy)]
pub struct ErrorPages(pub fn(&Problem, &RequestId) -> String);

/// Whether programs ask here, rather than people.
pub fn is_for_program(path: &str) -> bool {
    ["/api/", "/feeds/", "/fhir/", "/health/"]
        .iter()
        .any(|prefix| path.starts_with(prefix))
        || matches!(path, "/metrics" | "/sitemap.xml" | "/robots.txt")
}

/// Gives an error the form that its reader understands; other answers pass.
pub fn in_readers_form(
    response: ServiceResponse<BoxBody>,
    for_program: bool,
    id: &RequestId,
) -> ServiceResponse<BoxBody> {
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let known = response.response().extensions().get::<Problem>().cloned();
    let bare = matches!(
        response.response().body().size(),
        actix_web::body::BodySize::None | actix_web::body::BodySize::Sized(0)
    );
    let problem = match known {
        Some(problem) => problem,
        // A page that carries its own message, such as a form that came back.
        None if !bare => return response,
        None => plain(status),
    };
    let pages = response
        .request()
        .app_data::<web::Data<ErrorPages>>()
        .map(|pages| pages.0);
    let mut answer = if for_program {
        json(&problem, id)
    } else {
        page(pages, &problem, id)
    };
    for name in [
        header::ALLOW,
        header::WWW_AUTHENTICATE,
        header::SET_COOKIE,
        header::CACHE_CONTROL,
        header::REFERRER_POLICY,
    ] {
        for value in response.headers().get_all(&name) {
            answer.headers_mut().append(name.clone(), value.clone());
        }
    }
    response.into_response(answer)
}

/// The same for a request that never reached a handler.
pub fn error(
    req: &ServiceRequest,
    problem: &Problem,
    for_program: bool,
    id: &RequestId,
) -> HttpResponse {
    let pages = req.app_data::<web::Data<ErrorPages>>().map(|pages| pages.0);
    if for_program {
        json(problem, id)
    } else {
        page(pages, problem, id)
    }
}

pub fn json(problem: &Problem, id: &RequestId) -> HttpResponse {
    let mut response = start(problem);
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    response.set_body(BoxBody::new(to_json(problem, &id.0)))
}

fn page(
    pages: Option<fn(&Problem, &RequestId) -> String>,
    problem: &Problem,
    id: &RequestId,
) -> HttpResponse {
    let Some(render) = pages else {
        return json(problem, id);
    };
    let mut response = start(problem);
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    response.set_body(BoxBody::new(render(problem, id)))
}

fn start(problem: &Problem) -> HttpResponse {
    let mut response = HttpResponse::new(problem.status);
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = problem.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if problem.status == StatusCode::UNAUTHORIZED {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// An error that nobody described.
pub fn plain(status: StatusCode) -> Problem {
    let (code, detail) = match status {
        StatusCode::NOT_FOUND => ("route.not_found", "There is nothing here."),
        StatusCode::METHOD_NOT_ALLOWED => {
            ("route.method", "This address does not take that method.")
        }
        StatusCode::PAYLOAD_TOO_LARGE => ("request.too_large", "That is too large."),
        status if status.is_server_error() => ("internal", "Something went wrong on our side."),
        _ => ("request.invalid", "The request is not right."),
    };
    Problem::new(status, code, detail)
}

pub fn set_request_id(headers: &mut HeaderMap, id: &RequestId) {
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
}
