use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use footpath_entity::catalog::{PublishState, offer, product};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, SimpleExpr},
};
use sha2::{Digest, Sha256};

use super::Asked;
use crate::{Ctx, Result, catalog::price};

type Totals = (i64, Option<i64>, Option<DateTime<Utc>>);

/// A tag that changes whenever the feed does: with every write to a product or an offer (each
/// raises a version and is the latest of its table), with every price that goes stale, and with
/// what the site itself says.
pub(super) async fn tag(ctx: &Ctx, asked: Asked, now: DateTime<Utc>) -> Result<String> {
    let conn = ctx.store.read();
    let products: Option<Totals> = product::Entity::find()
        .select_only()
        .expr(product::Column::Id.count())
        .expr(versions(product::Column::Version))
        .expr(product::Column::UpdatedAt.max())
        .into_tuple()
        .one(conn)
        .await?;
    let live: i64 = product::Entity::find()
        .filter(product::Column::Status.eq(PublishState::Live))
        .select_only()
        .expr(product::Column::Id.count())
        .into_tuple()
        .one(conn)
        .await?
        .unwrap_or_default();
    let offers: Option<Totals> = offer::Entity::find()
        .select_only()
        .expr(offer::Column::Id.count())
        .expr(versions(offer::Column::Version))
        .expr(offer::Column::UpdatedAt.max())
        .into_tuple()
        .one(conn)
        .await?;
    let fresh: i64 = offer::Entity::find()
        .filter(offer::Column::CheckedAt.gte(price::stale_before(now)))
        .select_only()
        .expr(offer::Column::Id.count())
        .into_tuple()
        .one(conn)
        .await?
        .unwrap_or_default();
    let said = format!(
        "{} {asked:?} {} {} {products:?} {live} {offers:?} {fresh}",
        env!("CARGO_PKG_VERSION"),
        ctx.config.public_url,
        ctx.config.site_name,
    );
    let digest = Sha256::digest(said.as_bytes());
    Ok(BASE64_URL_SAFE_NO_PAD.encode(&digest[..16]))
}

/// PostgreSQL would make the sum of whole numbers a decimal.
fn versions(column: impl ColumnTrait) -> SimpleExpr {
    Expr::expr(column.sum()).cast_as("bigint")
}
