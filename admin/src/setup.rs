//! The first run: whoever reads what the server printed becomes its first administrator.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web::Data};
use footpath_domain::{
    Ctx, Error, Report,
    account::{self, FirstAdmin},
    starter,
};
use footpath_templates::{
    admin::SetupPage,
    part::{CheckField, FieldProblem, Frame, HiddenField, TextField},
};
use footpath_web::{Addr, ConsoleSession, Form, Problem, extract::session, reply};
use serde::Deserialize;

use crate::{door, to};

#[derive(Deserialize, Default)]
pub struct Typed {
    #[serde(rename = "_csrf", default)]
    csrf: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    /// Any text: ticked.
    #[serde(default)]
    starter: String,
}

pub async fn show(req: HttpRequest, ctx: Data<Ctx>) -> Result<HttpResponse, Problem> {
    if !account::needs_setup(&ctx).await? {
        return Ok(to("/admin/sign-in"));
    }
    let blank = Typed {
        starter: "true".to_owned(),
        ..Typed::default()
    };
    page(&req, &ctx, StatusCode::OK, &blank, &Report::new())
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
    if !account::needs_setup(&ctx).await? {
        return Ok(to("/admin/sign-in"));
    }
    let first = FirstAdmin {
        code: &typed.code,
        email: &typed.email,
        name: &typed.name,
        password: &typed.password,
    };
    match account::set_up(&ctx, first, addr.0).await {
        Ok(()) => {}
        Err(Error::Invalid(report)) => {
            let wrong = StatusCode::UNPROCESSABLE_ENTITY;
            return page(&req, &ctx, wrong, &typed, &report);
        }
        Err(other) => return Err(other.into()),
    }
    if !typed.starter.is_empty() {
        starter::seed(&ctx).await?;
    }
    let email = typed.email.trim();
    let signed_in = account::sign_in(&ctx, email, &typed.password, addr.0, earlier.token()).await?;
    let mut through = to("/admin");
    door::set(&mut through, &session::cookie(&ctx, signed_in.token));
    Ok(through)
}

fn page(
    req: &HttpRequest,
    ctx: &Ctx,
    status: StatusCode,
    typed: &Typed,
    report: &Report,
) -> Result<HttpResponse, Problem> {
    let wrong = |name: &str| {
        let error = report.0.iter().find(|error| error.field == name);
        error.map(|error| error.message.clone())
    };
    let fields = vec![
        TextField::new("code", "Code", "text", "off")
            .valued(&typed.code)
            .helped("Twelve digits. The server printed them when it started; the last ones count.")
            .wrong(wrong("code")),
        TextField::new("name", "Name", "text", "name")
            .valued(&typed.name)
            .wrong(wrong("name")),
        TextField::new("email", "Email", "email", "email")
            .valued(&typed.email)
            .wrong(wrong("email")),
        TextField::new("password", "Password", "password", "new-password")
            .helped("15 characters or more; a few words make a good one.")
            .wrong(wrong("password")),
    ];
    let problems = fields.iter().filter_map(|field| {
        Some(FieldProblem {
            field: field.name.clone(),
            label: field.label.clone(),
            message: field.error.clone()?,
        })
    });
    let (csrf, cookie) = door::ticket(req, ctx);
    let view = SetupPage {
        frame: Frame::new(&ctx.config.site_name, "Set up", "/admin/setup").hidden(),
        action: "/admin/setup".to_owned(),
        hidden: vec![HiddenField::new("_csrf", csrf)],
        problems: problems.collect(),
        fields: fields.clone(),
        starter: CheckField::new("starter", "Begin with the example content")
            .helped(
                "Articles, questions, shoes and insoles, and the questionnaire with its rules, all \
                 marked as examples. Without it, assessments stay closed until there are rules.",
            )
            .ticked(!typed.starter.is_empty()),
    };
    let mut response = reply::html_status(status, &view)?;
    if let Some(cookie) = cookie {
        door::set(&mut response, &cookie);
    }
    Ok(response)
}
