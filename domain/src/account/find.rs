use footpath_entity::{account::user, value::Email};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    Actor, Ctx, Result,
    policy::{Action, require},
};

/// All accounts, by address.
pub async fn list_users(ctx: &Ctx, actor: &Actor) -> Result<Vec<user::Model>> {
    require(actor, Action::SiteManage)?;
    Ok(user::Entity::find()
        .order_by_asc(user::Column::EmailKey)
        .all(ctx.store.read())
        .await?)
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
