//! What a reminder needs: the link of a referral's attempt, sealed.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Attempts of the time before get no reminder; they go to the next recipient all the same.
        let token = Table::alter()
            .table("referral_attempt")
            .add_column(blob_null("token"))
            .to_owned();
        manager.alter_table(token).await
    }
}
