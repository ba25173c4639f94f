//! Referrals, their attempts, and mail.

use sea_orm_migration::{
    prelude::*,
    schema::{
        blob, blob_null, boolean, integer, string_len, string_len_null, text,
        timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null, uuid_uniq,
    },
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(referral()).await?;
        manager.create_table(attempt()).await?;
        manager.create_table(mail()).await?;
        for (name, table, columns) in [
            ("referral_status", "referral", &["status", "created_at"][..]),
            ("referral_subject", "referral", &["subject_key_id"]),
            ("attempt_open", "referral_attempt", &["status", "due_at"]),
            ("attempt_clinic", "referral_attempt", &["clinic_id"]),
            ("mail_referral", "mail", &["referral_id"]),
            ("mail_status", "mail", &["status", "created_at"]),
            ("mail_erase", "mail", &["erase_at"]),
        ] {
            let mut index = Index::create();
            index.name(name).table(table);
            for column in columns {
                index.col(*column);
            }
            manager.create_index(index.clone()).await?;
        }
        Ok(())
    }
}

/// No foreign key to the assessment: a withdrawn referral outlives the erasure of its
/// assessment, so that clinic and console can still be told that it was withdrawn.
fn referral() -> TableCreateStatement {
    Table::create()
        .table("referral")
        .col(uuid("id").primary_key())
        .col(uuid_uniq("assessment_id"))
        .col(uuid("subject_key_id"))
        .col(string_len("status", 16))
        .col(string_len_null("held_for", 16))
        .col(uuid_null("attempt_id"))
        .col(uuid_null("asked_clinic_id"))
        .col(blob("routing"))
        .col(boolean("email_me"))
        .col(blob_null("patient_email"))
        .col(blob("patient_token"))
        .col(blob("patient_token_hash").unique_key())
        .col(timestamp_with_time_zone_null("patient_told_at"))
        .col(timestamp_with_time_zone_null("confirmed_at"))
        .col(timestamp_with_time_zone_null("disowned_at"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("accepted_at"))
        .col(timestamp_with_time_zone_null("closed_at"))
        .to_owned()
}

fn attempt() -> TableCreateStatement {
    Table::create()
        .table("referral_attempt")
        .col(uuid("id").primary_key())
        .col(uuid("referral_id"))
        .col(integer("n"))
        .col(string_len("recipient_kind", 16))
        .col(uuid_null("clinic_id"))
        .col(text("recipient_name"))
        .col(blob("token_hash").unique_key())
        .col(string_len("status", 16))
        .col(timestamp_with_time_zone("due_at"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("sent_at"))
        .col(timestamp_with_time_zone_null("opened_at"))
        .col(timestamp_with_time_zone_null("decided_at"))
        .col(timestamp_with_time_zone_null("expires_at"))
        .col(string_len_null("decline_reason", 24))
        .col(blob_null("decline_note"))
        .foreign_key(
            ForeignKey::create()
                .name("attempt_of_referral")
                .from("referral_attempt", "referral_id")
                .to("referral", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        // Two recipients never are the n-th of one referral.
        .index(
            Index::create()
                .name("attempt_n")
                .unique()
                .col("referral_id")
                .col("n"),
        )
        .to_owned()
}

fn mail() -> TableCreateStatement {
    Table::create()
        .table("mail")
        .col(uuid("id").primary_key())
        .col(string_len("kind", 40))
        .col(uuid_null("referral_id"))
        .col(uuid_null("attempt_id"))
        .col(uuid_null("subject_key_id"))
        .col(string_len("message_id", 330).unique_key())
        .col(blob_null("recipient"))
        .col(blob_null("subject"))
        .col(blob_null("body"))
        .col(string_len("status", 16))
        .col(string_len_null("last_error", 120))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("sent_at"))
        .col(timestamp_with_time_zone_null("erase_at"))
        .foreign_key(
            ForeignKey::create()
                .name("mail_of_referral")
                .from("mail", "referral_id")
                .to("referral", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}
