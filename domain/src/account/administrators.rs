use footpath_entity::{account::user, role::Role};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{Actor, Error, Result, store::Tx};

/// Refuses to take this one away from the console when nobody else could bring it back. A
/// command on the machine may.
pub(super) async fn keep_one(tx: &Tx, actor: &Actor, user: &user::Model) -> Result<()> {
    if matches!(actor, Actor::System(_)) || user.role != Role::Admin {
        return Ok(());
    }
    tx.serialize_on("administrators").await?;
    let others = user::Entity::find()
        .filter(user::Column::Role.eq(Role::Admin))
        .filter(user::Column::DisabledAt.is_null())
        .filter(user::Column::Id.ne(user.id))
        .count(tx)
        .await?;
    if others > 0 {
        return Ok(());
    }
    Err(Error::conflict(
        "account.last_admin",
        "This is the last administrator. Make another one first.",
    ))
}
