//! Sign-in of editors' programs.

use actix_web::{HttpResponse, http::header, post, web};
use footpath_domain::{Ctx, account};
use footpath_web::{Addr, Json, Problem};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(token).service(refresh).service(revoke);
    for path in ["/auth/token", "/auth/refresh", "/auth/revoke"] {
        cfg.route(path, web::to(post_only));
    }
}

/// The address is right and the method is not; without this it would be "not found".
async fn post_only() -> HttpResponse {
    HttpResponse::MethodNotAllowed()
        .insert_header((header::ALLOW, "POST"))
        .finish()
}

#[derive(Deserialize, ToSchema)]
struct Credentials {
    email: String,
    password: String,
    /// The code of the second factor, where the account has one.
    #[serde(default)]
    #[expect(
        dead_code,
        reason = "no account has a second factor yet; programs may send the field already"
    )]
    totp: Option<String>,
}

#[derive(Deserialize, ToSchema)]
struct RefreshToken {
    refresh_token: String,
}

#[derive(Serialize, ToSchema)]
struct TokenPair {
    access_token: String,
    /// Good once; the answer to its use holds the next one.
    refresh_token: String,
    token_type: &'static str,
    /// Seconds until the access token is over.
    expires_in: i64,
}

/// Sign a program in
#[utoipa::path(tag = "auth", request_body = Credentials, responses(
    (status = 200, body = TokenPair),
    (status = 401, description = "The email or the password is not right"),
    (status = 422, description = "A field is missing or wrong"),
    (status = 429, description = "Too many tries; see Retry-After"),
))]
#[post("/auth/token")]
async fn token(
    ctx: web::Data<Ctx>,
    addr: Addr,
    body: Json<Credentials>,
) -> Result<HttpResponse, Problem> {
    let Json(body) = body;
    Ok(answer(
        account::issue(&ctx, &body.email, &body.password, addr.0).await?,
    ))
}

/// Trade a refresh token for the next pair
#[utoipa::path(tag = "auth", request_body = RefreshToken, responses(
    (status = 200, body = TokenPair),
    (status = 401, description = "Wrong, used or over; a used one ends its whole family"),
))]
#[post("/auth/refresh")]
async fn refresh(ctx: web::Data<Ctx>, body: Json<RefreshToken>) -> Result<HttpResponse, Problem> {
    Ok(answer(account::refresh(&ctx, &body.0.refresh_token).await?))
}

/// End a program's sign-in
#[utoipa::path(tag = "auth", request_body = RefreshToken, responses((status = 204, description = "It holds no more")))]
#[post("/auth/revoke")]
async fn revoke(ctx: web::Data<Ctx>, body: Json<RefreshToken>) -> Result<HttpResponse, Problem> {
    account::revoke(&ctx, &body.0.refresh_token).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn answer(tokens: account::Tokens) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(TokenPair {
            access_token: tokens.access_token,
            refresh_token: tokens.refresh_token,
            token_type: "Bearer",
            expires_in: tokens.expires_in,
        })
}
