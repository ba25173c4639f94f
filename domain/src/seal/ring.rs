//! The sealing keys that this process knows.

use std::{
    collections::BTreeMap,
    sync::{PoisonError, RwLockReadGuard},
};

use chrono::{DateTime, TimeDelta, Utc};
use footpath_entity::kernel::sealing_key;
use sea_orm::{ConnectionTrait, EntityTrait};
use zeroize::Zeroizing;

use super::{
    aead::{self, Place},
    keys::Keys,
};
use crate::{Error, Result};

/// So long a process may go on sealing with a key that has a successor.
const FRESH: TimeDelta = TimeDelta::minutes(1);
/// The key that follows from the secret key.
pub(super) const FIRST: u32 = 1;

pub(super) type Key = Zeroizing<[u8; 32]>;

pub(super) struct Ring {
    keys: BTreeMap<u32, Key>,
    read_at: Option<DateTime<Utc>>,
}

impl Ring {
    pub(super) fn new(first: Key) -> Self {
        Self {
            keys: BTreeMap::from([(FIRST, first)]),
            read_at: None,
        }
    }

    pub(super) fn get(&self, id: u32) -> Option<Key> {
        self.keys.get(&id).cloned()
    }

    pub(super) fn newest(&self) -> (u32, Key) {
        let newest = self.keys.last_key_value();
        let (id, key) = newest.unwrap_or_else(|| unreachable!("the first key never goes"));
        (*id, key.clone())
    }

    fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        self.read_at.is_some_and(|read| (now - read).abs() < FRESH)
    }
}

impl Keys {
    pub(super) fn ring(&self) -> RwLockReadGuard<'_, Ring> {
        self.ring.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks for a newer sealing key, at most once a minute; to be called before something is
    /// sealed.
    pub async fn refresh(&self, now: DateTime<Utc>, conn: &impl ConnectionTrait) -> Result<()> {
        if self.ring().is_fresh(now) {
            return Ok(());
        }
        self.read(conn).await?;
        let mut ring = self.ring.write().unwrap_or_else(PoisonError::into_inner);
        ring.read_at = Some(now);
        Ok(())
    }

    /// Learns the key that this was sealed with, when it is a new one.
    pub async fn know(&self, conn: &impl ConnectionTrait, sealed: &[u8]) -> Result<()> {
        let known = aead::key_id(sealed).is_none_or(|id| self.ring().get(id).is_some());
        if known {
            return Ok(());
        }
        self.read(conn).await
    }

    /// Reads every sealing key that there is.
    pub(super) async fn read(&self, conn: &impl ConnectionTrait) -> Result<()> {
        let rows = sealing_key::Entity::find().all(conn).await?;
        let mut known = Vec::with_capacity(rows.len());
        for row in rows {
            let id = u32::try_from(row.id).map_err(Error::internal)?;
            known.push((id, self.unwrapped(id, &row.wrapped)?));
        }
        let mut ring = self.ring.write().unwrap_or_else(PoisonError::into_inner);
        ring.keys.extend(known);
        Ok(())
    }

    pub(super) fn wrapped(&self, id: u32, key: &[u8; 32]) -> Result<Vec<u8>> {
        aead::seal(&self.derive("wrap"), 0, &place(id), key)
    }

    fn unwrapped(&self, id: u32, wrapped: &[u8]) -> Result<Key> {
        let plain = Zeroizing::new(aead::open(&self.derive("wrap"), &place(id), wrapped)?);
        let key = plain.as_slice().try_into();
        key.map(Zeroizing::new)
            .map_err(|_| Error::internal("a sealing key has 32 bytes"))
    }
}

fn place(id: u32) -> Place {
    Place::new("sealing_key", id, "wrapped")
}
