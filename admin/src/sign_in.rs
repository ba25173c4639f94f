//! Signing in: *Email*, *Password*, *Sign in*.

use actix_web::{
    HttpRequest, HttpResponse,
    cookie::Cookie,
    http::{StatusCode, header},
    web::Data,
};
use footpath_domain::{Ctx, Error, account};
use footpath_templates::{
    admin::SignInPage,
    part::{Frame, HiddenField},
};
use footpath_web::{Addr, ConsoleSession, Form, Problem, Query, extract::session, reply};
use serde::Deserialize;

use crate::{door, next, to};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
pub struct Typed {
    #[serde(rename = "_csrf", default)]
    csrf: String,
    #[serde(default)]
    next: String,
    email: String,
    password: String,
}

pub async fn show(
    req: HttpRequest,
    ctx: Data<Ctx>,
    session: ConsoleSession,
    asked: Query<Asked>,
) -> Result<HttpResponse, Problem> {
    let next = next::safe(&asked.0.next);
    if session.session().is_some() {
        return Ok(to(next));
    }
    if account::needs_setup(&ctx).await? {
        return Ok(to("/admin/setup"));
    }
    page(&req, &ctx, next, StatusCode::OK, None)
}

pub async fn submit(
    req: HttpRequest,
    ctx: Data<Ctx>,
    addr: Addr,
    earlier: ConsoleSession,
    typed: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let typed = typed.0;
    door::check(&req, &ctx, &typed.csrf)?;
    let next = next::safe(&typed.next);
    let signed_in = account::sign_in(&ctx, &typed.email, &typed.password, addr.0, earlier.token());
    match signed_in.await {
        Ok(signed_in) => Ok(through(next, session::cookie(&ctx, signed_in.token))),
        Err(Error::Unauthenticated { detail, .. }) => {
            let wrong = StatusCode::UNPROCESSABLE_ENTITY;
            page(&req, &ctx, next, wrong, Some(detail))
        }
        Err(Error::RateLimited {
            retry_after_secs, ..
        }) => {
            let minutes = retry_after_secs.div_ceil(60);
            let why = format!("Too many tries. Wait {minutes} min, then try again.");
            let status = StatusCode::TOO_MANY_REQUESTS;
            let mut late = page(&req, &ctx, next, status, Some(why))?;
            let seconds = header::HeaderValue::from(retry_after_secs);
            late.headers_mut().insert(header::RETRY_AFTER, seconds);
            Ok(late)
        }
        Err(other) => Err(other.into()),
    }
}

fn through(next: &str, cookie: Cookie<'static>) -> HttpResponse {
    let mut response = to(next);
    door::set(&mut response, &cookie);
    response
}

/// The form. What was typed does not come back, so that the answer to a known address and to an
/// unknown one is the same to the byte.
fn page(
    req: &HttpRequest,
    ctx: &Ctx,
    next: &str,
    status: StatusCode,
    problem: Option<String>,
) -> Result<HttpResponse, Problem> {
    let (csrf, cookie) = door::ticket(req, ctx);
    let page = SignInPage {
        frame: Frame::new(&ctx.config.site_name, "Sign in", "/admin/sign-in").hidden(),
        action: "/admin/sign-in".to_owned(),
        hidden: vec![
            HiddenField::new("_csrf", csrf),
            HiddenField::new("next", next),
        ],
        problem,
        email: String::new(),
        second_factor: false,
    };
    let mut response = reply::html_status(status, &page)?;
    if let Some(cookie) = cookie {
        door::set(&mut response, &cookie);
    }
    Ok(response)
}
