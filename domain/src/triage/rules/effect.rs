use std::collections::BTreeMap;

use footpath_entity::{id::RuleSetId, triage::assessment};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Map, Value};

use super::find::get;
use crate::{
    Actor, Ctx, Error, Result,
    seal::SubjectKey,
    triage::{
        Answers, Definition, Tier, evaluate,
        record::{self, Findings},
    },
};

/// At most so many assessments are looked at, the newest first.
pub const MOST: u64 = 10_000;
const BATCH: u64 = 500;

/// How many stored assessments would come to another tier. Numbers only: nobody sees whose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    pub looked_at: u64,
    /// Older ones, which were not looked at.
    pub left_out: u64,
    /// From which tier to which, and how many.
    pub moved: BTreeMap<(Tier, Tier), u64>,
}

impl Effect {
    pub fn changed(&self) -> u64 {
        self.moved.values().sum()
    }
}

/// Evaluates stored assessments by a version that is not in use yet.
pub async fn effect(ctx: &Ctx, actor: &Actor, id: RuleSetId) -> Result<Effect> {
    let definition = get(ctx, actor, id).await?.definition;
    let conn = ctx.store.read();
    let mut effect = Effect::default();
    let mut before = None;
    while effect.looked_at < MOST {
        let mut query = assessment::Entity::find()
            .filter(assessment::Column::ErasedAt.is_null())
            .order_by_desc(assessment::Column::Id)
            .limit(BATCH);
        if let Some(before) = before {
            query = query.filter(assessment::Column::Id.lt(before));
        }
        let rows = query.all(conn).await?;
        let Some(last) = rows.last() else { break };
        before = Some(last.id);
        for row in &rows {
            match tiers(ctx, &definition, row).await {
                Ok((was, is)) => {
                    effect.looked_at += 1;
                    if was != is {
                        *effect.moved.entry((was, is)).or_default() += 1;
                    }
                }
                // Erased while we looked.
                Err(Error::NotFound { .. }) => {}
                Err(other) => return Err(other),
            }
        }
    }
    if let Some(before) = before {
        effect.left_out = assessment::Entity::find()
            .filter(assessment::Column::ErasedAt.is_null())
            .filter(assessment::Column::Id.lt(before))
            .count(conn)
            .await?;
    }
    Ok(effect)
}

async fn tiers(
    ctx: &Ctx,
    definition: &Definition,
    row: &assessment::Model,
) -> Result<(Tier, Tier)> {
    let subject = SubjectKey::load(ctx, ctx.store.read(), row.subject_key_id).await?;
    let sent: Map<String, Value> = record::open(&subject, row.id, "answers", row.answers.as_ref())?;
    let found: Findings = record::open(&subject, row.id, "result", row.result.as_ref())?;
    let (answers, _) = Answers::partial(definition, &sent);
    let day = row.created_at.date_naive();
    Ok((found.tier, evaluate(definition, &answers, day).tier))
}
