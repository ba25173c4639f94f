//! Workers find their jobs by the index of their kinds alone. Beside it lay one of all kinds, and
//! SQLite took that for workers of several: they walked over every mail that waited.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let due = Index::drop().name("job_due").table("job").to_owned();
        manager.drop_index(due).await
    }
}
