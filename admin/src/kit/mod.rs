//! What the console's pages are made with.

mod address;
mod conflict;
mod fields;
mod outcome;
mod posted;
mod values;

pub use address::Address;
pub use conflict::conflict;
pub use fields::Fields;
pub use outcome::{Failed, failed};
pub use posted::Posted;
pub use values::Values;
