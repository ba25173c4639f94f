use footpath_entity::{id::UserId, role::Role, value::Email};

use super::{
    password_link,
    user::{NewUser, check_name, insert},
};
use crate::{
    Actor, Ctx, Report, Result,
    policy::{Action, require},
    seal::random_token,
};

/// Makes an account and mails the link by which its owner sets a password.
pub async fn invite(
    ctx: &Ctx,
    actor: &Actor,
    email: &str,
    name: &str,
    role: &str,
) -> Result<UserId> {
    require(actor, Action::SiteManage)?;
    let mut report = Report::new();
    let email = report.parse::<Email>("email", email.trim());
    let role = report.parse::<Role>("role", role);
    check_name(&mut report, name);
    let (Some(email), Some(role), true) = (email, role, report.is_empty()) else {
        return Err(crate::Error::Invalid(report));
    };
    // Nobody knows it; the link replaces it.
    let password_hash = ctx.hasher.hash(random_token::<32>()).await?;
    let tx = ctx.store.begin().await?;
    let new = NewUser {
        email: &email,
        name,
        role,
        password_hash,
    };
    let user = insert(ctx, &tx, actor, new).await?;
    password_link::queue(ctx, &tx, &user, password_link::Why::Invited).await?;
    tx.commit().await?;
    Ok(user.id)
}
