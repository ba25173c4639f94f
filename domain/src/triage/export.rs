//! All that is kept of a person, for that person; and who has seen it.

use chrono::{DateTime, Utc};
use footpath_entity::{id::AssessmentId, referral::record, triage::assessment};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{
    Contact, GoTo, RedFlag, Tier, consent,
    consent::Given,
    receipt,
    record::{self as stored, Findings},
    reveal, ruleset,
};
use crate::{
    Actor, Ctx, Result, audit,
    policy::{self, Action},
    referral::{self, Exported},
    seal::SubjectKey,
};

/// Everything that this site keeps of an assessment.
#[derive(Serialize)]
pub struct Export {
    pub id: AssessmentId,
    pub received_at: DateTime<Utc>,
    pub kept_until: DateTime<Utc>,
    pub questionnaire: Questionnaire,
    /// As sent.
    pub answers: Map<String, Value>,
    pub answers_in_words: Vec<Worded>,
    pub tier: Tier,
    pub go_to: Option<GoTo>,
    pub red_flags: Vec<RedFlag>,
    pub postal_code: Option<String>,
    pub contact: Option<Contact>,
    pub consents: Vec<Given>,
    pub referral: Option<Exported>,
    /// Newest first.
    pub seen_by: Vec<Seen>,
}

#[derive(Serialize)]
pub struct Questionnaire {
    pub version: i32,
    pub hash: String,
}

#[derive(Serialize)]
pub struct Worded {
    pub question: String,
    pub answer: String,
}

/// Somebody has read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Seen {
    /// A name, or what is no person: "a clinic".
    pub who: String,
    /// Dotted past tense, such as `referral.viewed`.
    pub what: String,
    pub at: DateTime<Utc>,
}

/// Hands out all that is kept, to whoever holds the receipt. That it was handed out is written
/// down. An unknown ID and a wrong receipt are told alike.
pub async fn export(ctx: &Ctx, actor: &Actor, id: AssessmentId, secret: &str) -> Result<Export> {
    let tx = ctx.store.begin().await?;
    let row = receipt::enter(ctx, &tx, id, secret).await?;
    let subject = SubjectKey::load(ctx, &tx, row.subject_key_id).await?;
    let rules = ruleset::stored(ctx, &tx, row.rule_set_version).await?;
    let answers: Map<String, Value> = stored::open(&subject, id, "answers", row.answers.as_ref())?;
    let findings: Findings = stored::open(&subject, id, "result", row.result.as_ref())?;
    let postal_code = match &row.postal_code {
        Some(sealed) => Some(stored::open(&subject, id, "postal_code", Some(sealed))?),
        None => None,
    };
    let contact = match &row.contact {
        Some(sealed) => Some(stored::open(&subject, id, "contact", Some(sealed))?),
        None => None,
    };
    let revealed = reveal(ctx, &tx, id).await?;
    let words = revealed.answers.into_iter().map(|worded| Worded {
        question: worded.question,
        answer: worded.answer,
    });
    let export = Export {
        id,
        received_at: row.created_at,
        kept_until: row.expires_at,
        questionnaire: Questionnaire {
            version: row.rule_set_version,
            hash: row.rule_set_hash.clone(),
        },
        answers_in_words: words.collect(),
        answers,
        tier: findings.tier,
        go_to: findings.go_to,
        red_flags: RedFlag::of(&rules.definition, &findings.codes),
        postal_code,
        contact,
        consents: consent::ledger(&tx, id).await?,
        referral: referral::export(&tx, &subject, id).await?,
        seen_by: seen(&tx, id).await?,
    };
    let event = audit::Event {
        action: "assessment.exported",
        object_kind: "assessment",
        object_id: &id,
        detail: json!({}),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await?;
    Ok(export)
}

async fn seen(conn: &impl ConnectionTrait, id: AssessmentId) -> Result<Vec<Seen>> {
    let referral = record::Entity::find()
        .filter(record::Column::AssessmentId.eq(id))
        .one(conn)
        .await?;
    let mut objects = vec![("assessment", id.to_string())];
    objects.extend(referral.map(|row| ("referral", row.id.to_string())));
    let entries = audit::readers(conn, &objects).await?;
    let seen = entries.into_iter().map(|entry| Seen {
        who: entry.who,
        what: entry.action,
        at: entry.at,
    });
    Ok(seen.collect())
}

/// What a coordinator sees beside an assessment without opening it.
pub struct Beside {
    pub consents: Vec<Given>,
    /// Newest first.
    pub seen_by: Vec<Seen>,
}

/// What was agreed to, and who has read it.
pub async fn beside(ctx: &Ctx, actor: &Actor, id: AssessmentId) -> Result<Beside> {
    policy::require(actor, Action::CareManage)?;
    let conn = ctx.store.read();
    Ok(Beside {
        consents: consent::ledger(conn, id).await?,
        seen_by: seen(conn, id).await?,
    })
}

/// Erases what the ledger of erasures says is erased, and a backup from before has brought back.
/// Returns how many people that were.
pub async fn finish_erasures(ctx: &Ctx) -> Result<u64> {
    let erased = sea_orm::sea_query::Query::select()
        .column(footpath_entity::kernel::erasure::Column::SubjectKeyId)
        .from(footpath_entity::kernel::erasure::Entity)
        .to_owned();
    let rows = assessment::Entity::find()
        .filter(assessment::Column::ErasedAt.is_null())
        .filter(assessment::Column::SubjectKeyId.in_subquery(erased))
        .all(ctx.store.read())
        .await?;
    for row in &rows {
        super::erase::once_more(ctx, row).await?;
    }
    ctx.store.forget_deleted().await?;
    Ok(u64::try_from(rows.len()).unwrap_or(u64::MAX))
}
