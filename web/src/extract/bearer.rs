use actix_web::{
    Error as WebError, FromRequest, HttpMessage, HttpRequest, ResponseError,
    body::{EitherBody, MessageBody},
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::header,
    middleware::Next,
    web,
};
use footpath_domain::{Actor, Ctx, Error, account};
use futures::future::LocalBoxFuture;

use crate::Problem;

/// The member of staff whose program sends an access token. None or a bad one is 401.
#[derive(Clone)]
pub struct Bearer(pub Actor);

/// The middleware of routes that all take a token: without a good one nothing else of the
/// request is looked at. Among a handler's arguments, whichever fails first would answer.
pub async fn bearer_first<B: MessageBody>(
    mut req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, WebError> {
    match req.extract::<Bearer>().await {
        Ok(bearer) => {
            req.extensions_mut().insert(bearer);
            Ok(next.call(req).await?.map_into_left_body())
        }
        Err(problem) => {
            let refused = problem.error_response();
            Ok(req.into_response(refused).map_into_right_body())
        }
    }
}

impl FromRequest for Bearer {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let known = req.extensions().get::<Self>().cloned();
        let ctx = req.app_data::<web::Data<Ctx>>().cloned();
        let token = token(req).map(str::to_owned);
        Box::pin(async move {
            if let Some(known) = known {
                return Ok(known);
            }
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
