use footpath_entity::{account::user, value::Email};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::{disable::end_everything, password};
use crate::{
    Actor, Ctx, Report, Result,
    policy::{Action, require},
};

/// Sets a new password; every session and token of the account is over.
pub async fn reset_password(
    ctx: &Ctx,
    actor: &Actor,
    email: &Email,
    new_password: &str,
) -> Result<()> {
    require(actor, Action::SiteManage)?;
    let mut report = Report::new();
    password::check(&mut report, new_password, email.as_str());
    report.into_result()?;
    let password_hash = ctx.hasher.hash(new_password.to_owned()).await?;
    let change = user::ActiveModel {
        password_hash: Set(password_hash),
        disabled_at: Set(None),
        ..Default::default()
    };
    end_everything(ctx, actor, email, change, "user.password_reset", json!({})).await
}
