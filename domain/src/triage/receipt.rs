//! The receipt: the secret by which a reader comes back to an assessment.

use footpath_entity::{id::AssessmentId, triage::assessment};
use sea_orm::{EntityTrait, QuerySelect};
use subtle::ConstantTimeEq;

use crate::{Ctx, Error, Result, seal::random_token, store::Tx};

pub(super) struct Receipt {
    /// 256 random bits, shown once.
    pub secret: String,
    pub hash: Vec<u8>,
}

pub(super) fn make(ctx: &Ctx) -> Receipt {
    let secret = random_token::<32>();
    let hash = hash(ctx, &secret);
    Receipt { secret, hash }
}

fn hash(ctx: &Ctx, secret: &str) -> Vec<u8> {
    ctx.keys
        .mac("assessment-receipt", secret.as_bytes())
        .to_vec()
}

/// Loads, locked, the assessment that this receipt belongs to. An unknown ID, an erased
/// assessment and a wrong receipt are told alike.
pub(super) async fn enter(
    ctx: &Ctx,
    tx: &Tx,
    id: AssessmentId,
    secret: &str,
) -> Result<assessment::Model> {
    let row = assessment::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await?;
    let given = hash(ctx, secret);
    row.filter(|row| row.erased_at.is_none())
        .filter(|row| bool::from(row.receipt_hash.ct_eq(&given)))
        .ok_or(Error::not_found("assessment.not_found"))
}
