//! What readers agree to, in which words, and the ledger of it.

use chrono::{DateTime, Utc};
use footpath_entity::{
    id::AssessmentId,
    triage::consent::{self, Kind},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{ExprTrait, OnConflict, SimpleExpr},
};
use serde::{Deserialize, Serialize};

use crate::{Ctx, Result, store::Tx};

/// What a reader agrees to; what is absent is not agreed to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four consents, each given or not, as they are sent"
)]
pub struct Consents {
    /// To keep the answers.
    pub collect: bool,
    pub share_with_clinic: bool,
    pub email_me: bool,
    /// An adult answers for a child, and the contact is the adult's.
    pub guardian: bool,
}

/// The words that readers agree to now. A change of any of them needs a new version, and the one
/// before stays in `VERSIONS`.
pub const TEXTS: Texts = VERSIONS[VERSIONS.len() - 1];

/// Every version of the words that anybody ever agreed to, the oldest first.
const VERSIONS: [Texts; 1] = [Texts {
    version: 1,
    collect: "Keep my answers and the result, encrypted, so that they can be shared or looked up \
        later. I can have them erased at any time with my receipt.",
    share_with_clinic: "Share my answers, the result, my name and how to reach me with the clinic, \
        with the next clinics that are asked if the first cannot take me, and with this site's \
        triage desk.",
    email_me: "Email me when the clinic was asked and when it answers. The emails name no \
        symptom, no result and no clinic.",
    guardian: "I am an adult who answers for a person under 18, and the contact details are mine.",
}];

/// A version of the words of every consent.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Texts {
    pub version: i32,
    pub collect: &'static str,
    pub share_with_clinic: &'static str,
    pub email_me: &'static str,
    pub guardian: &'static str,
}

/// Adds what was agreed to now to the ledger.
pub(super) async fn record(
    ctx: &Ctx,
    tx: &Tx,
    assessment: AssessmentId,
    given: Consents,
) -> Result<()> {
    let rows: Vec<_> = [
        (given.collect, Kind::Collect),
        (given.share_with_clinic, Kind::ShareWithClinic),
        (given.email_me, Kind::EmailMe),
        (given.guardian, Kind::Guardian),
    ]
    .into_iter()
    .filter(|(yes, _)| *yes)
    .map(|(_, kind)| consent::ActiveModel {
        assessment_id: Set(assessment),
        kind: Set(kind),
        given_at: Set(ctx.now()),
        text_version: Set(TEXTS.version),
        withdrawn_at: Set(None),
    })
    .collect();
    if !rows.is_empty() {
        // What was agreed to at this very moment already is in the ledger.
        let known = OnConflict::columns([
            consent::Column::AssessmentId,
            consent::Column::Kind,
            consent::Column::GivenAt,
        ])
        .do_nothing()
        .to_owned();
        consent::Entity::insert_many(rows)
            .on_conflict(known)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Marks everything agreed to as withdrawn.
pub(super) async fn withdraw(ctx: &Ctx, tx: &Tx, assessment: AssessmentId) -> Result<()> {
    end(ctx, tx, consent::Column::AssessmentId.eq(assessment)).await
}

async fn end(ctx: &Ctx, tx: &Tx, which: SimpleExpr) -> Result<()> {
    let end = consent::ActiveModel {
        withdrawn_at: Set(Some(ctx.now())),
        ..Default::default()
    };
    consent::Entity::update_many()
        .set(end)
        .filter(which)
        .filter(consent::Column::WithdrawnAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Marks as withdrawn what a referral rests on, in the caller's transaction: it was taken back.
/// What is kept stays kept until it is erased.
pub(crate) async fn take_back(ctx: &Ctx, tx: &Tx, assessment: AssessmentId) -> Result<()> {
    let kinds = [Kind::ShareWithClinic, Kind::EmailMe];
    end(
        ctx,
        tx,
        consent::Column::AssessmentId
            .eq(assessment)
            .and(consent::Column::Kind.is_in(kinds)),
    )
    .await
}

/// One consent, as the ledger has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Given {
    /// Such as `share_with_clinic`.
    pub consent: &'static str,
    pub text_version: i32,
    /// The very words.
    pub text: &'static str,
    pub given_at: DateTime<Utc>,
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// What was agreed to for an assessment, the first first.
pub(super) async fn ledger(
    conn: &impl ConnectionTrait,
    assessment: AssessmentId,
) -> Result<Vec<Given>> {
    let rows = consent::Entity::find()
        .filter(consent::Column::AssessmentId.eq(assessment))
        .order_by_asc(consent::Column::GivenAt)
        .order_by_asc(consent::Column::Kind)
        .all(conn)
        .await?;
    let given = rows.into_iter().map(|row| {
        let texts = VERSIONS
            .iter()
            .find(|texts| texts.version == row.text_version);
        let (consent, text) = match row.kind {
            Kind::Collect => ("collect", texts.map(|texts| texts.collect)),
            Kind::ShareWithClinic => (
                "share_with_clinic",
                texts.map(|texts| texts.share_with_clinic),
            ),
            Kind::EmailMe => ("email_me", texts.map(|texts| texts.email_me)),
            Kind::Guardian => ("guardian", texts.map(|texts| texts.guardian)),
        };
        Given {
            consent,
            text_version: row.text_version,
            text: text.unwrap_or_default(),
            given_at: row.given_at,
            withdrawn_at: row.withdrawn_at,
        }
    });
    Ok(given.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_count_up_and_the_last_is_in_force() {
        for (n, texts) in (1..).zip(VERSIONS) {
            assert_eq!(texts.version, n);
        }
        assert_eq!(usize::try_from(TEXTS.version).unwrap(), VERSIONS.len());
    }
}
