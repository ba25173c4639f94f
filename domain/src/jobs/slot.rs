//! Worker slots: a restarted process takes back the leases of its own dead predecessor at once.

use std::{fs::File, path::Path};

use crate::{Error, Result};

/// A name among the workers on one data folder, held as long as this lives.
pub struct Slot {
    pub owner: String,
    /// The lock ends with the process, however it ends.
    _lock: File,
}

/// Takes the first free slot in the data folder. Holding the lock proves that whoever had the
/// slot before is dead. `instance` tells data folders apart that share one database.
pub fn take(data_dir: &Path, instance: &str) -> Result<Slot> {
    for n in 0..64 {
        let file =
            File::create(data_dir.join(format!("worker-{n}.lock"))).map_err(Error::internal)?;
        if file.try_lock().is_ok() {
            return Ok(Slot {
                owner: format!("{instance}/{n}"),
                _lock: file,
            });
        }
    }
    Err(Error::internal(
        "sixty-four workers share this data folder already",
    ))
}
