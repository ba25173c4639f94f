//! The directory room: where podiatrists practise, how to reach them, who is near.

pub mod clinic;
pub mod place;
