//! Nobody's inbox is flooded: what is too much for an hour waits, and nothing is lost.

use chrono::TimeDelta;
use footpath_entity::{
    referral::mail::{Column, Entity, Status},
    value::Email,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{outbox::recipient_mac, suppress::is_desk};
use crate::{Ctx, Result};

/// How long what is too much waits before it is looked at again.
pub const AFTER: TimeDelta = TimeDelta::minutes(10);

/// Whether this address has had its share of the hour. The site's own desk has none: an
/// emergency must not wait behind other mail.
pub async fn has_had_enough(ctx: &Ctx, to: &Email) -> Result<bool> {
    if is_desk(ctx, to) {
        return Ok(false);
    }
    let sent = Entity::find()
        .filter(Column::RecipientMac.eq(recipient_mac(ctx, to)))
        .filter(Column::Status.eq(Status::Sent))
        .filter(Column::SentAt.gt(ctx.now() - TimeDelta::hours(1)))
        .count(ctx.store.read())
        .await?;
    Ok(sent >= u64::from(ctx.config.limits.mails_per_hour_per_recipient))
}
