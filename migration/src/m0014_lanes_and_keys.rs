//! Workers of one kind of job each, and an index that leads them straight to theirs; sealing keys
//! that can be replaced.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let lanes = Index::create()
            .name("job_lane")
            .table("job")
            .col("status")
            .col("kind")
            .col("run_at")
            .to_owned();
        manager.create_index(lanes).await?;
        let keys = Table::create()
            .table("sealing_key")
            .col(integer("id").primary_key())
            .col(blob("wrapped"))
            .col(timestamp_with_time_zone("created_at"))
            .to_owned();
        manager.create_table(keys).await
    }
}
