//! Clinics, podiatrists, their specialties, and who practises where.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(clinic()).await?;
        manager
            .create_index(index("clinic_position", "clinic", &["lat", "lon"]))
            .await?;
        manager
            .create_index(index("clinic_name", "clinic", &["name", "id"]))
            .await?;
        manager.create_table(podiatrist()).await?;
        manager
            .create_index(index(
                "podiatrist_name",
                "podiatrist",
                &["sort_name", "npi"],
            ))
            .await?;
        manager.create_table(podiatrist_specialty()).await?;
        manager.create_table(practice()).await?;
        manager
            .create_index(index("practice_clinic", "practice", &["clinic_id", "npi"]))
            .await?;
        // Partial unique indexes read the same on SQLite and PostgreSQL.
        manager
            .get_connection()
            .execute_unprepared(
                "CREATE UNIQUE INDEX practice_primary ON practice (npi) WHERE is_primary",
            )
            .await?;
        Ok(())
    }
}

fn index(name: &str, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}

fn clinic() -> TableCreateStatement {
    Table::create()
        .table("clinic")
        .col(uuid("id").primary_key())
        .col(string_len("name", 200))
        .col(string_len("address_1", 120))
        .col(string_len_null("address_2", 120))
        .col(string_len("city", 80))
        .col(string_len("state", 2))
        .col(string_len("postal_code", 5))
        .col(string_len_null("phone", 16))
        .col(double_null("lat"))
        .col(double_null("lon"))
        .col(string_len_null("precision", 16))
        .col(string_len_null("inbox", 320))
        .col(timestamp_with_time_zone_null("inbox_confirmed_at"))
        .col(boolean("accepts_referrals"))
        .col(boolean("hidden"))
        .col(string_len("source", 16))
        .col(string_len_null("place_key", 320).unique_key())
        .col(json_binary("edited"))
        .col(date_null("verified_on"))
        .col(date("updated_on"))
        .col(big_integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .to_owned()
}

fn podiatrist() -> TableCreateStatement {
    Table::create()
        .table("podiatrist")
        .col(string_len("npi", 10).primary_key())
        .col(string_len("first_name", 80))
        .col(string_len_null("middle_name", 80))
        .col(string_len("last_name", 80))
        .col(string_len_null("suffix", 20))
        .col(string_len_null("credential", 40))
        .col(string_len("sort_name", 280))
        .col(boolean_null("accepting_new_patients"))
        .col(boolean("hidden"))
        .col(date_null("deactivated_on"))
        .col(string_len("source", 16))
        .col(json_binary("edited"))
        .col(date_null("verified_on"))
        .col(date("updated_on"))
        .col(big_integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .to_owned()
}

fn podiatrist_specialty() -> TableCreateStatement {
    Table::create()
        .table("podiatrist_specialty")
        .col(string_len("npi", 10))
        .col(string_len("code", 10))
        .primary_key(Index::create().col("npi").col("code"))
        .foreign_key(
            ForeignKey::create()
                .name("podiatrist_specialty_fk")
                .from("podiatrist_specialty", "npi")
                .to("podiatrist", "npi")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

fn practice() -> TableCreateStatement {
    Table::create()
        .table("practice")
        .col(string_len("npi", 10))
        .col(uuid("clinic_id"))
        .col(boolean("is_primary"))
        .primary_key(Index::create().col("npi").col("clinic_id"))
        .foreign_key(
            ForeignKey::create()
                .name("practice_podiatrist_fk")
                .from("practice", "npi")
                .to("podiatrist", "npi")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(
            ForeignKey::create()
                .name("practice_clinic_fk")
                .from("practice", "clinic_id")
                .to("clinic", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}
