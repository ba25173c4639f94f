//! The first administrator, made by whoever can read what the server printed.

use std::net::IpAddr;

use footpath_entity::{account::user, kernel::setting, role::Role, value::Email};
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait};
use subtle::ConstantTimeEq;

use super::{
    password, throttle,
    user::{NewUser, check_name, insert},
};
use crate::{Actor, Ctx, Error, Report, Result, store};

/// Under this name the database keeps an HMAC of the code.
const NAME: &str = "setup_code";

/// What the form of the first run says.
#[derive(Clone, Copy)]
pub struct FirstAdmin<'a> {
    pub code: &'a str,
    pub email: &'a str,
    pub name: &'a str,
    pub password: &'a str,
}

/// Whether there is no account yet.
pub async fn needs_setup(ctx: &Ctx) -> Result<bool> {
    nobody(ctx.store.read()).await
}

/// A fresh code while there is no account; the one before holds no longer.
pub async fn setup_code(ctx: &Ctx) -> Result<Option<String>> {
    if !needs_setup(ctx).await? {
        return Ok(None);
    }
    let code = code();
    let tx = ctx.store.begin().await?;
    store::note(&tx, NAME.to_owned(), tag(ctx, &code)).await?;
    tx.commit().await?;
    Ok(Some(code))
}

/// Makes the first administrator; the code is used up.
pub async fn set_up(ctx: &Ctx, first: FirstAdmin<'_>, addr: Option<IpAddr>) -> Result<()> {
    throttle::pass_address(ctx, addr).await?;
    let mut report = Report::new();
    let email = report.parse::<Email>("email", first.email.trim());
    check_name(&mut report, first.name);
    password::check(&mut report, first.password, first.email.trim());
    let row = setting::Entity::find_by_id(NAME.to_owned())
        .one(ctx.store.read())
        .await?;
    let sent = tag(ctx, &digits(first.code));
    if !row.is_some_and(|row| bool::from(row.value.as_bytes().ct_eq(sent.as_bytes()))) {
        report.add("code", "is not the one that the server printed last");
    }
    report.into_result()?;
    let Some(email) = email else {
        return Ok(());
    };
    let password_hash = ctx.hasher.hash(first.password.to_owned()).await?;

    let tx = ctx.store.begin().await?;
    tx.serialize_on("setup").await?;
    if !nobody(&tx).await? {
        return Err(Error::conflict(
            "account.set_up",
            "This site has been set up already. Sign in.",
        ));
    }
    let new = NewUser {
        email: &email,
        name: first.name,
        role: Role::Admin,
        password_hash,
    };
    insert(ctx, &tx, &Actor::System("setup"), new).await?;
    setting::Entity::delete_by_id(NAME.to_owned())
        .exec(&tx)
        .await?;
    tx.commit().await
}

async fn nobody(conn: &impl ConnectionTrait) -> Result<bool> {
    Ok(user::Entity::find().count(conn).await? == 0)
}

/// Twelve digits in three groups: easy to read from a terminal and to type.
fn code() -> String {
    let group = || format!("{:04}", rand::random_range(0..10_000));
    [group(), group(), group()].join("-")
}

/// However the groups were typed.
fn digits(typed: &str) -> String {
    let digits: Vec<char> = typed.chars().filter(char::is_ascii_digit).collect();
    let groups = digits
        .chunks(4)
        .map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join("-")
}

fn tag(ctx: &Ctx, code: &str) -> String {
    ctx.keys.tag("setup-code", code.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let made = code();
        assert_eq!(made.len(), 14);
        assert_eq!(digits(&made), made);
        assert_eq!(digits(&format!(" {} ", made.replace('-', " "))), made);
        assert_eq!(digits(&made.replace('-', "")), made);
        assert_eq!(digits("none"), "");
    }
}
