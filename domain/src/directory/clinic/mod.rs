//! Clinics: the places where podiatrists practise and where referrals go.

mod accepting;

pub use accepting::{AcceptingClinic, accepting, nearest_accepting};
