//! Referrals: from a red flag to a clinic that has seen it, and back to the patient.
//!
//! A referral belongs to one assessment. Each recipient tried is an attempt with a link of its
//! own; the patient has one link for the whole referral. Status, clinic and due time are kept
//! clear; whatever tells of the patient, tier included, is sealed with the subject's key.

pub mod state;

pub use footpath_entity::referral::{
    attempt::{DeclineReason, RecipientKind, Status as AttemptStatus},
    record::Status,
};
