//! How far an import is, told between threads without a word in the database.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
};

use footpath_entity::directory::import_run::Phase;

use super::Refused;

/// What those who work note, and those who watch read.
#[derive(Default)]
pub struct Gauge {
    done: AtomicU64,
    total: AtomicU64,
    rows: AtomicU64,
    writing: AtomicBool,
    stopped: AtomicBool,
}

/// Has whoever reads give up when the import ends, however it ends.
pub struct Ending(pub Arc<Gauge>);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub phase: Phase,
    /// Bytes while it reads, podiatrists while it writes.
    pub done: u64,
    pub total: u64,
    /// Rows of the file that were looked at.
    pub rows: u64,
}

impl Gauge {
    pub fn advance(&self, bytes: u64, total: u64, rows: u64) {
        self.done.fetch_add(bytes, Relaxed);
        self.total.store(total, Relaxed);
        self.rows.store(rows, Relaxed);
    }

    /// From here on it counts podiatrists.
    pub fn begin_writing(&self, total: u64) {
        self.writing.store(true, Relaxed);
        self.done.store(0, Relaxed);
        self.total.store(total, Relaxed);
    }

    pub fn wrote(&self, podiatrists: u64) {
        self.done.fetch_add(podiatrists, Relaxed);
    }

    /// Has whoever reads give up at the next chunk.
    fn stop(&self) {
        self.stopped.store(true, Relaxed);
    }

    pub fn check(&self) -> Result<(), Refused> {
        if self.stopped.load(Relaxed) {
            return Err(Refused::new("was not read to its end"));
        }
        Ok(())
    }

    pub fn now(&self) -> Progress {
        Progress {
            phase: if self.writing.load(Relaxed) {
                Phase::Writing
            } else {
                Phase::Reading
            },
            done: self.done.load(Relaxed),
            total: self.total.load(Relaxed),
            rows: self.rows.load(Relaxed),
        }
    }
}
