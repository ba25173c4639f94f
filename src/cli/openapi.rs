use std::io::Write;

use super::Failure;

/// Prints the OpenAPI document; needs no settings and no database.
pub fn run() -> Result<(), Failure> {
    Ok(writeln!(
        std::io::stdout(),
        "{}",
        footpath_api::openapi::pretty()
    )?)
}
