//! Work that must happen after a commit: mail, search, reminders, purges.

use sea_orm::entity::prelude::*;

use crate::id::JobId;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))")]
pub enum Status {
    #[sea_orm(string_value = "queued")]
    Queued,
    #[sea_orm(string_value = "running")]
    Running,
    #[sea_orm(string_value = "done")]
    Done,
    /// Given up: a dead letter that a person must look at.
    #[sea_orm(string_value = "dead")]
    Dead,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JobId,
    /// Kebab-case, such as `send-email`.
    pub kind: String,
    /// IDs only, never health data.
    #[sea_orm(column_type = "JsonBinary")]
    pub payload: Json,
    pub status: Status,
    pub run_at: DateTimeUtc,
    /// When it was to run first; `run_at` moves on with each retry.
    pub due_at: Option<DateTimeUtc>,
    /// When it failed first, moved on by what it waited for its turn since.
    pub first_tried_at: Option<DateTimeUtc>,
    pub attempts: i32,
    /// Grows with every claim; a finish with an older fence changes nothing.
    pub fence: i64,
    pub lease_until: Option<DateTimeUtc>,
    /// The worker slot that holds the lease.
    pub lease_owner: Option<String>,
    /// At most one unfinished job has a given key.
    pub dedupe_key: Option<String>,
    pub last_error: Option<String>,
    pub created_at: DateTimeUtc,
    pub finished_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
