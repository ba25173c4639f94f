//! The editors' console, by its forms.

mod api_token;
mod article;
mod clinic;
mod podiatrist;
mod rig;
mod role;
mod settings;
mod setup;
mod user;
