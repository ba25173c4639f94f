//! Finding.

/// The engine in use.
#[derive(Clone)]
pub struct Search {}
