//! Tables as types: rows, typed IDs, enums and value types. No rules live here.

pub mod id;
pub mod role;
pub mod value;

pub mod account;
pub mod catalog;
pub mod content;
pub mod directory;
pub mod kernel;
pub mod referral;
pub mod triage;
