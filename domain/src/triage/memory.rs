use super::Gate;

/// What this room keeps in memory between requests; lost at a restart without harm.
pub struct Memory {
    pub(super) gate: Gate,
}

impl Memory {
    /// `evaluations_per_second` is for one address.
    pub fn new(evaluations_per_second: u32) -> Self {
        Self {
            gate: Gate::new(evaluations_per_second),
        }
    }
}
