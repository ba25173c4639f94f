//! Referrals and their mail: from a red flag to the clinic, and back to the patient.

mod answer;
mod delivery;
mod handling;
mod life;
mod limits;
pub mod mail_server;
mod no_search;
mod outgoing;
mod pages;
mod privacy;
pub mod rig;
mod routing;
mod share;
mod watch;
