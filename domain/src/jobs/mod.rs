//! Work after the commit. A job is a row written in the transaction of its cause; a worker
//! claims it with a lease and a fence, commits the claim, and only then does I/O.

mod claim;
mod count;
mod expire_referral;
mod finish;
mod forget_contact;
mod import_registry;
mod lane;
mod purge;
mod purge_mail;
mod queue;
mod reindex;
mod remind_listings;
mod run;
mod send_email;
pub mod slot;
mod watch_referral;

pub use claim::{Claim, LEASE, claim, extend, release_own};
pub use count::{Count, count};
pub use finish::{End, settle};
pub use lane::Lane;
pub use purge::{begin as begin_purge, sweep};
pub use queue::{NewJob, again, enqueue};
pub use remind_listings::begin as begin_reminders;
pub use run::{Worker, drain};

/// Every kind of job, one file each; a kind is stored by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    SendEmail,
    PurgeMail,
    ExpireReferral,
    /// Two weeks later nobody can tell any more that two assessments are of one person.
    ForgetContact,
    /// What was kept long enough goes; once a day.
    Purge,
    /// Looks whether a recipient has opened a referral in time.
    WatchReferral,
    /// A registry file that was sent through the console.
    ImportRegistry,
    /// A new search index beside the live one, then swapped in.
    Reindex,
    /// Asks those who look after a listing to check it again; once a day.
    RemindListings,
}

impl Kind {
    pub const ALL: [Self; 9] = [
        Self::SendEmail,
        Self::PurgeMail,
        Self::ExpireReferral,
        Self::ForgetContact,
        Self::Purge,
        Self::WatchReferral,
        Self::ImportRegistry,
        Self::Reindex,
        Self::RemindListings,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::SendEmail => "send-email",
            Self::PurgeMail => "purge-mail",
            Self::ExpireReferral => "expire-referral",
            Self::ForgetContact => "forget-contact",
            Self::Purge => "purge",
            Self::WatchReferral => "watch-referral",
            Self::ImportRegistry => "import-registry",
            Self::Reindex => "reindex",
            Self::RemindListings => "remind-listings",
        }
    }

    /// Whether a job of this kind is given up after two days of failures. What watches over a
    /// referral, or erases what must not be kept, is tried for ever.
    fn is_given_up(self) -> bool {
        match self {
            Self::SendEmail | Self::Reindex | Self::ImportRegistry => true,
            Self::PurgeMail
            | Self::ExpireReferral
            | Self::ForgetContact
            | Self::Purge
            | Self::RemindListings
            | Self::WatchReferral => false,
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
    /// The handler wrote down the end itself, in the transaction of its effect; see `settle`.
    Settled,
    /// Not now; again after the given time, or after the usual back-off.
    Retry {
        after: Option<chrono::TimeDelta>,
        why: String,
    },
    /// Not its turn yet; nothing was tried. Again after the given time.
    Wait {
        after: chrono::TimeDelta,
        why: String,
    },
    /// Never; a person must look.
    Fail {
        why: String,
    },
}
