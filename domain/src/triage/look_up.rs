use footpath_entity::{id::AssessmentId, referral::record as referral_row, value::PostalCode};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Map, Value};

use super::{
    Answers, receipt,
    record::{self, Findings},
    ruleset,
};
use crate::{
    Ctx, Result,
    referral::{self, Preview},
    seal::SubjectKey,
};

/// What whoever holds a receipt may still do with it.
#[derive(Clone, Debug, PartialEq)]
pub enum LookedUp {
    /// It can be referred: whom it would go to, and whether it is a child's.
    Referable { preview: Preview, child: bool },
    /// It was referred.
    Referred,
    /// No rule matched: there is nothing to refer.
    NotNeeded,
}

/// Looks whether a kept assessment can be referred, and to whom it would go. An unknown ID and a
/// wrong receipt are told alike.
pub async fn look_up(ctx: &Ctx, id: AssessmentId, secret: &str) -> Result<LookedUp> {
    let tx = ctx.store.begin().await?;
    let row = receipt::enter(ctx, &tx, id, secret).await?;
    let subject = SubjectKey::load(ctx, &tx, row.subject_key_id).await?;
    let rules = ruleset::stored(ctx, &tx, row.rule_set_version).await?;
    let sent: Map<String, Value> = record::open(&subject, id, "answers", row.answers.as_ref())?;
    let findings: Findings = record::open(&subject, id, "result", row.result.as_ref())?;
    let postal_code: Option<PostalCode> = match &row.postal_code {
        Some(sealed) => Some(record::open(&subject, id, "postal_code", Some(sealed))?),
        None => None,
    };
    let referred = referral_row::Entity::find()
        .filter(referral_row::Column::AssessmentId.eq(id))
        .count(&tx)
        .await?;
    tx.commit().await?;
    if referred > 0 {
        return Ok(LookedUp::Referred);
    }
    if findings.codes.is_empty() {
        return Ok(LookedUp::NotNeeded);
    }
    let (answers, _) = Answers::partial(&rules.definition, &sent);
    Ok(LookedUp::Referable {
        preview: referral::preview(ctx, findings.tier, postal_code.as_ref()).await?,
        child: answers.of_a_child(),
    })
}
