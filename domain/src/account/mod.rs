//! Staff: accounts, sign-in, sessions, and the tokens of their programs.

mod administrators;
mod api_token;
mod change;
mod disable;
mod find;
mod hasher;
mod invite;
mod login;
mod password;
mod password_link;
mod program;
mod reset;
mod session;
mod setup;
mod switch;
mod throttle;
mod token;
mod user;

pub use api_token::{Listed, create_api_token, list_api_tokens, revoke_api_token};
pub use change::{change_user, version};
pub use disable::disable_user;
pub use find::{find_user, list_users};
pub use hasher::Hasher;
pub use invite::invite;
pub use password_link::{mail_password_link, password_link, set_password};
pub use program::{Tokens, issue, refresh, revoke};
pub use reset::reset_password;
pub use session::{Session, SignedIn, read_session, sign_in, sign_out};
pub use setup::{FirstAdmin, needs_setup, set_up, setup_code};
pub use switch::switch_user;
pub use token::bearer;
pub use user::{create_user, ensure_user};
