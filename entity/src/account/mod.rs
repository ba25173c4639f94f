//! Tables of the account room: staff, their sessions and their programs' tokens.

pub mod refresh_token;
pub mod session;
pub mod user;
