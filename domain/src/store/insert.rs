use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Iterable};

use super::Tx;
use crate::Result;

/// SQLite binds at most so many values a statement; a little less.
const VALUES: usize = 32_000;

/// Inserts rows, as many a statement as may be.
pub(crate) async fn insert_all<E, A>(tx: &Tx, rows: Vec<E::Model>) -> Result<()>
where
    E: EntityTrait<ActiveModel = A>,
    E::Model: IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = E> + Send,
{
    let at_once = VALUES / E::Column::iter().count().max(1);
    let mut rows = rows
        .into_iter()
        .map(|row| row.into_active_model().reset_all());
    loop {
        let batch: Vec<A> = rows.by_ref().take(at_once).collect();
        if batch.is_empty() {
            return Ok(());
        }
        E::insert_many(batch).exec_without_returning(tx).await?;
    }
}
