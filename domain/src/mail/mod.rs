//! Mail: composed and stored in the transaction of its cause, sent by a job.
//!
//! A mail is rendered once. What is stored, sealed, are the very bytes that go out, so that
//! sending it twice sends the same mail twice, by the same Message-ID.

mod bounce;
mod compose;
mod dkim;
mod files;
mod handover;
mod outbox;
mod resend;
mod smtp;
mod suppress;
mod throttle;
mod transport;

pub use bounce::{bounced, original};
pub use compose::Letter;
pub use dkim::{DnsName, Signer};
pub use outbox::{
    Draft, Key, Sealed, dead, forget_void, open, purge, purge_at, purge_now, queue, queue_at,
    retried, sent, unseal, void, void_one, waiting,
};
pub use resend::{find, load, resend};
pub use suppress::{address, is_desk, is_disowned, is_suppressed, suppress};
pub use throttle::{AFTER, has_had_enough};
pub use transport::{Failure, Mailer, Parcel};
