//! Tables of the account room: staff, their sessions and their programs' tokens.

pub mod api_token;
pub mod password_link;
pub mod refresh_token;
mod scope;
pub mod session;
pub mod user;

pub use scope::{Scope, Scopes};
