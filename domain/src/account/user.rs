use footpath_entity::{account::user, id::UserId, role::Role, value::Email};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;

use super::{find, password};
use crate::{
    Actor, Ctx, Error, Report, Result, audit,
    policy::{Action, require},
    store::{Tx, is_unique_violation},
};

/// Makes an account. `account.exists` when the address has one.
pub async fn create_user(
    ctx: &Ctx,
    actor: &Actor,
    email: &Email,
    name: &str,
    role: Role,
    new_password: &str,
) -> Result<UserId> {
    require(actor, Action::SiteManage)?;
    let mut report = Report::new();
    password::check(&mut report, new_password, email.as_str());
    check_name(&mut report, name);
    report.into_result()?;
    let password_hash = ctx.hasher.hash(new_password.to_owned()).await?;
    let tx = ctx.store.begin().await?;
    let new = NewUser {
        email,
        name,
        role,
        password_hash,
    };
    let row = insert(ctx, &tx, actor, new).await?;
    tx.commit().await?;
    Ok(row.id)
}

pub(super) struct NewUser<'a> {
    pub email: &'a Email,
    pub name: &'a str,
    pub role: Role,
    pub password_hash: String,
}

pub(super) fn check_name(report: &mut Report, name: &str) {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 200 || name.chars().any(char::is_control) {
        report.add("name", "must have 1 to 200 characters on one line");
    }
}

pub(super) async fn insert(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    new: NewUser<'_>,
) -> Result<user::Model> {
    let id: UserId = ctx.new_id();
    let (email, role) = (new.email, new.role);
    let row = user::ActiveModel {
        id: Set(id),
        email: Set(email.to_string()),
        email_key: Set(email.folded()),
        name: Set(new.name.trim().to_owned()),
        role: Set(role),
        password_hash: Set(new.password_hash),
        epoch: Set(1),
        disabled_at: Set(None),
        created_at: Set(ctx.now()),
        updated_at: Set(ctx.now()),
    };
    let row = user::Entity::insert(row)
        .exec_with_returning(tx)
        .await
        .map_err(|why| {
            if is_unique_violation(&why) {
                Error::conflict("account.exists", "There is an account with this address.")
            } else {
                why.into()
            }
        })?;
    let event = audit::Event {
        action: "user.created",
        object_kind: "user",
        object_id: &id,
        detail: json!({ "role": role.as_str() }),
    };
    audit::record(ctx, tx, actor, event).await?;
    Ok(row)
}

/// Makes an account, or gives the one with this address a new password.
pub async fn ensure_user(
    ctx: &Ctx,
    actor: &Actor,
    email: &str,
    name: &str,
    role: Role,
    new_password: &str,
) -> Result<UserId> {
    let email: Email = email
        .parse()
        .map_err(|why| Error::invalid("email", format!("{why}")))?;
    match find::by_email(ctx.store.read(), &email).await? {
        None => create_user(ctx, actor, &email, name, role, new_password).await,
        Some(user) => {
            super::reset_password(ctx, actor, &email, new_password).await?;
            Ok(user.id)
        }
    }
}
