//! What referrals need to be looked after: who asked before, how many of which tier a day, how a
//! clinic wants to be asked, appointments, and addresses that are not written to.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [
            ("assessment", "email_mac"),
            ("assessment", "phone_mac"),
            ("referral_attempt", "scheduled_for"),
            ("mail", "recipient_mac"),
        ] {
            let alter = Table::alter()
                .table(table)
                .add_column(blob_null(column))
                .to_owned();
            manager.alter_table(alter).await?;
        }
        let due = Table::alter()
            .table("job")
            .add_column(timestamp_with_time_zone_null("due_at"))
            .to_owned();
        manager.alter_table(due).await?;
        for (name, table, columns) in [
            ("assessment_email", "assessment", ["email_mac"].as_slice()),
            ("assessment_phone", "assessment", &["phone_mac"]),
            ("mail_recipient", "mail", &["recipient_mac", "sent_at"]),
            (
                "attempt_clinic_made",
                "referral_attempt",
                &["clinic_id", "created_at"],
            ),
        ] {
            manager.create_index(index(name, table, columns)).await?;
        }
        manager.create_table(tier_count()).await?;
        manager.create_table(clinic_handling()).await?;
        manager.create_table(suppression()).await
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

/// Tiers are sealed, so that they are counted as they come.
fn tier_count() -> TableCreateStatement {
    Table::create()
        .table("tier_count")
        .col(date("day"))
        .col(string_len("tier", 16))
        .col(big_integer("assessments"))
        .primary_key(Index::create().col("day").col("tier"))
        .to_owned()
}

/// How a clinic wants to be asked; none: at any time, for any number.
fn clinic_handling() -> TableCreateStatement {
    Table::create()
        .table("clinic_handling")
        .col(uuid("clinic_id").primary_key())
        .col(integer_null("capacity"))
        .col(integer_null("quiet_from"))
        .col(integer_null("quiet_to"))
        .col(string_len_null("time_zone", 64))
        .col(text_null("pin_hash"))
        .col(timestamp_with_time_zone("updated_at"))
        .foreign_key(
            ForeignKey::create()
                .from("clinic_handling", "clinic_id")
                .to("clinic", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

/// Addresses that bounced, or that do not want our mail.
fn suppression() -> TableCreateStatement {
    Table::create()
        .table("suppression")
        .col(uuid("id").primary_key())
        .col(blob("address_mac").unique_key())
        .col(blob("address"))
        .col(string_len("reason", 24))
        .col(timestamp_with_time_zone("created_at"))
        .to_owned()
}
