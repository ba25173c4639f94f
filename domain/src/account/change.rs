use footpath_entity::{account::user, id::UserId, role::Role};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::{
    administrators,
    disable::{UNKNOWN, end},
    find,
    user::check_name,
};
use crate::{
    Actor, Ctx, Error, Report, Result, audit,
    policy::{Action, require},
};

/// Gives an account another name or role. `seen` is the version that the form was made from.
/// Another role ends every session and token of it.
pub async fn change_user(
    ctx: &Ctx,
    actor: &Actor,
    id: UserId,
    seen: Option<i64>,
    name: &str,
    role: &str,
) -> Result<user::Model> {
    require(actor, Action::SiteManage)?;
    let mut report = Report::new();
    check_name(&mut report, name);
    let role = report.parse::<Role>("role", role);
    report.into_result()?;
    let tx = ctx.store.begin().await?;
    let user = find::hold(&tx, id).await?;
    if seen.is_some_and(|seen| seen != version(&user)) {
        return Err(Error::Stale {
            code: "account.stale",
        });
    }
    let role = role.unwrap_or(user.role);
    let name = name.trim().to_owned();
    let detail = json!({ "role": role.as_str() });
    if role == user.role {
        user::Entity::update_many()
            .set(user::ActiveModel {
                name: Set(name),
                updated_at: Set(ctx.now()),
                ..Default::default()
            })
            .filter(user::Column::Id.eq(id))
            .exec(&tx)
            .await?;
        let event = audit::Event {
            action: "user.changed",
            object_kind: "user",
            object_id: &id,
            detail,
        };
        audit::record(ctx, &tx, actor, event).await?;
    } else {
        if user.role == Role::Admin {
            administrators::keep_one(&tx, actor, &user).await?;
        }
        let change = user::ActiveModel {
            name: Set(name),
            role: Set(role),
            ..Default::default()
        };
        end(ctx, &tx, actor, &user, change, "user.role_changed", detail).await?;
    }
    let changed = user::Entity::find_by_id(id).one(&tx).await?;
    tx.commit().await?;
    changed.ok_or(UNKNOWN)
}

/// What tells a stale form from a fresh one.
pub fn version(user: &user::Model) -> i64 {
    user.updated_at.timestamp_micros()
}
