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

/// Where the database of a process on this data folder is.
pub fn database_of(folder: &Path) -> String {
    let set = settings_for(folder).into_iter();
    let mut urls = set.filter(|(name, _)| *name == "DATABASE_URL");
    urls.next().map_or_else(
        || format!("sqlite://{}/footpath.db", folder.display()),
        |(_, url)| url,
    )
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
