//! Podiatrists, known by their National Provider Identifier.

mod create;
mod documents;
mod draft;
mod find;
mod follow;
mod hide;
mod listed;
mod manage;
mod name;
mod rendered;
mod store;
mod update;
mod verify;

pub use create::create;
pub use documents::{all_ids, documents};
pub use draft::{PodiatristDraft, PodiatristEdit};
pub use find::{Profile, find};
pub use follow::follow;
pub use hide::{hide, show};
pub use listed::Listing;
pub(in crate::directory) use listed::{Listed, listed};
pub use manage::{ManageFilter, Managed, manage_list, managed, npi};
pub(in crate::directory) use name::{display_name, sort_name};
pub use rendered::{Rendered, Rendering};
pub use update::update;
pub use verify::verify;
