use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// Podiatrists who were not there.
    pub created: u64,
    /// Podiatrists of whom something changed.
    pub updated: u64,
    pub unchanged: u64,
    /// Taken out of the list, as the registry has taken their number out of use.
    pub deactivated: u64,
    /// Taken out of the list, as the registry lists them as podiatrists no more.
    pub delisted: u64,
    /// Rows that name a podiatry code and were not taken over, by reason.
    pub rejected: BTreeMap<String, u64>,
    /// Podiatrists of the file whose place nobody could find on a map.
    pub not_geocoded: u64,
    /// Listed in the directory afterwards.
    pub podiatrists: u64,
    /// Where they practise.
    pub clinics: u64,
    /// Of the file.
    pub rows: u64,
    /// Rows of whose NPI the file has a newer one.
    pub duplicates: u64,
    /// Rows that are older than what the directory has.
    pub stale: u64,
    /// Codes that begin like podiatry's and are none of them.
    pub unknown_codes: BTreeMap<String, u64>,
}
