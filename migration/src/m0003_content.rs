//! Topics, articles with their revisions and old addresses, FAQs.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(topic()).await?;
        manager.create_table(article()).await?;
        manager
            .create_index(index(
                "article_listed",
                "article",
                &["status", "published_at"],
            ))
            .await?;
        manager.create_table(article_revision()).await?;
        manager
            .create_index(
                index(
                    "article_revision_number",
                    "article_revision",
                    &["article_id", "number"],
                )
                .unique()
                .to_owned(),
            )
            .await?;
        manager.create_table(article_slug()).await?;
        manager
            .create_table(link("article_topic", "article_id", "article"))
            .await?;
        manager
            .create_index(index(
                "article_topic_topic",
                "article_topic",
                &["topic_id", "article_id"],
            ))
            .await?;
        manager.create_table(faq()).await?;
        manager
            .create_index(index("faq_listed", "faq", &["status", "position"]))
            .await?;
        manager
            .create_table(link("faq_topic", "faq_id", "faq"))
            .await?;
        manager
            .create_index(index(
                "faq_topic_topic",
                "faq_topic",
                &["topic_id", "faq_id"],
            ))
            .await
    }
}

fn index(
    name: &'static str,
    table: &'static str,
    columns: &[&'static str],
) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}

fn topic() -> TableCreateStatement {
    Table::create()
        .table("topic")
        .col(uuid("id").primary_key())
        .col(string_len_uniq("slug", 120))
        .col(string_len("name", 120))
        .col(text("summary"))
        .col(integer("position"))
        .col(big_integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .to_owned()
}

/// What readers see of an article is its live revision, so that a draft can stand beside it.
fn article() -> TableCreateStatement {
    Table::create()
        .table("article")
        .col(uuid("id").primary_key())
        .col(string_len_uniq("slug", 120))
        .col(string_len("status", 16))
        .col(big_integer("version"))
        .col(uuid_null("live_revision"))
        .col(uuid_null("draft_revision"))
        .col(uuid_null("author_id"))
        .col(boolean("is_example"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(timestamp_with_time_zone_null("published_at"))
        .col(timestamp_with_time_zone_null("live_at"))
        .to_owned()
}

fn article_revision() -> TableCreateStatement {
    Table::create()
        .table("article_revision")
        .col(uuid("id").primary_key())
        .col(uuid("article_id"))
        .col(integer("number"))
        .col(string_len("slug", 120))
        .col(text("title"))
        .col(text("summary"))
        .col(text("body_markdown"))
        .col(text("author_line"))
        .col(json_binary("topics"))
        .col(text_null("seo_title"))
        .col(text_null("seo_description"))
        .col(text("search_text"))
        .col(text_null("reviewed_by"))
        .col(date_null("last_reviewed"))
        .col(date_null("next_review_due"))
        .col(uuid_null("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(
            ForeignKey::create()
                .from("article_revision", "article_id")
                .to("article", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

/// Addresses that an article had before; readers are sent on.
fn article_slug() -> TableCreateStatement {
    Table::create()
        .table("article_slug")
        .col(string_len("slug", 120).primary_key())
        .col(uuid("article_id"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(
            ForeignKey::create()
                .from("article_slug", "article_id")
                .to("article", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

fn faq() -> TableCreateStatement {
    Table::create()
        .table("faq")
        .col(uuid("id").primary_key())
        .col(text("question"))
        .col(text("answer_markdown"))
        .col(text("search_text"))
        .col(string_len("status", 16))
        .col(integer("position"))
        .col(boolean("is_example"))
        .col(big_integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .to_owned()
}

fn link(table: &'static str, column: &'static str, owner: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(uuid(column))
        .col(uuid("topic_id"))
        .primary_key(Index::create().col(column).col("topic_id"))
        .foreign_key(
            ForeignKey::create()
                .from(table, column)
                .to(owner, "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .foreign_key(
            ForeignKey::create()
                .from(table, "topic_id")
                .to("topic", "id")
                .on_delete(ForeignKeyAction::Restrict),
        )
        .to_owned()
}
