//! The editors' console, by its forms.

mod api_token;
mod article;
mod assessment;
mod board;
mod catalogue;
mod clinic;
mod content;
mod dashboard;
mod kept;
mod merge;
mod outbox;
mod podiatrist;
mod referral;
pub mod rig;
mod role;
mod rules;
mod settings;
mod setup;
mod user;
