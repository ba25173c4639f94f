use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use footpath_entity::directory::{clinic, podiatrist, practice};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QuerySelect,
    sea_query::{Expr, SimpleExpr},
};
use sha2::{Digest, Sha256};

use super::Asked;
use crate::{Ctx, Result, search_log};

type Totals = (i64, Option<i64>, Option<DateTime<Utc>>);

/// A tag that changes whenever the file does: with every write to a podiatrist or a clinic (each
/// raises a version and is the latest of its table), with who practises where, and with what the
/// site itself says.
pub(super) async fn tag(ctx: &Ctx, asked: &Asked) -> Result<String> {
    let conn = ctx.store.read();
    let podiatrists: Option<Totals> = podiatrist::Entity::find()
        .select_only()
        .expr(podiatrist::Column::Npi.count())
        .expr(versions(podiatrist::Column::Version))
        .expr(podiatrist::Column::UpdatedAt.max())
        .into_tuple()
        .one(conn)
        .await?;
    let clinics: Option<Totals> = clinic::Entity::find()
        .select_only()
        .expr(clinic::Column::Id.count())
        .expr(versions(clinic::Column::Version))
        .expr(clinic::Column::UpdatedAt.max())
        .into_tuple()
        .one(conn)
        .await?;
    let practices = practice::Entity::find().count(conn).await?;
    let last = search_log::last(ctx).await?;
    let said = format!(
        "{} {asked:?} {} {podiatrists:?} {clinics:?} {practices} {last}",
        env!("CARGO_PKG_VERSION"),
        ctx.config.public_url,
    );
    let digest = Sha256::digest(said.as_bytes());
    Ok(BASE64_URL_SAFE_NO_PAD.encode(&digest[..16]))
}

/// PostgreSQL would make the sum of whole numbers a decimal.
fn versions(column: impl ColumnTrait) -> SimpleExpr {
    Expr::expr(column.sum()).cast_as("bigint")
}
