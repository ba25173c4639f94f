//! What the console's everyday pages need: topics that can be drafts or archived, and notes on
//! referrals.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Topics of the time before were seen by readers.
        let status = Table::alter()
            .table("topic")
            .add_column(string_len("status", 16).default("published"))
            .to_owned();
        manager.alter_table(status).await?;
        manager.create_table(referral_note()).await?;
        manager
            .create_index(index(
                "referral_note_of",
                "referral_note",
                &["referral_id", "id"],
            ))
            .await?;
        // Lists for staff go by the last change.
        manager
            .create_index(index("product_changed", "product", &["updated_at", "id"]))
            .await?;
        manager
            .create_index(index("faq_changed", "faq", &["updated_at", "id"]))
            .await?;
        manager
            .create_index(index("mail_made", "mail", &["created_at", "id"]))
            .await?;
        manager
            .create_index(index(
                "assessment_made",
                "assessment",
                &["created_at", "id"],
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

/// What staff write down of a referral, sealed with the key of its person.
fn referral_note() -> TableCreateStatement {
    Table::create()
        .table("referral_note")
        .col(uuid("id").primary_key())
        .col(uuid("referral_id"))
        .col(uuid_null("author_id"))
        .col(blob("body"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(
            ForeignKey::create()
                .name("referral_note_referral_fk")
                .from("referral_note", "referral_id")
                .to("referral", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}
