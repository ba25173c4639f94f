//! Tables of the triage room.

pub mod assessment;
pub mod consent;
pub mod idempotency;
pub mod rule_set;
pub mod tier_count;
