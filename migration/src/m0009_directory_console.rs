//! What staff do with the directory: why something is hidden, and links that confirm an inbox.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(hiding()).await?;
        manager.create_table(inbox_confirmation()).await
    }
}

fn hiding() -> TableCreateStatement {
    Table::create()
        .table("hiding")
        .col(string_len("object_kind", 16))
        .col(string_len("object_id", 40))
        .col(string_len("reason", 300))
        .col(timestamp_with_time_zone("hidden_at"))
        .primary_key(Index::create().col("object_kind").col("object_id"))
        .to_owned()
}

fn inbox_confirmation() -> TableCreateStatement {
    Table::create()
        .table("inbox_confirmation")
        .col(uuid("clinic_id").primary_key())
        .col(blob("token_hash").unique_key())
        .col(string_len("inbox", 320))
        .col(timestamp_with_time_zone("asked_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .foreign_key(
            ForeignKey::create()
                .name("inbox_confirmation_clinic_fk")
                .from("inbox_confirmation", "clinic_id")
                .to("clinic", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}
