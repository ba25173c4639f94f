use chrono::{DateTime, Utc};
use footpath_entity::{
    id::SubjectKeyId,
    kernel::{erasure, subject_key},
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use zeroize::Zeroizing;

use super::aead::{self, Place};
use crate::{Ctx, Error, Result, store::Tx};

/// The key of one person's record.
#[derive(Clone)]
pub struct SubjectKey {
    pub id: SubjectKeyId,
    key: Zeroizing<[u8; 32]>,
}

impl SubjectKey {
    /// Makes and stores a new key.
    pub async fn create(ctx: &Ctx, tx: &Tx) -> Result<Self> {
        let id: SubjectKeyId = ctx.new_id();
        let key = Zeroizing::new(rand::random::<[u8; 32]>());
        ctx.keys.refresh(ctx.now(), tx).await?;
        let wrapped = ctx.keys.seal(&place(id), &*key)?;
        let row = subject_key::ActiveModel {
            id: Set(id),
            wrapped: Set(wrapped),
            created_at: Set(ctx.now()),
        };
        subject_key::Entity::insert(row)
            .exec_without_returning(tx)
            .await?;
        Ok(Self { id, key })
    }

    /// `NotFound` when the person was erased.
    pub async fn load(ctx: &Ctx, conn: &impl ConnectionTrait, id: SubjectKeyId) -> Result<Self> {
        let row = subject_key::Entity::find_by_id(id)
            .one(conn)
            .await?
            .ok_or(Error::not_found("subject.erased"))?;
        ctx.keys.know(conn, &row.wrapped).await?;
        let plain = ctx.keys.open(&place(id), &row.wrapped)?;
        let key = plain
            .as_slice()
            .try_into()
            .map_err(|_| Error::internal("a subject key has 32 bytes"))?;
        Ok(Self {
            id,
            key: Zeroizing::new(key),
        })
    }

    pub fn seal(&self, at: &Place, plain: &[u8]) -> Result<Vec<u8>> {
        aead::seal(&self.key, 0, at, plain)
    }

    pub fn open(&self, at: &Place, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        aead::open(&self.key, at, sealed).map(Zeroizing::new)
    }
}

/// Deletes a subject's key and writes the erasure ledger: what was sealed with it is gone.
pub async fn erase_subject(
    tx: &Tx,
    id: SubjectKeyId,
    at: DateTime<Utc>,
    reason: &str,
) -> Result<()> {
    subject_key::Entity::delete_by_id(id).exec(tx).await?;
    let row = erasure::ActiveModel {
        subject_key_id: Set(id),
        erased_at: Set(at),
        reason: Set(reason.to_owned()),
    };
    erasure::Entity::insert(row)
        .on_conflict_do_nothing_on([erasure::Column::SubjectKeyId])
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Whether the ledger says that a person was erased. A key that is merely missing does not.
pub async fn is_erased(conn: &impl ConnectionTrait, id: SubjectKeyId) -> Result<bool> {
    let found = erasure::Entity::find_by_id(id).one(conn).await?;
    Ok(found.is_some())
}

fn place(id: SubjectKeyId) -> Place {
    Place::new("subject_key", id, "wrapped")
}
