//! Products, their topics, offers and click counts.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(product()).await?;
        manager
            .create_index(index("product_listed", "product", &["status", "kind"]))
            .await?;
        manager.create_table(product_topic()).await?;
        manager
            .create_index(index(
                "product_topic_topic",
                "product_topic",
                &["topic_id", "product_id"],
            ))
            .await?;
        manager.create_table(offer()).await?;
        manager
            .create_index(index(
                "offer_product",
                "offer",
                &["product_id", "status", "position"],
            ))
            .await?;
        manager.create_table(offer_click()).await
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

fn product() -> TableCreateStatement {
    Table::create()
        .table("product")
        .col(uuid("id").primary_key())
        .col(string_len_uniq("slug", 120))
        .col(string_len("kind", 16))
        .col(string_len("brand", 80))
        .col(string_len("model", 120))
        .col(string_len("title", 200))
        .col(text("summary"))
        .col(text("reason"))
        .col(text("body_markdown"))
        .col(text_null("image"))
        .col(text("search_text"))
        .col(string_len_null("cushioning", 16))
        .col(string_len_null("stability", 16))
        .col(string_len_null("arch_support", 16))
        .col(double_null("heel_drop_mm"))
        .col(integer_null("weight_g"))
        .col(string_len_null("gender", 16))
        .col(json_binary("widths"))
        .col(string_len_null("arch_height", 16))
        .col(string_len_null("firmness", 16))
        .col(string_len_null("length", 16))
        .col(string_len_null("material", 120))
        .col(string_len("status", 16))
        .col(big_integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(timestamp_with_time_zone_null("published_at"))
        .to_owned()
}

fn product_topic() -> TableCreateStatement {
    Table::create()
        .table("product_topic")
        .col(uuid("product_id"))
        .col(uuid("topic_id"))
        .primary_key(Index::create().col("product_id").col("topic_id"))
        .foreign_key(
            ForeignKey::create()
                .name("product_topic_product_fk")
                .from("product_topic", "product_id")
                .to("product", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(
            ForeignKey::create()
                .name("product_topic_topic_fk")
                .from("product_topic", "topic_id")
                .to("topic", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

fn offer() -> TableCreateStatement {
    Table::create()
        .table("offer")
        .col(uuid("id").primary_key())
        .col(uuid("product_id"))
        .col(string_len("merchant", 120))
        .col(text("url"))
        .col(big_integer_null("price"))
        .col(string_len("currency", 3))
        .col(string_len("availability", 16))
        .col(timestamp_with_time_zone("checked_at"))
        .col(boolean("direct"))
        .col(string_len("status", 16))
        .col(integer("position"))
        .col(big_integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .foreign_key(
            ForeignKey::create()
                .name("offer_product_fk")
                .from("offer", "product_id")
                .to("product", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

fn offer_click() -> TableCreateStatement {
    Table::create()
        .table("offer_click")
        .col(uuid("offer_id"))
        .col(date("day"))
        .col(big_integer("clicks"))
        .primary_key(Index::create().col("offer_id").col("day"))
        .foreign_key(
            ForeignKey::create()
                .name("offer_click_offer_fk")
                .from("offer_click", "offer_id")
                .to("offer", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}
