//! Worker slots: a restarted process takes back the leases of its own dead predecessor at once.

use std::path::Path;

use footpath_search::LockFile;

use crate::{Error, Result};

/// A name among the workers on one data folder, held as long as this lives.
pub struct Slot {
    pub owner: String,
    _lock: LockFile,
}

/// Takes the first free slot in the data folder. Holding the lock proves that whoever had the
/// slot before is dead. `instance` tells data folders apart that share one database.
pub fn take(data_dir: &Path, instance: &str) -> Result<Slot> {
    for n in 0..64 {
        let path = data_dir.join(format!("worker-{n}.lock"));
        if let Some(lock) = LockFile::take(&path).map_err(Error::internal)? {
            return Ok(Slot {
                owner: format!("{instance}/{n}"),
                _lock: lock,
            });
        }
    }
    Err(Error::internal(
        "sixty-four workers share this data folder already",
    ))
}
