//! Staff: accounts, sign-in, sessions, and the tokens of their programs.

mod disable;
mod find;
mod hasher;
mod login;
mod password;
mod program;
mod reset;
mod session;
mod throttle;
mod token;
mod user;

pub use disable::disable_user;
pub use find::list_users;
pub use hasher::Hasher;
pub use program::{Tokens, issue, refresh, revoke};
pub use reset::reset_password;
pub use session::{Session, SignedIn, read_session, sign_in, sign_out};
pub use token::bearer;
pub use user::{create_user, ensure_user};
