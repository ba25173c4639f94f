//! Black-box tests: through HTTP, on a port and a database of their own.

mod account;
mod assessment;
mod catalog;
mod content;
mod directory;
mod referral;
mod search;
mod support;
