//! Referrals and their mail: from a red flag to the clinic, and back to the patient.

mod alerts;
mod answer;
mod delivery;
mod disown;
mod handling;
mod life;
mod limits;
pub mod mail_server;
mod no_search;
mod outgoing;
mod pages;
mod privacy;
mod reading;
mod retry;
pub mod rig;
mod routing;
mod share;
mod sweep;
mod watch;
