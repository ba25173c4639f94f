//! Tables of the directory room.
