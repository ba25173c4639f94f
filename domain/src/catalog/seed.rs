use footpath_entity::catalog::product;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde::Deserialize;
use serde_json::json;

use super::{
    offer::{self, OfferDraft},
    product::{ProductDraft, complete, insert, make_live},
};
use crate::{
    Actor, Ctx, Error, Result,
    audit::{self, Event},
    search_log::{self, Kind},
    store::Tx,
};

const SHOES: &str = include_str!("starter/shoes.toml");
const INSOLES: &str = include_str!("starter/insoles.toml");

#[derive(Deserialize)]
struct Starter {
    product: Vec<StarterProduct>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StarterProduct {
    about: ProductDraft,
    #[serde(default)]
    offer: Vec<OfferDraft>,
}

/// Loads the starter products with sample offers, live, all or none. A product whose slug is
/// there already is left as it is, whatever an editor made of it. The topics must exist.
pub async fn seed(ctx: &Ctx) -> Result<()> {
    let actor = Actor::System("seed");
    let tx = ctx.store.begin().await?;
    for starter in starters()? {
        let there = product::Entity::find()
            .filter(product::Column::Slug.eq(starter.about.slug.as_str()))
            .one(&tx)
            .await?;
        if there.is_none() {
            plant(ctx, &tx, &actor, &starter).await?;
        }
    }
    tx.commit().await
}

async fn plant(ctx: &Ctx, tx: &Tx, actor: &Actor, starter: &StarterProduct) -> Result<()> {
    let mut row = insert(ctx, tx, actor, &starter.about).await?;
    for draft in &starter.offer {
        offer::insert(ctx, tx, actor, row.id, draft).await?;
    }
    complete(&row)?;
    make_live(&mut row, ctx.now());
    product::Entity::update(row.clone().into_active_model().reset_all())
        .exec(tx)
        .await?;
    let event = Event {
        action: "product.published",
        object_kind: "product",
        object_id: &row.id,
        detail: json!({ "slug": row.slug, "version": row.version }),
    };
    audit::record(ctx, tx, actor, event).await?;
    search_log::touch(ctx, tx, Kind::Product, row.id).await
}

fn starters() -> Result<Vec<StarterProduct>> {
    let mut all = Vec::new();
    for text in [SHOES, INSOLES] {
        let Starter { product } = toml::from_str(text).map_err(Error::internal)?;
        all.extend(product);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_starter_products_are_whole() {
        let all = starters().unwrap();
        assert!(all.len() >= 10, "{}", all.len());
        for starter in &all {
            starter.about.check().unwrap();
            assert!(!starter.about.slug.is_empty() && !starter.about.reason.is_empty());
            assert!(
                starter
                    .offer
                    .iter()
                    .all(|o| o.url.starts_with("https://example.com/"))
            );
        }
        let some = |kind: &str, topic: &str| {
            all.iter()
                .filter(|s| s.about.kind == kind)
                .any(|s| s.about.topics.iter().any(|t| t == topic))
        };
        assert!(some("shoe", "plantar-fasciitis") && some("insole", "heel-pain"));
        assert!(
            all.iter()
                .any(|s| s.about.attributes.cushioning.as_deref() == Some("max"))
        );
    }
}
