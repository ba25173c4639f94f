//! Questionnaire and assessments, through the API and the pages.

mod examples;
mod input;
mod kept;
mod once;
mod page;
mod referral;
mod second;
pub mod site;
mod version;
