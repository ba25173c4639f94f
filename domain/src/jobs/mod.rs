//! Work after the commit. A job is a row written in the transaction of its cause; a worker
//! claims it with a lease and a fence, commits the claim, and only then does I/O.

mod claim;
mod finish;
mod queue;
mod run;
pub mod slot;

pub use claim::{Claim, claim, release_own};
pub use queue::{NewJob, enqueue};
pub use run::{Worker, drain};

/// Every kind of job, one file each; a kind is stored by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    SendEmail,
}

impl Kind {
    pub const ALL: [Self; 1] = [Self::SendEmail];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::SendEmail => "send-email",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// How a run of a job ended.
#[derive(Debug)]
pub enum Outcome {
    Done,
    /// Not now; again after the given time, or after the usual back-off.
    Retry {
        after: Option<chrono::TimeDelta>,
        why: String,
    },
    /// Never; a person must look.
    Fail {
        why: String,
    },
}
