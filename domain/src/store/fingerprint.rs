use footpath_entity::kernel::setting;
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::Store;
use crate::Result;

const NAME: &str = "key_fingerprint";

/// The fingerprint of the key that this database was made with; `None` before the first start.
pub async fn key_fingerprint(store: &Store) -> Result<Option<String>> {
    let row = setting::Entity::find_by_id(NAME.to_owned())
        .one(store.read())
        .await?;
    Ok(row.map(|row| row.value))
}

/// Remembers the key's fingerprint; the first one stays.
pub async fn remember_key_fingerprint(store: &Store, fingerprint: &str) -> Result<()> {
    let tx = store.begin().await?;
    let row = setting::ActiveModel {
        name: Set(NAME.to_owned()),
        value: Set(fingerprint.to_owned()),
    };
    setting::Entity::insert(row)
        .exec_without_returning(&tx)
        .await?;
    tx.commit().await
}
