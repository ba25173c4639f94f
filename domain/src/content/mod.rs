//! The content room.
