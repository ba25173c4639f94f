use footpath_entity::{catalog::product, value::Slug};
use sea_orm::{ColumnTrait, QueryFilter};

use super::{Product, assemble, live};
use crate::{Ctx, Error, Result};

/// The live product with this slug.
pub async fn find(ctx: &Ctx, slug: &str) -> Result<Product> {
    let gone = || Error::not_found("product.not_found");
    // Whatever is no slug is no product's, and never reaches the database.
    let slug: Slug = slug.parse().map_err(|_| gone())?;
    let conn = ctx.store.read();
    let row = live()
        .filter(product::Column::Slug.eq(slug.as_str()))
        .one(conn)
        .await?
        .ok_or_else(gone)?;
    let mut found = assemble(ctx, conn, vec![row], ctx.now()).await?;
    found.pop().ok_or_else(gone)
}
