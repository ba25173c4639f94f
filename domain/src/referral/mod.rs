//! Referrals: from a red flag to a clinic that has seen it, and back to the patient.
//!
//! A referral belongs to one assessment. Each recipient tried is an attempt with a link of its
//! own; the patient has one link for the whole referral. Status, clinic and due time are kept
//! clear; whatever tells of the patient, tier included, is sealed with the subject's key.

mod accept;
mod alert;
mod appointment;
mod board;
mod case;
mod confirm;
mod decline;
mod delivery;
mod expire;
mod export;
mod fhir;
mod follow;
mod hold;
mod lanes;
mod letter;
mod link;
mod manage;
mod note;
mod offer;
mod pin;
mod plea;
mod preview;
mod progress;
mod reading;
mod refer;
mod release;
mod reroute;
mod resend;
mod route;
mod state;
mod view;
mod watch;
mod withdraw;

pub use accept::accept;
pub use board::{AGES, Board, OPENED_WITHIN, board};
pub use confirm::{confirm, not_me};
pub use decline::{Decline, decline};
pub(crate) use delivery::{desk_bounced, mail_dead, mail_taken};
pub(crate) use expire::expire;
pub use export::Exported;
pub(crate) use export::export;
pub use fhir::bundle;
pub use follow::{Followed, follow};
pub use lanes::{Lane, lanes};
pub use link::{Shut, check_form, clinic_by_token, form_token, patient_by_token};
pub use manage::{
    Listed, ManageFilter, Managed, Note, Stage, manage_list, managed, needing_somebody,
};
pub use note::note;
pub use pin::unlock;
pub use plea::reference;
pub use preview::{Preview, preview};
pub use progress::{complete, schedule};
pub use refer::{NewReferral, Referred, refer};
pub use release::release;
pub use reroute::reroute;
pub use resend::resend;
pub(crate) use resend::still_asks;
pub use view::{Doorstep, Opened, doorstep, view};
pub use watch::Mark;
pub(crate) use watch::watch;
pub use withdraw::{withdraw, withdraw_for_erasure};

pub use footpath_entity::referral::{
    attempt::{DeclineReason, RecipientKind, Status as AttemptStatus},
    record::Status,
};
