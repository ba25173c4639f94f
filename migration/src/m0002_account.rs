//! Staff, sessions, refresh tokens.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(user_account()).await?;
        manager.create_table(session()).await?;
        manager.create_table(refresh_token()).await?;
        for (name, table, column) in [
            ("session_user", "session", "user_id"),
            ("refresh_token_user", "refresh_token", "user_id"),
            ("refresh_token_family", "refresh_token", "family"),
        ] {
            manager
                .create_index(
                    Index::create()
                        .name(name)
                        .table(table)
                        .col(column)
                        .to_owned(),
                )
                .await?;
        }
        Ok(())
    }
}

fn user_account() -> TableCreateStatement {
    Table::create()
        .table("user_account")
        .col(uuid("id").primary_key())
        .col(string_len("email", 320))
        .col(string_len("email_key", 320).unique_key())
        .col(string_len("name", 200))
        .col(string_len("role", 16))
        .col(text("password_hash"))
        .col(big_integer("epoch"))
        .col(timestamp_with_time_zone_null("disabled_at"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .to_owned()
}

fn session() -> TableCreateStatement {
    Table::create()
        .table("session")
        .col(uuid("id").primary_key())
        .col(blob("token_hash").unique_key())
        .col(uuid("user_id"))
        .col(big_integer("epoch"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("seen_at"))
        .foreign_key(&mut of_user("session_user_fk", "session"))
        .to_owned()
}

fn refresh_token() -> TableCreateStatement {
    Table::create()
        .table("refresh_token")
        .col(blob("token_hash").primary_key())
        .col(uuid("family"))
        .col(uuid("user_id"))
        .col(big_integer("epoch"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .foreign_key(&mut of_user("refresh_token_user_fk", "refresh_token"))
        .to_owned()
}

fn of_user(name: &str, table: &'static str) -> ForeignKeyCreateStatement {
    let mut key = ForeignKey::create();
    key.name(name)
        .from(table, "user_id")
        .to("user_account", "id")
        .on_delete(ForeignKeyAction::Cascade);
    key
}
