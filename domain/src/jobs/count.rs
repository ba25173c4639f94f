use footpath_entity::kernel::job::{Column, Entity, Status};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{Ctx, Result};

/// How many jobs of a kind are in a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    pub kind: String,
    /// `queued`, `running` or `dead`.
    pub status: &'static str,
    pub jobs: i64,
}

/// The jobs that are not done, by kind and state.
pub async fn count(ctx: &Ctx) -> Result<Vec<Count>> {
    let mut counts = Vec::new();
    for (status, name) in [
        (Status::Queued, "queued"),
        (Status::Running, "running"),
        (Status::Dead, "dead"),
    ] {
        let rows: Vec<(String, i64)> = Entity::find()
            .select_only()
            .column(Column::Kind)
            .column_as(Column::Id.count(), "jobs")
            .filter(Column::Status.eq(status))
            .group_by(Column::Kind)
            .into_tuple()
            .all(ctx.store.read())
            .await?;
        counts.extend(rows.into_iter().map(|(kind, jobs)| Count {
            kind,
            status: name,
            jobs,
        }));
    }
    Ok(counts)
}
