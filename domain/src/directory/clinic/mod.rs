//! Clinics: the places where podiatrists practise and where referrals go.

mod accepting;
mod create;
mod draft;
mod hide;
mod inbox;
mod shown;
mod store;
mod update;

pub use accepting::{AcceptingClinic, accepting, nearest_accepting};
pub use create::create;
pub use draft::{ClinicDraft, ClinicEdit};
pub use hide::set_hidden;
pub use inbox::{SetInbox, set_inbox};
pub use shown::Clinic;
pub use update::update;
