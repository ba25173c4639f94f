//! The directory as other systems take it: podiatrists, clinics, who practises where, each alone
//! and page by page, and all of it as a file. Nothing that readers may not see comes out here.

mod clinic;
mod file;
mod person;
mod role;
mod visible;
mod wanted;

pub use clinic::{ClinicQuery, Near, Site, site, sites, sites_of};
pub use file::{Asked, File, Format, RawFile, open};
pub use person::{Person, PersonQuery, people, people_of, person};
pub use role::{Role, RoleId, RoleQuery, role, roles};
pub use wanted::{All, Any, Wanted};
