//! Signing in, by browser and by program, and what every answer carries.

mod answers;
mod console;
mod form;
mod mutants;
mod program;
mod programs_role;
mod rig;
