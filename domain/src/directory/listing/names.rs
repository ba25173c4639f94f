use std::collections::HashMap;

use footpath_entity::{directory::podiatrist, value::Npi};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::{
    Error, Result,
    directory::podiatrist::{display_name, listed},
};

/// Refuses whom readers do not see.
pub(in crate::directory) async fn require_listed(
    conn: &impl ConnectionTrait,
    npi: &Npi,
) -> Result<()> {
    let found = listed(conn, std::slice::from_ref(npi)).await?;
    if found.contains_key(npi) {
        return Ok(());
    }
    Err(Error::not_found("podiatrist.not_found"))
}

/// What these podiatrists are called, with credential.
pub(in crate::directory) async fn names(
    conn: &impl ConnectionTrait,
    npis: impl IntoIterator<Item = &Npi>,
) -> Result<HashMap<Npi, String>> {
    let rows = podiatrist::Entity::find()
        .filter(podiatrist::Column::Npi.is_in(npis.into_iter().map(Npi::as_str)))
        .all(conn)
        .await?;
    let named = rows.into_iter();
    Ok(named
        .map(|row| (row.npi.clone(), display_name(&row)))
        .collect())
}
