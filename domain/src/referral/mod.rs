//! The referral room.
