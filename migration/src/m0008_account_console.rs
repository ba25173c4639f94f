//! Links that set a password, and tokens of editors' programs.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(password_link()).await?;
        manager.create_table(api_token()).await?;
        let by_user = Index::create()
            .name("api_token_user")
            .table("api_token")
            .col("user_id")
            .to_owned();
        manager.create_index(by_user).await
    }
}

fn password_link() -> TableCreateStatement {
    Table::create()
        .table("password_link")
        .col(uuid("user_id").primary_key())
        .col(blob("token_hash").unique_key())
        .col(big_integer("epoch"))
        .col(timestamp_with_time_zone("expires_at"))
        .foreign_key(&mut of_user("password_link_user_fk", "password_link"))
        .to_owned()
}

fn api_token() -> TableCreateStatement {
    Table::create()
        .table("api_token")
        .col(uuid("id").primary_key())
        .col(blob("token_hash").unique_key())
        .col(uuid("user_id"))
        .col(string_len("name", 100))
        .col(json_binary("scopes"))
        .col(big_integer("epoch"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .foreign_key(&mut of_user("api_token_user_fk", "api_token"))
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
