//! Tables that every room uses: jobs, audit, settings, keys, limits, the search log.

pub mod audit_entry;
pub mod erasure;
pub mod job;
pub mod limit_counter;
pub mod sealing_key;
pub mod search_change;
pub mod setting;
pub mod subject_key;
