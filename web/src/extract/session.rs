use actix_web::{
    FromRequest, HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
    dev::Payload,
    web,
};
use footpath_domain::{
    Actor, Ctx, Error,
    account::{self, Session},
};
use futures::future::LocalBoxFuture;
use subtle::ConstantTimeEq;

use crate::Problem;

/// A signed-in browser, or none. Handlers of the console ask `required`.
pub struct ConsoleSession {
    session: Option<Session>,
    token: Option<String>,
    ctx: Ctx,
}

impl ConsoleSession {
    /// The session; 401 when nobody is signed in (the console turns that into its sign-in page).
    pub fn required(&self) -> Result<&Session, Problem> {
        Ok(self
            .session
            .as_ref()
            .ok_or_else(|| Error::unauthenticated("session.none", "Sign in to see this."))?)
    }

    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    pub fn actor(&self) -> Result<Actor, Problem> {
        Ok(self.required()?.actor())
    }

    /// The cookie's secret, good or not; so that a new sign-in ends the old one.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// What every form of this session carries. Nobody without the cookie can make it.
    pub fn csrf(&self) -> String {
        csrf(&self.ctx, self.token.as_deref().unwrap_or_default())
    }

    /// Refuses a form that does not carry it.
    pub fn check_csrf(&self, sent: &str) -> Result<(), Problem> {
        let good =
            self.token.is_some() && bool::from(self.csrf().as_bytes().ct_eq(sent.as_bytes()));
        if good {
            return Ok(());
        }
        Err(Error::forbidden(
            "session.csrf",
            "This form is from another session. Load the page again.",
        )
        .into())
    }
}

/// A token that proves that a form was made for the holder of `secret`.
pub fn csrf(ctx: &Ctx, secret: &str) -> String {
    ctx.keys.tag("csrf", secret.as_bytes())
}

impl FromRequest for ConsoleSession {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let ctx = req
            .app_data::<web::Data<Ctx>>()
            .map(|ctx| ctx.get_ref().clone());
        let req = req.clone();
        Box::pin(async move {
            let ctx = ctx.ok_or_else(|| Error::internal("no context in this application"))?;
            let token = req
                .cookie(cookie_name(&ctx))
                .map(|cookie| cookie.value().to_owned());
            let session = match &token {
                Some(token) => account::read_session(&ctx, token).await?,
                None => None,
            };
            Ok(Self {
                session,
                token,
                ctx,
            })
        })
    }
}

/// The cookie of a session. `__Host-` binds it to this host and to https; on plain http, which
/// is for loopback, browsers would refuse that name.
pub fn cookie(ctx: &Ctx, token: String) -> Cookie<'static> {
    Cookie::build(cookie_name(ctx), token)
        .path("/")
        .http_only(true)
        .secure(is_https(ctx))
        .same_site(SameSite::Lax)
        .finish()
}

/// Takes the cookie away.
pub fn removal(ctx: &Ctx) -> Cookie<'static> {
    let mut gone = cookie(ctx, String::new());
    gone.set_max_age(Duration::ZERO);
    gone
}

fn cookie_name(ctx: &Ctx) -> &'static str {
    if is_https(ctx) {
        "__Host-footpath"
    } else {
        "footpath"
    }
}

fn is_https(ctx: &Ctx) -> bool {
    ctx.config.public_url.scheme() == "https"
}
