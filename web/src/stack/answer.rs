use actix_web::{
    HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method, StatusCode,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    web,
};

use footpath_templates::{Template, page::ErrorPage};

use super::RequestId;
use crate::{Problem, outcome, problem::to_json};

/// Shows errors to people as pages of this site: `App::app_data(Data::new(ErrorPages {…}))`.
#[derive(Clone, Debug)]
pub struct ErrorPages {
    pub site_name: String,
}

impl ErrorPages {
    fn render(&self, problem: &Problem, id: &RequestId) -> Option<String> {
        let status = problem.status;
        // What is missing, and what broke here, has better words in the page than in the problem.
        let detail = if status == StatusCode::NOT_FOUND || status.is_server_error() {
            ""
        } else {
            problem.detail.as_str()
        };
        let mut page = ErrorPage::new(&self.site_name, status.as_u16(), detail);
        page.problems = problem
            .errors
            .iter()
            .map(|error| format!("{}: {}", error.field, error.message))
            .collect();
        page.request_id = status.is_server_error().then(|| id.0.clone());
        page.render().ok()
    }
}

/// Who reads what is answered here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    Person,
    Program,
    /// A program that speaks FHIR.
    Fhir,
}

impl Reader {
    pub fn of(path: &str) -> Self {
        if path.starts_with("/fhir/") {
            return Self::Fhir;
        }
        let program = ["/api/", "/feeds/", "/health/"]
            .iter()
            .any(|prefix| path.starts_with(prefix))
            || matches!(path, "/metrics" | "/sitemap.xml" | "/robots.txt");
        if program { Self::Program } else { Self::Person }
    }
}

/// Whether any site's script may read the answer, a refusal included: what is published, asked
/// for without a credential.
pub fn is_published_read(method: &Method, path: &str) -> bool {
    let read = matches!(*method, Method::GET | Method::HEAD);
    let published = path.starts_with("/api/v1/") && !path.starts_with("/api/v1/manage");
    read && (published || path.starts_with("/fhir/"))
}

/// Gives an error the form that its reader understands; other answers pass.
pub fn in_readers_form(
    response: ServiceResponse<BoxBody>,
    reader: Reader,
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
        .cloned();
    let pages = pages.as_ref().map(web::Data::get_ref);
    let mut answer = told(pages, &problem, reader, id);
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
    reader: Reader,
    id: &RequestId,
) -> HttpResponse {
    let pages = req.app_data::<web::Data<ErrorPages>>();
    told(pages.map(web::Data::get_ref), problem, reader, id)
}

/// The same where no page can be made.
pub fn bare(problem: &Problem, reader: Reader, id: &RequestId) -> HttpResponse {
    told(None, problem, reader, id)
}

fn told(
    pages: Option<&ErrorPages>,
    problem: &Problem,
    reader: Reader,
    id: &RequestId,
) -> HttpResponse {
    match reader {
        Reader::Person => page(pages, problem, id),
        Reader::Program => json(problem, id),
        Reader::Fhir => fhir(problem),
    }
}

fn fhir(problem: &Problem) -> HttpResponse {
    let mut response = start(problem);
    *response.status_mut() = outcome::status(problem);
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(outcome::FHIR_JSON),
    );
    response.set_body(BoxBody::new(outcome::to_outcome(problem)))
}

fn json(problem: &Problem, id: &RequestId) -> HttpResponse {
    let mut response = start(problem);
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    response.set_body(BoxBody::new(to_json(problem, &id.0)))
}

fn page(pages: Option<&ErrorPages>, problem: &Problem, id: &RequestId) -> HttpResponse {
    let Some(html) = pages.and_then(|pages| pages.render(problem, id)) else {
        return json(problem, id);
    };
    let mut response = start(problem);
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    response.set_body(BoxBody::new(html))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_get_a_page_that_names_the_field_and_hides_what_broke() {
        let pages = ErrorPages {
            site_name: "Footpath".to_owned(),
        };
        let id = RequestId("42ab".to_owned());
        let shown = |problem| pages.render(&problem, &id).unwrap();

        let page = shown(Problem::field(
            StatusCode::UNPROCESSABLE_ENTITY,
            "request.invalid",
            "page",
            "must be <1>",
        ));
        assert!(page.contains("page: must be &#60;1&#62;"), "{page}");
        assert!(!page.contains("42ab"));

        let page = shown(Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "disk 7 is full",
        ));
        assert!(page.contains("on our side") && page.contains("42ab"));
        assert!(!page.contains("disk 7"));
    }
}
