//! Which database a test runs on.

use std::{env, path::Path};

use super::postgres;

/// Any will do, but on PostgreSQL it must be given.
pub const SECRET_KEY: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";

/// Whether sites stand on PostgreSQL unless their test says otherwise: the one switch is
/// `FOOTPATH_TEST_DATABASE`, `sqlite` or `postgres`.
pub fn on_postgres() -> bool {
    match env::var_os("FOOTPATH_TEST_DATABASE") {
        None => false,
        Some(word) if word == "sqlite" => false,
        Some(word) if word == "postgres" => true,
        Some(word) => panic!(
            "FOOTPATH_TEST_DATABASE is {}, neither sqlite nor postgres",
            word.display()
        ),
    }
}

/// What settles the database of a process on this data folder, which keeps it.
pub fn settings_for(folder: &Path) -> Vec<(&'static str, String)> {
    if !on_postgres() {
        return Vec::new();
    }
    let name = folder.file_name().unwrap().to_str().unwrap();
    let url = postgres::database(name.trim_start_matches('.')).unwrap();
    vec![("DATABASE_URL", url), ("SECRET_KEY", SECRET_KEY.to_owned())]
}
