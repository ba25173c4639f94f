//! The triage room.
