//! What the national registry brings and what a listing says of itself: imports, places without a
//! ZIP code, merged clinics, languages, telehealth, hours, reports of errors, claims.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // A column cannot lose NOT NULL in place on SQLite: a new one takes its name.
        for step in [
            "ALTER TABLE clinic RENAME COLUMN postal_code TO postal_code_old",
            "ALTER TABLE clinic ADD COLUMN postal_code varchar(5)",
            "UPDATE clinic SET postal_code = postal_code_old",
            "ALTER TABLE clinic DROP COLUMN postal_code_old",
        ] {
            manager.get_connection().execute_unprepared(step).await?;
        }
        add(
            manager,
            "clinic",
            [
                string_len_null("website", 300),
                string_len_null("hours", 500),
                string_len_null("insurance", 500),
                uuid_null("merged_into"),
            ],
        )
        .await?;
        add(
            manager,
            "podiatrist",
            [
                boolean_null("telehealth"),
                json_binary("languages").default("[]").to_owned(),
                string_len_null("website", 300),
                string_len_null("insurance", 500),
                date_null("registry_updated_on"),
                string_len_null("contact", 320),
                timestamp_with_time_zone_null("reminded_at"),
            ],
        )
        .await?;
        manager.create_table(import_run()).await?;
        manager
            .create_index(index("import_run_started", "import_run", &["started_at"]))
            .await?;
        manager.create_table(listing_report()).await?;
        manager
            .create_index(index(
                "listing_report_state",
                "listing_report",
                &["state", "created_at"],
            ))
            .await?;
        manager.create_table(listing_claim()).await?;
        manager
            .create_index(index(
                "listing_claim_state",
                "listing_claim",
                &["state", "created_at"],
            ))
            .await
    }
}

/// One statement a column, as SQLite wants it.
async fn add<const N: usize>(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: [ColumnDef; N],
) -> Result<(), DbErr> {
    for column in columns {
        let add = Table::alter().table(table).add_column(column).to_owned();
        manager.alter_table(add).await?;
    }
    Ok(())
}

fn index(name: &str, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}

fn import_run() -> TableCreateStatement {
    Table::create()
        .table("import_run")
        .col(uuid("id").primary_key())
        .col(string_len("kind", 16))
        .col(string_len("file_name", 200))
        .col(boolean("dry_run"))
        .col(string_len("status", 16))
        .col(string_len("phase", 16))
        .col(string_len("actor", 64))
        .col(string_len_null("upload", 100))
        .col(string_len_null("locations", 100))
        .col(big_integer("bytes_done"))
        .col(big_integer("bytes_total"))
        .col(big_integer("rows_done"))
        .col(json_binary_null("report"))
        .col(text_null("problem"))
        .col(blob_null("rejected"))
        .col(blob_null("changes"))
        .col(string_len_null("owner", 200))
        .col(timestamp_with_time_zone_null("lease_until"))
        .col(timestamp_with_time_zone("started_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(timestamp_with_time_zone_null("finished_at"))
        .to_owned()
}

fn listing_report() -> TableCreateStatement {
    Table::create()
        .table("listing_report")
        .col(uuid("id").primary_key())
        .col(string_len("npi", 10))
        .col(string_len("what", 24))
        .col(string_len("message", 1000))
        .col(string_len("state", 16))
        .col(string_len_null("note", 500))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("settled_at"))
        .foreign_key(
            ForeignKey::create()
                .name("listing_report_podiatrist_fk")
                .from("listing_report", "npi")
                .to("podiatrist", "npi")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

fn listing_claim() -> TableCreateStatement {
    Table::create()
        .table("listing_claim")
        .col(uuid("id").primary_key())
        .col(string_len("npi", 10))
        .col(string_len("email", 320))
        .col(string_len("message", 1000))
        .col(string_len("state", 16))
        .col(blob_null("token_hash").unique_key())
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("settled_at"))
        .col(timestamp_with_time_zone_null("expires_at"))
        .foreign_key(
            ForeignKey::create()
                .name("listing_claim_podiatrist_fk")
                .from("listing_claim", "npi")
                .to("podiatrist", "npi")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}
