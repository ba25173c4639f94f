//! Programs of editors: an access token, and a refresh token that is good once.

use std::net::IpAddr;

use chrono::TimeDelta;
use footpath_entity::account::{refresh_token, user};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::{login, token};
use crate::{Actor, Ctx, Error, Result, actor::Staff, audit, seal::random_token, store::Tx};

const REFRESH_FOR: TimeDelta = TimeDelta::days(30);

/// What a program gets; both are secrets.
pub struct Tokens {
    pub access_token: String,
    pub refresh_token: String,
    /// Seconds that the access token holds.
    pub expires_in: i64,
}

/// Signs a program in.
pub async fn issue(ctx: &Ctx, email: &str, password: &str, addr: Option<IpAddr>) -> Result<Tokens> {
    let user = login::check(ctx, email, password, addr).await?;
    let tx = ctx.store.begin().await?;
    let family: Uuid = ctx.new_id();
    let tokens = next(ctx, &tx, &user, family).await?;
    note(ctx, &tx, &user, "user.signed_in").await?;
    tx.commit().await?;
    Ok(tokens)
}

/// Trades a refresh token for the next pair. One that was used before has leaked: its whole
/// family is over.
pub async fn refresh(ctx: &Ctx, refresh_token: &str) -> Result<Tokens> {
    let refused =
        || Error::unauthenticated("token.invalid", "The refresh token is wrong, used or over.");
    let hash = hash(ctx, refresh_token);
    let tx = ctx.store.begin().await?;
    let row = refresh_token::Entity::find_by_id(hash.clone())
        .lock_exclusive()
        .one(&tx)
        .await?
        .ok_or_else(refused)?;
    let user = user::Entity::find_by_id(row.user_id)
        .one(&tx)
        .await?
        .ok_or_else(refused)?;
    if row.used_at.is_some() {
        revoke_family(ctx, &tx, row.family).await?;
        note(ctx, &tx, &user, "user.refresh_token_reused").await?;
        tx.commit().await?;
        return Err(refused());
    }
    let holds = row.revoked_at.is_none()
        && ctx.now() < row.expires_at
        && row.epoch == user.epoch
        && user.disabled_at.is_none();
    if !holds {
        return Err(refused());
    }
    refresh_token::Entity::update_many()
        .set(refresh_token::ActiveModel {
            used_at: Set(Some(ctx.now())),
            ..Default::default()
        })
        .filter(refresh_token::Column::TokenHash.eq(hash))
        .exec(&tx)
        .await?;
    let tokens = next(ctx, &tx, &user, row.family).await?;
    tx.commit().await?;
    Ok(tokens)
}

/// Ends a program's sign-in. An unknown token is no error: it does not hold, as asked.
pub async fn revoke(ctx: &Ctx, refresh_token: &str) -> Result<()> {
    let tx = ctx.store.begin().await?;
    if let Some(row) = refresh_token::Entity::find_by_id(hash(ctx, refresh_token))
        .one(&tx)
        .await?
    {
        revoke_family(ctx, &tx, row.family).await?;
    }
    tx.commit().await
}

async fn next(ctx: &Ctx, tx: &Tx, user: &user::Model, family: Uuid) -> Result<Tokens> {
    let refresh_token = random_token::<32>();
    let row = refresh_token::ActiveModel {
        token_hash: Set(hash(ctx, &refresh_token)),
        family: Set(family),
        user_id: Set(user.id),
        epoch: Set(user.epoch),
        expires_at: Set(ctx.now() + REFRESH_FOR),
        used_at: Set(None),
        revoked_at: Set(None),
    };
    refresh_token::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    Ok(Tokens {
        access_token: token::sign(ctx, user, family)?,
        refresh_token,
        expires_in: token::LIFETIME,
    })
}

async fn revoke_family(ctx: &Ctx, tx: &Tx, family: Uuid) -> Result<()> {
    refresh_token::Entity::update_many()
        .set(refresh_token::ActiveModel {
            revoked_at: Set(Some(ctx.now())),
            ..Default::default()
        })
        .filter(refresh_token::Column::Family.eq(family))
        .filter(refresh_token::Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

async fn note(ctx: &Ctx, tx: &Tx, user: &user::Model, action: &'static str) -> Result<()> {
    let actor = Actor::Staff(Staff {
        id: user.id,
        role: user.role,
        name: user.name.clone(),
    });
    let event = audit::Event {
        action,
        object_kind: "user",
        object_id: &user.id,
        detail: json!({ "by": "token" }),
    };
    audit::record(ctx, tx, &actor, event).await
}

fn hash(ctx: &Ctx, refresh_token: &str) -> Vec<u8> {
    ctx.keys
        .mac("refresh-token", refresh_token.as_bytes())
        .to_vec()
}
