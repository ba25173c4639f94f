use footpath_entity::{
    account::{password_link, refresh_token, session, user},
    value::Email,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use crate::{
    Actor, Ctx, Error, Result, audit,
    policy::{Action, require},
    store::Tx,
};

/// Shuts an account; every session and token of it is over.
pub async fn disable_user(ctx: &Ctx, actor: &Actor, email: &Email) -> Result<()> {
    require(actor, Action::SiteManage)?;
    let change = user::ActiveModel {
        disabled_at: Set(Some(ctx.now())),
        ..Default::default()
    };
    end_everything(ctx, actor, email, change, "user.disabled", json!({})).await
}

/// Changes the account with this address in a way that ends all that was signed in with it.
pub(super) async fn end_everything(
    ctx: &Ctx,
    actor: &Actor,
    email: &Email,
    change: user::ActiveModel,
    action: &'static str,
    detail: serde_json::Value,
) -> Result<()> {
    let tx = ctx.store.begin().await?;
    let found = user::Entity::find()
        .filter(user::Column::EmailKey.eq(email.folded()))
        .lock_exclusive()
        .one(&tx)
        .await?;
    let user = found.ok_or(UNKNOWN)?;
    end(ctx, &tx, actor, &user, change, action, detail).await?;
    tx.commit().await
}

pub(super) const UNKNOWN: Error = Error::NotFound {
    code: "account.not_found",
};

/// Changes an account and ends all that was signed in with it.
pub(super) async fn end(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    user: &user::Model,
    mut change: user::ActiveModel,
    action: &'static str,
    detail: serde_json::Value,
) -> Result<()> {
    change.epoch = Set(user.epoch + 1);
    change.updated_at = Set(ctx.now());
    user::Entity::update_many()
        .set(change)
        .filter(user::Column::Id.eq(user.id))
        .exec(tx)
        .await?;
    session::Entity::delete_many()
        .filter(session::Column::UserId.eq(user.id))
        .exec(tx)
        .await?;
    refresh_token::Entity::delete_many()
        .filter(refresh_token::Column::UserId.eq(user.id))
        .exec(tx)
        .await?;
    password_link::Entity::delete_by_id(user.id)
        .exec(tx)
        .await?;
    audit::record(
        ctx,
        tx,
        actor,
        audit::Event {
            action,
            object_kind: "user",
            object_id: &user.id,
            detail,
        },
    )
    .await
}
