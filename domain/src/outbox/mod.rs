//! Mails as staff see them: which went out, which wait, which were given up.

mod cancel;
mod list;
mod look;
mod mask;
mod retry;
mod suppressed;

pub use cancel::cancel;
pub use footpath_entity::referral::mail::Status;
pub use footpath_entity::referral::suppression::Reason;
pub use list::{Filter, Listed, given_up, kinds, list};
pub use look::{Look, look};
pub(crate) use mask::address as masked;
pub use retry::retry;
pub use suppressed::{Suppressed, suppress, suppressed, unsuppress};
