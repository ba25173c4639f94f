//! One import of registry data: what was asked, how far it is, what came of it. Kept for ever.

use sea_orm::entity::prelude::*;

use crate::id::ImportRunId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_run")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportRunId,
    pub kind: Kind,
    /// As whoever started it named it.
    pub file_name: String,
    /// Nothing is written but this row.
    pub dry_run: bool,
    pub status: Status,
    pub phase: Phase,
    /// As in the audit log.
    pub actor: String,
    /// The file under the data folder's `imports`, while it waits there.
    pub upload: Option<String>,
    /// The same for secondary locations.
    pub locations: Option<String>,
    pub bytes_done: i64,
    pub bytes_total: i64,
    pub rows_done: i64,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub report: Option<Json>,
    /// Why it was refused or failed, for people.
    #[sea_orm(column_type = "Text", nullable)]
    pub problem: Option<String>,
    /// Gzipped CSV: line, reason, NPI, the row as it stands in the file.
    pub rejected: Option<Vec<u8>>,
    /// Gzipped CSV: what would change, for a dry run.
    pub changes: Option<Vec<u8>>,
    /// Which process does it, until when.
    pub owner: Option<String>,
    pub lease_until: Option<DateTimeUtc>,
    pub started_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub finished_at: Option<DateTimeUtc>,
}

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))")]
pub enum Kind {
    #[sea_orm(string_value = "nppes")]
    Nppes,
    #[sea_orm(string_value = "deactivations")]
    Deactivations,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))")]
pub enum Status {
    /// Uploaded; a worker takes it up.
    #[sea_orm(string_value = "waiting")]
    Waiting,
    #[sea_orm(string_value = "running")]
    Running,
    #[sea_orm(string_value = "done")]
    Done,
    /// The file is not what it should be; nothing was written.
    #[sea_orm(string_value = "refused")]
    Refused,
    /// It stopped half-way; the same file may be imported again.
    #[sea_orm(string_value = "failed")]
    Failed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))")]
pub enum Phase {
    #[sea_orm(string_value = "reading")]
    Reading,
    #[sea_orm(string_value = "writing")]
    Writing,
}

impl ActiveModelBehavior for ActiveModel {}
