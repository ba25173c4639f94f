//! Who looks after a listing: somebody claims it, staff confirm the address, and by a link that is
//! mailed there its holder says that it is right, now and once in a while.

mod answer;
mod claim;
mod confirm;
mod dismiss;
mod link;
mod list;
mod mail_link;
mod names;
mod remind;
mod tidy;

pub use answer::ListingAnswer;
pub use claim::{ClaimListing, claim};
pub use confirm::confirm;
pub use dismiss::dismiss;
pub use footpath_entity::directory::listing_claim::State;
pub use link::{LinkState, ListingLink, link};
pub use list::{Claimed, list, one, open};
pub use mail_link::mail_link;
pub(in crate::directory) use names::{names, require_listed};
pub use remind::{MOST, remind};
pub use tidy::tidy;
