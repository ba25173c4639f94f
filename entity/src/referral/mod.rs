//! Referrals: one for an assessment, one attempt for each recipient tried, and the mails.

pub mod attempt;
pub mod mail;
pub mod note;
pub mod record;
pub mod suppression;
