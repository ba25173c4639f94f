//! What this process knows of the last findable change, so that readers need not ask each time.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
    time::{Duration, Instant},
};

/// So long another process may be unheard.
const MOMENT: Duration = Duration::from_millis(250);

#[derive(Default)]
pub(crate) struct Changes {
    /// Commits of this process that changed something findable.
    ours: AtomicU64,
    seen: Mutex<Option<Seen>>,
}

/// When something was read, and after how many of our commits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stamp {
    ours: u64,
    when: Instant,
}

#[derive(Clone, Copy)]
struct Seen {
    stamp: Stamp,
    seq: i64,
}

impl Changes {
    /// A commit changed something.
    pub fn happened(&self) {
        self.ours.fetch_add(1, SeqCst);
    }

    /// To be taken before reading what is then remembered.
    pub fn count(&self) -> u64 {
        self.ours.load(SeqCst)
    }

    /// The number of the last change, as long as none of ours and no moment has passed since.
    pub fn remembered(&self) -> Option<i64> {
        let seen = (*self.seen.lock().unwrap_or_else(PoisonError::into_inner))?;
        self.is_fresh(seen.stamp).then_some(seen.seq)
    }

    /// Until when something that was read now may be used again.
    pub fn stamp(&self) -> Stamp {
        Stamp {
            ours: self.count(),
            when: Instant::now(),
        }
    }

    pub fn is_fresh(&self, stamp: Stamp) -> bool {
        stamp.ours == self.count() && stamp.when.elapsed() < MOMENT
    }

    pub fn remember(&self, ours: u64, seq: i64) {
        let stamp = Stamp {
            ours,
            when: Instant::now(),
        };
        let now = Seen { stamp, seq };
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_our_own_is_known_at_once() {
        let changes = Changes::default();
        assert_eq!(changes.remembered(), None);
        changes.remember(changes.count(), 7);
        assert_eq!(changes.remembered(), Some(7));
        changes.happened();
        assert_eq!(changes.remembered(), None);
        // What was read before the change does not count either.
        changes.remember(0, 7);
        assert_eq!(changes.remembered(), None);
    }
}
