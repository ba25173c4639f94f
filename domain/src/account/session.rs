use std::net::IpAddr;

use chrono::TimeDelta;
use footpath_entity::{
    account::{session, user},
    id::SessionId,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::login;
use crate::{Actor, Ctx, Result, actor::Staff, audit, seal::random_token};

const IDLE: TimeDelta = TimeDelta::minutes(30);
const ABSOLUTE: TimeDelta = TimeDelta::hours(12);
/// `seen_at` is written no more often than this.
const NOTE_EVERY: TimeDelta = TimeDelta::minutes(1);

/// A fresh session; the token goes into the cookie and nowhere else.
pub struct SignedIn {
    pub token: String,
    pub staff: Staff,
}

/// A session that holds.
#[derive(Clone, Debug)]
pub struct Session {
    pub id: SessionId,
    pub staff: Staff,
}

impl Session {
    pub fn actor(&self) -> Actor {
        Actor::Staff(self.staff.clone())
    }
}

/// Signs a browser in. An earlier session of the same browser, if given, is over.
pub async fn sign_in(
    ctx: &Ctx,
    email: &str,
    password: &str,
    addr: Option<IpAddr>,
    earlier: Option<&str>,
) -> Result<SignedIn> {
    let user = login::check(ctx, email, password, addr).await?;
    let staff = Staff {
        id: user.id,
        role: user.role,
        name: user.name,
    };
    let token = random_token::<32>();
    let now = ctx.now();
    let tx = ctx.store.begin().await?;
    if let Some(earlier) = earlier {
        session::Entity::delete_many()
            .filter(session::Column::TokenHash.eq(hash(ctx, earlier)))
            .exec(&tx)
            .await?;
    }
    session::Entity::delete_many()
        .filter(session::Column::CreatedAt.lt(now - ABSOLUTE))
        .exec(&tx)
        .await?;
    let id: SessionId = ctx.new_id();
    let row = session::ActiveModel {
        id: Set(id),
        token_hash: Set(hash(ctx, &token)),
        user_id: Set(user.id),
        epoch: Set(user.epoch),
        created_at: Set(now),
        seen_at: Set(now),
    };
    session::Entity::insert(row)
        .exec_without_returning(&tx)
        .await?;
    let event = audit::Event {
        action: "user.signed_in",
        object_kind: "user",
        object_id: &user.id,
        detail: json!({ "by": "session" }),
    };
    audit::record(ctx, &tx, &Actor::Staff(staff.clone()), event).await?;
    tx.commit().await?;
    Ok(SignedIn { token, staff })
}

/// The session that a cookie stands for, if it still holds: not idle, not too old, and its
/// account neither disabled nor changed since.
pub async fn read_session(ctx: &Ctx, token: &str) -> Result<Option<Session>> {
    let now = ctx.now();
    let found = session::Entity::find()
        .filter(session::Column::TokenHash.eq(hash(ctx, token)))
        .find_also_related(user::Entity)
        .one(ctx.store.read())
        .await?;
    let Some((row, Some(user))) = found else {
        return Ok(None);
    };
    let holds = now - row.seen_at < IDLE
        && now - row.created_at < ABSOLUTE
        && row.epoch == user.epoch
        && user.disabled_at.is_none();
    if !holds {
        return Ok(None);
    }
    if now - row.seen_at >= NOTE_EVERY {
        let tx = ctx.store.begin().await?;
        session::Entity::update_many()
            .set(session::ActiveModel {
                seen_at: Set(now),
                ..Default::default()
            })
            .filter(session::Column::Id.eq(row.id))
            .exec(&tx)
            .await?;
        tx.commit().await?;
    }
    Ok(Some(Session {
        id: row.id,
        staff: Staff {
            id: user.id,
            role: user.role,
            name: user.name,
        },
    }))
}

/// Ends a session.
pub async fn sign_out(ctx: &Ctx, session: &Session) -> Result<()> {
    let tx = ctx.store.begin().await?;
    session::Entity::delete_by_id(session.id).exec(&tx).await?;
    let event = audit::Event {
        action: "user.signed_out",
        object_kind: "user",
        object_id: &session.staff.id,
        detail: json!({}),
    };
    audit::record(ctx, &tx, &session.actor(), event).await?;
    tx.commit().await
}

fn hash(ctx: &Ctx, token: &str) -> Vec<u8> {
    ctx.keys.mac("session", token.as_bytes()).to_vec()
}
