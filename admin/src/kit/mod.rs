//! What the console's pages are made with.

mod address;
mod asked;
mod conflict;
mod done;
mod fields;
mod filters;
mod form_state;
mod history;
mod kept;
mod outcome;
mod parts;
mod posted;
mod upload;
mod upload_files;
mod values;

pub use address::Address;
pub use asked::Asked;
pub use conflict::conflict;
pub use done::Done;
pub use fields::Fields;
pub use filters::{PER_PAGE, chips, counted, flag, search, states, thousands, yes_no};
pub use form_state::FormState;
pub use history::{history, spoken};
pub use kept::{KeptControl, mark_kept};
use outcome::{Failed, failed};
pub use parts::{act, badge, button, buttons, group, states as publishing, topics, whole};
pub use posted::Posted;
pub use upload::Upload;
pub use upload_files::UploadedFiles;
pub use values::Values;
