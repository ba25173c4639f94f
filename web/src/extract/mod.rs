//! Extractors whose every failure is a typed 4xx that names the field.

pub mod addr;
pub mod bearer;
pub mod form;
pub mod json;
pub mod object;
pub mod page;
pub mod path;
pub mod query;
pub mod session;

mod field;
