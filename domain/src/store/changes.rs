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

#[derive(Clone, Copy)]
struct Seen {
    ours: u64,
    when: Instant,
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
        (seen.ours == self.count() && seen.when.elapsed() < MOMENT).then_some(seen.seq)
    }

    pub fn remember(&self, ours: u64, seq: i64) {
        let now = Seen {
            ours,
            when: Instant::now(),
            seq,
        };
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
