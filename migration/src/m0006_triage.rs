//! Rule sets, assessments with everything of the person sealed, consents, idempotency.

use sea_orm_migration::{
    prelude::*,
    schema::{
        blob, blob_null, boolean, integer, integer_uniq, json_binary, string_len,
        timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_uniq,
    },
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(rule_set()).await?;
        manager
            .get_connection()
            .execute_unprepared(
                "CREATE UNIQUE INDEX rule_set_live ON rule_set (status) WHERE status = 'live'",
            )
            .await?;
        manager.create_table(assessment()).await?;
        manager.create_table(consent()).await?;
        manager.create_table(idempotency()).await?;
        for (name, table, column) in [
            ("assessment_expiry", "assessment", "expires_at"),
            ("idempotency_expiry", "idempotency", "expires_at"),
            ("idempotency_subject", "idempotency", "subject_key_id"),
        ] {
            let index = Index::create()
                .name(name)
                .table(table)
                .col(column)
                .to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

fn rule_set() -> TableCreateStatement {
    Table::create()
        .table("rule_set")
        .col(uuid("id").primary_key())
        .col(integer_uniq("version"))
        .col(string_len("hash", 64))
        .col(string_len("status", 16))
        .col(json_binary("body"))
        .col(boolean("clinically_reviewed"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("live_from"))
        .col(timestamp_with_time_zone_null("retired_at"))
        .to_owned()
}

fn assessment() -> TableCreateStatement {
    Table::create()
        .table("assessment")
        .col(uuid("id").primary_key())
        .col(blob("receipt_hash"))
        .col(integer("rule_set_version"))
        .col(string_len("rule_set_hash", 64))
        // No foreign key: the key goes when the person is erased, the row stays.
        .col(uuid_uniq("subject_key_id"))
        .col(blob_null("answers"))
        .col(blob_null("result"))
        .col(blob_null("contact"))
        .col(blob_null("postal_code"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("erased_at"))
        .to_owned()
}

fn consent() -> TableCreateStatement {
    Table::create()
        .table("consent")
        .col(uuid("assessment_id"))
        .col(string_len("kind", 24))
        .col(timestamp_with_time_zone("given_at"))
        .col(integer("text_version"))
        .col(timestamp_with_time_zone_null("withdrawn_at"))
        .primary_key(
            Index::create()
                .col("assessment_id")
                .col("kind")
                .col("given_at"),
        )
        .foreign_key(
            ForeignKey::create()
                .name("consent_assessment")
                .from("consent", "assessment_id")
                .to("assessment", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

fn idempotency() -> TableCreateStatement {
    Table::create()
        .table("idempotency")
        .col(string_len("key_mac", 44).primary_key())
        .col(blob("body_mac"))
        .col(uuid("subject_key_id"))
        .col(blob("answer"))
        .col(timestamp_with_time_zone("expires_at"))
        .to_owned()
}
