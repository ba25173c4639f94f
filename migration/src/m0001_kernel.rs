//! Jobs, audit, settings, subject keys, erasures, limits, the search log.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(job()).await?;
        manager
            .create_index(
                Index::create()
                    .name("job_due")
                    .table("job")
                    .col("status")
                    .col("run_at")
                    .to_owned(),
            )
            .await?;
        // Partial unique indexes read the same on SQLite and PostgreSQL.
        manager
            .get_connection()
            .execute_unprepared(
                "CREATE UNIQUE INDEX job_dedupe ON job (dedupe_key) \
                 WHERE dedupe_key IS NOT NULL AND status = 'queued'",
            )
            .await?;
        manager.create_table(audit_entry()).await?;
        manager
            .create_index(
                Index::create()
                    .name("audit_entry_object")
                    .table("audit_entry")
                    .col("object_kind")
                    .col("object_id")
                    .to_owned(),
            )
            .await?;
        manager.create_table(setting()).await?;
        manager.create_table(subject_key()).await?;
        manager.create_table(erasure()).await?;
        manager.create_table(limit_counter()).await?;
        manager.create_table(search_change()).await
    }
}

fn job() -> TableCreateStatement {
    Table::create()
        .table("job")
        .col(uuid("id").primary_key())
        .col(string_len("kind", 64))
        .col(json_binary("payload"))
        .col(string_len("status", 16))
        .col(timestamp_with_time_zone("run_at"))
        .col(integer("attempts"))
        .col(big_integer("fence"))
        .col(timestamp_with_time_zone_null("lease_until"))
        .col(string_len_null("lease_owner", 120))
        .col(string_len_null("dedupe_key", 200))
        .col(text_null("last_error"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("finished_at"))
        .to_owned()
}

fn audit_entry() -> TableCreateStatement {
    Table::create()
        .table("audit_entry")
        .col(big_integer("seq").primary_key())
        .col(timestamp_with_time_zone("at"))
        .col(string_len("actor", 120))
        .col(string_len("action", 80))
        .col(string_len("object_kind", 40))
        .col(string_len("object_id", 80))
        .col(json_binary("detail"))
        .col(blob("mac"))
        .to_owned()
}

fn setting() -> TableCreateStatement {
    Table::create()
        .table("setting")
        .col(string_len("name", 80).primary_key())
        .col(text("value"))
        .to_owned()
}

fn subject_key() -> TableCreateStatement {
    Table::create()
        .table("subject_key")
        .col(uuid("id").primary_key())
        .col(blob("wrapped"))
        .col(timestamp_with_time_zone("created_at"))
        .to_owned()
}

fn erasure() -> TableCreateStatement {
    Table::create()
        .table("erasure")
        .col(uuid("subject_key_id").primary_key())
        .col(timestamp_with_time_zone("erased_at"))
        .col(string_len("reason", 40))
        .to_owned()
}

fn limit_counter() -> TableCreateStatement {
    Table::create()
        .table("limit_counter")
        .col(string_len("bucket", 160))
        .col(timestamp_with_time_zone("window_start"))
        .col(big_integer("hits"))
        .primary_key(Index::create().col("bucket").col("window_start"))
        .to_owned()
}

fn search_change() -> TableCreateStatement {
    Table::create()
        .table("search_change")
        .col(big_integer("seq").primary_key().auto_increment())
        .col(string_len("kind", 24))
        .col(string_len("object_id", 80))
        .col(timestamp_with_time_zone("at"))
        .to_owned()
}
