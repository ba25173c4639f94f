//! The lines of a backup: gzip of JSON Lines. First a head, then each table with its rows, then
//! how many rows there were, so that a cut file is noticed.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub const FORMAT: u32 = 1;
/// The table that goes into the key file alone.
pub const KEYS: &str = "subject_key";
/// The table that goes into both: a key file may be newer than the archive it opens.
pub const SEALING_KEYS: &str = "sealing_key";

#[derive(Serialize, Deserialize)]
pub struct Head {
    pub footpath_backup: u32,
    /// `SQLite` or `PostgreSQL`; it goes back into the same kind.
    pub database: String,
    /// The steps that made the schema.
    pub steps: Vec<String>,
    pub made_at: DateTime<Utc>,
    /// Of the key that sealed what is sealed.
    pub key_fingerprint: String,
}

#[derive(Serialize, Deserialize)]
pub struct Keys {
    pub footpath_keys: u32,
    pub secret_key: String,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub enum Line {
    Table { table: String, columns: Vec<String> },
    Row(Vec<String>),
    End { rows: u64 },
}
