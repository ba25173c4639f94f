//! Signing out ends the session on the server, not just the cookie.

use actix_web::{HttpResponse, web::Data};
use footpath_domain::{Ctx, account};
use footpath_web::{ConsoleSession, Form, Problem, extract::session};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Posted {
    #[serde(rename = "_csrf", default)]
    csrf: String,
}

pub async fn submit(
    ctx: Data<Ctx>,
    console: ConsoleSession,
    posted: Form<Posted>,
) -> Result<HttpResponse, Problem> {
    console.check_csrf(&posted.0.csrf)?;
    if let Some(session) = console.session() {
        account::sign_out(&ctx, session).await?;
    }
    Ok(HttpResponse::SeeOther()
        .insert_header(("location", "/admin/sign-in"))
        .cookie(session::removal(&ctx))
        .finish())
}
