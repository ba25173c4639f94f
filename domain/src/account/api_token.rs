//! Tokens that staff make for their programs: scoped, revocable, shown once.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use footpath_entity::{
    account::{Scope, Scopes, api_token, user},
    id::ApiTokenId,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

use crate::{
    Actor, Ctx, Error, Report, Result,
    actor::Staff,
    audit::{self, Event},
    policy::{Action, require},
    seal::random_token,
};

/// What a token of this kind begins with, so that leaked ones can be searched for.
pub(super) const PREFIX: &str = "fp_";
/// `used_at` is written no more often than this.
const NOTE_EVERY: TimeDelta = TimeDelta::minutes(5);
const MOST: usize = 50;

/// A token with its owner.
pub struct Listed {
    pub token: api_token::Model,
    pub owner: user::Model,
}

impl Listed {
    /// Whether it still lets a program in.
    pub fn holds(&self, ctx: &Ctx) -> bool {
        holds(ctx, &self.token, &self.owner)
    }
}

/// One's own tokens, or everybody's for an administrator; newest first.
pub async fn list_api_tokens(ctx: &Ctx, actor: &Actor) -> Result<Vec<Listed>> {
    let owner = person(actor)?;
    let mut query = api_token::Entity::find().find_also_related(user::Entity);
    if require(actor, Action::SiteManage).is_err() {
        query = query.filter(api_token::Column::UserId.eq(owner.id));
    }
    let rows = query
        .order_by_desc(api_token::Column::CreatedAt)
        .all(ctx.store.read())
        .await?;
    let listed = rows.into_iter();
    Ok(listed
        .filter_map(|(token, owner)| owner.map(|owner| Listed { token, owner }))
        .collect())
}

/// Makes a token for oneself; what is returned is the only time that it is seen.
pub async fn create_api_token(
    ctx: &Ctx,
    actor: &Actor,
    name: &str,
    scopes: &[String],
    expires_on: Option<&str>,
) -> Result<String> {
    let owner = person(actor)?;
    let mut report = Report::new();
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
        report.add("name", "must have 1 to 100 characters on one line");
    }
    let mut reach: Vec<Scope> = Vec::new();
    for scope in scopes {
        reach.extend(report.parse::<Scope>("scopes", scope));
    }
    reach.sort();
    reach.dedup();
    let day = expires_on.and_then(|text| report.parse::<NaiveDate>("expires_on", text));
    let expires_at = day.map(|day| day.and_time(NaiveTime::MIN).and_utc());
    if expires_at.is_some_and(|at| at <= ctx.now()) {
        report.add("expires_on", "must be a day to come");
    }
    report.into_result()?;

    let tx = ctx.store.begin().await?;
    let user = user::Entity::find_by_id(owner.id)
        .lock_exclusive()
        .one(&tx)
        .await?
        .ok_or(super::disable::UNKNOWN)?;
    let mine = api_token::Entity::find()
        .filter(api_token::Column::UserId.eq(owner.id))
        .filter(api_token::Column::RevokedAt.is_null())
        .all(&tx)
        .await?;
    if mine.len() >= MOST {
        return Err(Error::conflict(
            "token.too_many",
            "You have fifty tokens. Revoke one that is not used first.",
        ));
    }
    let secret = format!("{PREFIX}{}", random_token::<32>());
    let id: ApiTokenId = ctx.new_id();
    let row = api_token::ActiveModel {
        id: Set(id),
        token_hash: Set(hash(ctx, &secret)),
        user_id: Set(owner.id),
        name: Set(name.to_owned()),
        scopes: Set(Scopes(reach.clone())),
        epoch: Set(user.epoch),
        created_at: Set(ctx.now()),
        expires_at: Set(expires_at),
        used_at: Set(None),
        revoked_at: Set(None),
    };
    api_token::Entity::insert(row)
        .exec_without_returning(&tx)
        .await?;
    let event = Event {
        action: "api_token.created",
        object_kind: "api_token",
        object_id: &id,
        detail: json!({ "scopes": reach }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await?;
    Ok(secret)
}

/// Ends a token: one's own, or anybody's for an administrator.
pub async fn revoke_api_token(ctx: &Ctx, actor: &Actor, id: ApiTokenId) -> Result<()> {
    let owner = person(actor)?;
    let tx = ctx.store.begin().await?;
    let token = api_token::Entity::find_by_id(id)
        .lock_exclusive()
        .one(&tx)
        .await?
        .filter(|token| token.user_id == owner.id || require(actor, Action::SiteManage).is_ok())
        .ok_or(Error::not_found("token.not_found"))?;
    if token.revoked_at.is_some() {
        return Ok(());
    }
    api_token::Entity::update_many()
        .set(api_token::ActiveModel {
            revoked_at: Set(Some(ctx.now())),
            ..Default::default()
        })
        .filter(api_token::Column::Id.eq(id))
        .exec(&tx)
        .await?;
    let event = Event {
        action: "api_token.revoked",
        object_kind: "api_token",
        object_id: &id,
        detail: json!({}),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await
}

/// The program that holds this secret, if the token holds.
pub(super) async fn program(ctx: &Ctx, secret: &str) -> Result<Option<Actor>> {
    let found = api_token::Entity::find()
        .filter(api_token::Column::TokenHash.eq(hash(ctx, secret)))
        .find_also_related(user::Entity)
        .one(ctx.store.read())
        .await?;
    let Some((token, Some(owner))) = found else {
        return Ok(None);
    };
    if !holds(ctx, &token, &owner) {
        return Ok(None);
    }
    if token.used_at.is_none_or(|at| ctx.now() - at >= NOTE_EVERY) {
        let tx = ctx.store.begin().await?;
        api_token::Entity::update_many()
            .set(api_token::ActiveModel {
                used_at: Set(Some(ctx.now())),
                ..Default::default()
            })
            .filter(api_token::Column::Id.eq(token.id))
            .exec(&tx)
            .await?;
        tx.commit().await?;
    }
    Ok(Some(Actor::Program {
        owner: Staff {
            id: owner.id,
            role: owner.role,
            name: owner.name,
        },
        scopes: token.scopes,
    }))
}

fn holds(ctx: &Ctx, token: &api_token::Model, owner: &user::Model) -> bool {
    token.revoked_at.is_none()
        && token.expires_at.is_none_or(|end| ctx.now() < end)
        && token.epoch == owner.epoch
        && owner.disabled_at.is_none()
}

/// Tokens are made and ended by people who may write something, in a browser.
fn person(actor: &Actor) -> Result<Staff> {
    require(actor, Action::ArticleDraft)?;
    match actor {
        Actor::Staff(staff) => Ok(staff.clone()),
        _ => Err(Error::forbidden(
            "token.person",
            "Tokens are made by people, in the console.",
        )),
    }
}

fn hash(ctx: &Ctx, secret: &str) -> Vec<u8> {
    ctx.keys.mac("api-token", secret.as_bytes()).to_vec()
}
