use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web};
use footpath_domain::{Actor, Ctx, Error, account};
use futures::future::LocalBoxFuture;

use crate::Problem;

/// The member of staff whose program sends an access token. None or a bad one is 401.
pub struct Bearer(pub Actor);

impl FromRequest for Bearer {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let ctx = req.app_data::<web::Data<Ctx>>().cloned();
        let token = token(req).map(str::to_owned);
        Box::pin(async move {
            let ctx = ctx.ok_or_else(|| Error::internal("no context in this application"))?;
            let token = token
                .ok_or_else(|| Error::unauthenticated("token.missing", "Send an access token."))?;
            Ok(Self(account::bearer(&ctx, &token).await?))
        })
    }
}

fn token(req: &HttpRequest) -> Option<&str> {
    let (scheme, token) = req
        .headers()
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}
