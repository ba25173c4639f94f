//! When a job was tried first, which is what its patience is counted from; when a clinic took its
//! last step with a referral.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let first = Table::alter()
            .table("job")
            .add_column(timestamp_with_time_zone_null("first_tried_at"))
            .to_owned();
        manager.alter_table(first).await?;
        let progressed = Table::alter()
            .table("referral_attempt")
            .add_column(timestamp_with_time_zone_null("progressed_at"))
            .to_owned();
        manager.alter_table(progressed).await
    }
}
