use std::net::IpAddr;

use footpath_entity::{account::user, value::Email};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::{find, throttle};
use crate::{Ctx, Error, Result};

/// The account, when address and password are right. A wrong address, a wrong password and a
/// disabled account give the same error after the same work.
pub(super) async fn check(
    ctx: &Ctx,
    email: &str,
    password: &str,
    addr: Option<IpAddr>,
) -> Result<user::Model> {
    let wrong =
        || Error::unauthenticated("account.wrong", "The email or the password is not right.");
    let folded = email.trim().to_lowercase();
    throttle::pass(ctx, &folded, addr).await?;
    let found = match folded.parse::<Email>() {
        Ok(email) => find::by_email(ctx.store.read(), &email).await?,
        Err(_) => None,
    };
    let known = found.filter(|user| user.disabled_at.is_none());
    let hash = known.as_ref().map(|user| user.password_hash.clone());
    let verdict = ctx.hasher.verify(password.to_owned(), hash).await?;
    let user = known.filter(|_| verdict.right).ok_or_else(wrong)?;
    if verdict.outdated {
        rehash(ctx, &user, password).await?;
    }
    Ok(user)
}

/// Costs have risen since the hash was made.
async fn rehash(ctx: &Ctx, user: &user::Model, password: &str) -> Result<()> {
    let hash = ctx.hasher.hash(password.to_owned()).await?;
    let tx = ctx.store.begin().await?;
    user::Entity::update_many()
        .set(user::ActiveModel {
            password_hash: Set(hash),
            ..Default::default()
        })
        .filter(user::Column::Id.eq(user.id))
        // A reset in between has the last word.
        .filter(user::Column::PasswordHash.eq(user.password_hash.clone()))
        .exec(&tx)
        .await?;
    tx.commit().await
}
