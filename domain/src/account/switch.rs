use footpath_entity::{account::user, id::UserId};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::{administrators, disable::end, find};
use crate::{
    Actor, Ctx, Result,
    policy::{Action, require},
};

/// Shuts an account, or lets it in again. Either way what was signed in is over.
pub async fn switch_user(ctx: &Ctx, actor: &Actor, id: UserId, enabled: bool) -> Result<()> {
    require(actor, Action::SiteManage)?;
    let tx = ctx.store.begin().await?;
    let user = find::hold(&tx, id).await?;
    if user.disabled_at.is_none() == enabled {
        return Ok(());
    }
    let action = if enabled {
        "user.enabled"
    } else {
        administrators::keep_one(&tx, actor, &user).await?;
        "user.disabled"
    };
    let change = user::ActiveModel {
        disabled_at: Set((!enabled).then(|| ctx.now())),
        ..Default::default()
    };
    end(ctx, &tx, actor, &user, change, action, json!({})).await?;
    tx.commit().await
}
