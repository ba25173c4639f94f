//! Access tokens: JWT, HS256, at most five minutes, checked against the account and the sign-in each
//! time.

use footpath_entity::{
    account::{refresh_token, user},
    id::UserId,
};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::api_token;
use crate::{Actor, Ctx, Error, Result, actor::Staff, clock::Clock};

/// Seconds.
pub(super) const LIFETIME: i64 = 300;
const ISSUER: &str = "footpath";
const AUDIENCE: &str = "footpath-api";
/// RFC 9068's type, so that no other token of ours passes for one.
const TYPE: &str = "at+jwt";

#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: UserId,
    iat: i64,
    exp: i64,
    epoch: i64,
    /// The sign-in it came of.
    fam: Uuid,
}

/// A token for an account as it is now.
pub(super) fn sign(ctx: &Ctx, user: &user::Model, family: Uuid) -> Result<String> {
    let now = ctx.now().timestamp();
    let claims = Claims {
        iss: ISSUER.to_owned(),
        aud: AUDIENCE.to_owned(),
        sub: user.id,
        iat: now,
        exp: now + LIFETIME,
        epoch: user.epoch,
        fam: family,
    };
    let header = Header {
        typ: Some(TYPE.to_owned()),
        ..Header::new(Algorithm::HS256)
    };
    let key = EncodingKey::from_secret(&*ctx.keys.derive("access-token"));
    jsonwebtoken::encode(&header, &claims, &key).map_err(Error::internal)
}

/// Who a token of either kind stands for, with the role that the account has now.
pub async fn bearer(ctx: &Ctx, token: &str) -> Result<Actor> {
    let refused = || {
        Error::unauthenticated(
            "token.invalid",
            "The access token is missing, wrong or over.",
        )
    };
    if token.starts_with(api_token::PREFIX) {
        return api_token::program(ctx, token).await?.ok_or_else(refused);
    }
    let claims =
        verify(token, &*ctx.keys.derive("access-token"), &*ctx.clock).ok_or_else(refused)?;
    let user = user::Entity::find_by_id(claims.sub)
        .one(ctx.store.read())
        .await?;
    let user = user
        .filter(|user| user.disabled_at.is_none() && user.epoch == claims.epoch)
        .ok_or_else(refused)?;
    let holds = refresh_token::Entity::find()
        .filter(refresh_token::Column::Family.eq(claims.fam))
        .filter(refresh_token::Column::RevokedAt.is_null())
        .count(ctx.store.read())
        .await?;
    if holds == 0 {
        return Err(refused());
    }
    Ok(Actor::Staff(Staff {
        id: user.id,
        role: user.role,
        name: user.name,
    }))
}

fn verify(token: &str, key: &[u8], clock: &dyn Clock) -> Option<Claims> {
    let mut rules = Validation::new(Algorithm::HS256);
    rules.leeway = 0;
    rules.set_issuer(&[ISSUER]);
    rules.set_audience(&[AUDIENCE]);
    rules.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
    // Our own clock decides, below.
    rules.validate_exp = false;
    let data =
        jsonwebtoken::decode::<Claims>(token, &DecodingKey::from_secret(key), &rules).ok()?;
    let now = clock.now().timestamp();
    let claims = data.claims;
    let in_time = claims.iat <= now && now < claims.exp && claims.exp - claims.iat <= LIFETIME;
    (data.header.typ.as_deref() == Some(TYPE) && in_time).then_some(claims)
}
