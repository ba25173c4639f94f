//! A lock that one holder has among all processes on a data folder. It ends with the process,
//! however that ends.

use std::{
    fs::{File, TryLockError},
    io::Result,
    path::Path,
};

pub struct LockFile(File);

impl LockFile {
    /// `None` while somebody else has it.
    pub fn take(path: &Path) -> Result<Option<Self>> {
        let file = File::create(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

impl Drop for LockFile {
    /// Closing is not enough: a program that is just being started has every open file of ours
    /// until it runs, and with it the lock.
    fn drop(&mut self) {
        if let Err(error) = self.0.unlock() {
            tracing::warn!(%error, "a lock could not be given back");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_has_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        let held = LockFile::take(&path).unwrap();
        assert!(held.is_some());
        assert!(LockFile::take(&path).unwrap().is_none());
        drop(held);
        assert!(LockFile::take(&path).unwrap().is_some());
    }

    #[test]
    fn it_is_given_back_though_a_program_that_starts_has_the_file_open() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        let held = LockFile::take(&path).unwrap().unwrap();
        let inherited = held.0.try_clone().unwrap();
        drop(held);
        assert!(LockFile::take(&path).unwrap().is_some());
        drop(inherited);
    }
}
