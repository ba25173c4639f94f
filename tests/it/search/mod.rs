//! Search, from what editors write to what readers find.

mod find;
mod index;
mod meili;
mod rig;
