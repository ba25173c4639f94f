//! Mail: composed and stored in the transaction of its cause, sent by a job.
//!
//! A mail is rendered once. What is stored, sealed, are the very bytes that go out, so that
//! sending it twice sends the same mail twice, by the same Message-ID.

mod compose;
mod files;
mod outbox;
mod resend;
mod smtp;
mod transport;

pub use compose::Letter;
pub use outbox::{
    Draft, Key, Sealed, dead, open, purge, purge_at, queue, retried, sent, unseal, void, void_one,
};
pub use resend::{find, load, resend};
pub use transport::{Failure, Mailer, Parcel};
