//! Clinics: the places where podiatrists practise and where referrals go.

mod accepting;
mod choice;
mod confirm;
mod create;
mod draft;
mod follow;
mod handling;
mod hide;
mod inbox;
mod manage;
mod merge;
mod shown;
mod split;
mod store;
mod update;
mod verify;

pub(in crate::directory) use accepting::taking;
pub use accepting::{AcceptingClinic, accepting, confirmed_inbox, nearest_accepting};
pub use choice::{ClinicChoice, accepting_within};
pub use confirm::{Asked, InboxLink, InboxLinkState, ask_again, confirm_inbox, inbox_link};
pub use create::create;
pub(in crate::directory) use draft::locate;
pub use draft::{ClinicDraft, ClinicEdit};
pub use follow::follow;
pub use handling::{Handling, Quiet, SetHandling, ZONES, handling, set_handling};
pub use hide::{hide, show};
pub use inbox::{SetInbox, set_inbox};
pub(in crate::directory) use manage::in_city;
pub use manage::{Beside, ManageFilter, Managed, Referrals, beside, manage_list, managed};
pub use merge::{Merge, merge};
pub use shown::{Clinic, city_line};
pub use split::{Split, split};
pub use update::update;
pub use verify::verify;
