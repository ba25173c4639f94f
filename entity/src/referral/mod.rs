//! Tables of the referral room.
