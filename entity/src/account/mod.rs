//! Tables of the account room.
