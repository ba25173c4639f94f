use footpath_entity::{account::user, id::UserId, value::Email};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    Actor, Ctx, Result,
    policy::{Action, require},
    store::Tx,
};

/// All accounts, by address.
pub async fn list_users(ctx: &Ctx, actor: &Actor) -> Result<Vec<user::Model>> {
    require(actor, Action::SiteManage)?;
    Ok(user::Entity::find()
        .order_by_asc(user::Column::EmailKey)
        .all(ctx.store.read())
        .await?)
}

/// One account.
pub async fn find_user(ctx: &Ctx, actor: &Actor, id: UserId) -> Result<user::Model> {
    require(actor, Action::SiteManage)?;
    user::Entity::find_by_id(id)
        .one(ctx.store.read())
        .await?
        .ok_or(super::disable::UNKNOWN)
}

/// The account, held until the end of the transaction.
pub(super) async fn hold(tx: &Tx, id: UserId) -> Result<user::Model> {
    user::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(super::disable::UNKNOWN)
}

/// The account with this address, disabled or not.
pub(super) async fn by_email(
    conn: &impl ConnectionTrait,
    email: &Email,
) -> Result<Option<user::Model>> {
    Ok(user::Entity::find()
        .filter(user::Column::EmailKey.eq(email.folded()))
        .one(conn)
        .await?)
}
