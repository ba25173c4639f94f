//! `/admin/password/{token}`: somebody who was invited, or cannot sign in, chooses a password.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web::Data,
};
use footpath_domain::{Ctx, Error, account};
use footpath_templates::{
    admin::PasswordPage,
    part::{FieldProblem, Frame, HiddenField, TextField},
};
use footpath_web::{Form, Path, Problem, reply};
use serde::Deserialize;

use crate::{door, to};

#[derive(Deserialize)]
pub struct Typed {
    #[serde(rename = "_csrf", default)]
    csrf: String,
    #[serde(default)]
    password: String,
}

pub async fn show(
    req: HttpRequest,
    ctx: Data<Ctx>,
    token: Path<String>,
) -> Result<HttpResponse, Problem> {
    let email = account::password_link(&ctx, &token.0).await?;
    page(&req, &ctx, &token.0, email, StatusCode::OK, None)
}

pub async fn submit(
    req: HttpRequest,
    ctx: Data<Ctx>,
    token: Path<String>,
    typed: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let email = account::password_link(&ctx, &token.0).await?;
    door::check(&req, &ctx, &typed.0.csrf)?;
    match account::set_password(&ctx, &token.0, &typed.0.password).await {
        Ok(_) => Ok(to("/admin/sign-in")),
        Err(Error::Invalid(report)) => {
            let message = report.0.into_iter().map(|error| error.message).next();
            let wrong = StatusCode::UNPROCESSABLE_ENTITY;
            page(&req, &ctx, &token.0, email, wrong, message)
        }
        Err(other) => Err(other.into()),
    }
}

fn page(
    req: &HttpRequest,
    ctx: &Ctx,
    token: &str,
    email: String,
    status: StatusCode,
    problem: Option<String>,
) -> Result<HttpResponse, Problem> {
    let (csrf, cookie) = door::ticket(req, ctx);
    let problems = problem.iter().map(|message| FieldProblem {
        field: "password".to_owned(),
        label: "Password".to_owned(),
        message: message.clone(),
    });
    let view = PasswordPage {
        frame: Frame::new(
            &ctx.config.site_name,
            "Choose a password",
            "/admin/password",
        )
        .hidden(),
        action: format!("/admin/password/{token}"),
        hidden: vec![HiddenField::new("_csrf", csrf)],
        problems: problems.collect(),
        email,
        field: TextField::new("password", "Password", "password", "new-password")
            .helped("15 characters or more; a few words make a good one.")
            .wrong(problem),
    };
    let mut response = reply::html_status(status, &view)?;
    // The address is a secret: it goes to nobody who is linked to.
    let policy = header::HeaderValue::from_static("no-referrer");
    response
        .headers_mut()
        .insert(header::REFERRER_POLICY, policy);
    if let Some(cookie) = cookie {
        door::set(&mut response, &cookie);
    }
    Ok(response)
}
