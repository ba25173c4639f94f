//! A repeated request gets the answer of the first, byte for byte, for a day.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use footpath_entity::{id::SubjectKeyId, triage::idempotency};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use zeroize::Zeroizing;

use super::Assessed;
use crate::{
    Ctx, Error, Result,
    seal::{Place, SubjectKey},
    store::Tx,
};

const KEEP: TimeDelta = TimeDelta::hours(24);
const FIELD: &str = "Idempotency-Key";
const MAX_CHARS: usize = 255;

/// A request that must happen once, however often it is sent.
#[derive(Clone, Copy)]
pub struct Once<'a> {
    /// Chosen by the sender, 1–255 characters.
    pub key: &'a str,
    /// The body in canonical form.
    pub body: &'a [u8],
    /// Words the answer; the bytes are kept, sealed.
    pub render: &'a (dyn Fn(&Assessed) -> Result<Vec<u8>> + Sync),
}

/// Neither key nor body are kept as they are.
pub(super) struct Token<'a> {
    key_mac: String,
    body_mac: [u8; 32],
    render: &'a (dyn Fn(&Assessed) -> Result<Vec<u8>> + Sync),
}

impl<'a> Token<'a> {
    pub fn of(ctx: &Ctx, once: Once<'a>) -> Result<Self> {
        if !(1..=MAX_CHARS).contains(&once.key.chars().count()) {
            return Err(Error::invalid(
                FIELD,
                format!("must have 1 to {MAX_CHARS} characters"),
            ));
        }
        let key_mac = ctx.keys.mac("idempotency-key", once.key.as_bytes());
        Ok(Self {
            key_mac: BASE64_URL_SAFE_NO_PAD.encode(key_mac),
            body_mac: ctx.keys.mac("idempotency-body", once.body),
            render: once.render,
        })
    }

    /// Makes twins wait for each other, on either database.
    pub async fn wait(&self, tx: &Tx) -> Result<()> {
        tx.serialize_on(&format!("idempotency:{}", self.key_mac))
            .await
    }

    /// The answer that was given before; an error when it was given to another body.
    pub async fn replay(
        &self,
        ctx: &Ctx,
        conn: &impl ConnectionTrait,
    ) -> Result<Option<Zeroizing<Vec<u8>>>> {
        let found = idempotency::Entity::find_by_id(self.key_mac.clone())
            .filter(idempotency::Column::ExpiresAt.gt(ctx.now()))
            .one(conn)
            .await?;
        let Some(found) = found else { return Ok(None) };
        if found.body_mac != self.body_mac {
            return Err(Error::invalid(
                FIELD,
                "was used with another body; take a new key for a new request",
            ));
        }
        let subject = SubjectKey::load(ctx, conn, found.subject_key_id).await?;
        subject.open(&self.place(), &found.answer).map(Some)
    }

    pub async fn store(
        &self,
        ctx: &Ctx,
        tx: &Tx,
        subject: &SubjectKey,
        assessed: &Assessed,
    ) -> Result<()> {
        // Also clears this key where it was used more than a day ago.
        idempotency::Entity::delete_many()
            .filter(idempotency::Column::ExpiresAt.lte(ctx.now()))
            .exec(tx)
            .await?;
        let row = idempotency::ActiveModel {
            key_mac: Set(self.key_mac.clone()),
            body_mac: Set(self.body_mac.to_vec()),
            subject_key_id: Set(subject.id),
            answer: Set(subject.seal(&self.place(), &(self.render)(assessed)?)?),
            expires_at: Set(ctx.now() + KEEP),
        };
        idempotency::Entity::insert(row)
            .exec_without_returning(tx)
            .await?;
        Ok(())
    }

    fn place(&self) -> Place {
        Place::new("idempotency", &self.key_mac, "answer")
    }
}

/// Forgets the answers whose day is over.
pub(super) async fn sweep(ctx: &Ctx) -> Result<u64> {
    let tx = ctx.store.begin().await?;
    let gone = idempotency::Entity::delete_many()
        .filter(idempotency::Column::ExpiresAt.lte(ctx.now()))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(gone.rows_affected)
}

/// Forgets the answers given to a person who is being erased.
pub(super) async fn forget(tx: &Tx, subject: SubjectKeyId) -> Result<()> {
    idempotency::Entity::delete_many()
        .filter(idempotency::Column::SubjectKeyId.eq(subject))
        .exec(tx)
        .await?;
    Ok(())
}
