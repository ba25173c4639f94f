//! Questionnaire and assessments, through the API and the pages.

mod examples;
mod input;
mod kept;
mod once;
mod page;
mod receipt_page;
mod referral;
mod second;
mod share_page;
pub mod site;
mod version;
