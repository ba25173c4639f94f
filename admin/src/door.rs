//! The form in front of the door. There is no session yet that it could belong to, so a cookie
//! of its own binds it to the browser: another site can neither read nor set it, and so cannot
//! sign somebody in to an account of its choice.

use actix_web::{HttpRequest, HttpResponse, cookie::Cookie, http::header};
use footpath_domain::{Ctx, Error, seal::random_token};
use footpath_web::{
    Problem,
    extract::session::{cookie, csrf},
};
use subtle::ConstantTimeEq;

/// What this browser's form carries, and the cookie to set where it has none yet.
pub fn ticket(req: &HttpRequest, ctx: &Ctx) -> (String, Option<Cookie<'static>>) {
    if let Some(secret) = held(req, ctx) {
        return (token(ctx, &secret), None);
    }
    let secret = random_token::<32>();
    (token(ctx, &secret), Some(named(ctx, secret)))
}

/// Adds a cookie to an answer.
pub fn set(response: &mut HttpResponse, cookie: &Cookie<'_>) {
    if let Ok(value) = header::HeaderValue::from_str(&cookie.to_string()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// Refuses a form that was not made for this browser.
pub fn check(req: &HttpRequest, ctx: &Ctx, sent: &str) -> Result<(), Problem> {
    let good = held(req, ctx)
        .is_some_and(|secret| bool::from(token(ctx, &secret).as_bytes().ct_eq(sent.as_bytes())));
    if good {
        return Ok(());
    }
    Err(Error::forbidden(
        "session.csrf",
        "This form is too old or was not made for you. Load the page again.",
    )
    .into())
}

/// Never equal to what a session's forms carry, even if one cookie were put in place of the other.
fn token(ctx: &Ctx, secret: &str) -> String {
    csrf(ctx, &format!("door:{secret}"))
}

fn held(req: &HttpRequest, ctx: &Ctx) -> Option<String> {
    let named = named(ctx, String::new());
    let held = req.cookie(named.name())?;
    Some(held.value().to_owned()).filter(|secret| secret.len() >= 32)
}

fn named(ctx: &Ctx, secret: String) -> Cookie<'static> {
    let mut cookie = cookie(ctx, secret);
    let name = format!("{}-door", cookie.name());
    cookie.set_name(name);
    cookie
}
