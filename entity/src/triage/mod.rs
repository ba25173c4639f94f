//! Tables of the triage room.
