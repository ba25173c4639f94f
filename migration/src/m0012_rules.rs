//! Rule sets that are worked on: who signed them off, when they were changed, and a count of
//! changes so that two editors do not overwrite each other.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            integer("lock_version").default(1).to_owned(),
            string_len("note", 500).default("").to_owned(),
            timestamp_with_time_zone_null("updated_at"),
            timestamp_with_time_zone_null("reviewed_at"),
            uuid_null("reviewed_by"),
        ] {
            let alter = Table::alter()
                .table("rule_set")
                .add_column(column)
                .to_owned();
            manager.alter_table(alter).await?;
        }
        Ok(())
    }
}
