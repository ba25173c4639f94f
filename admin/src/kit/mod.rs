//! What the console's pages are made with.

mod address;
mod conflict;
mod fields;
mod filters;
mod history;
mod outcome;
mod posted;
mod values;

pub use address::Address;
pub use conflict::conflict;
pub use fields::Fields;
pub use filters::{PER_PAGE, chips, counted, flag, search, states, yes_no};
pub use history::{history, spoken};
pub use outcome::{Failed, failed};
pub use posted::Posted;
pub use values::Values;
