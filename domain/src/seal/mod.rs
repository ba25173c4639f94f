//! Keys and sealed columns.
//!
//! The site key never encrypts health data itself: it wraps one key per subject (one
//! assessment with its referrals and mails), so that erasing that key erases the person.
//! Sealed bytes are XChaCha20-Poly1305 with table, row and column as associated data, so that
//! a value moved to another place does not open.
//!
//! What wraps subject keys, and seals the few things that are the site's own, is a sealing key.
//! The first one follows from the secret key; `rotate` makes a new one and seals everything anew
//! with it while the site serves.

mod aead;
mod keys;
mod ring;
mod rotate;
mod subject;

pub use aead::Place;
pub use keys::{Keys, random_token};
pub use rotate::{rotate, tidy};
pub use subject::{SubjectKey, erase_subject, is_erased};
