use std::io::Write;

use super::Failure;

/// Prints the OpenAPI document; needs no database.
pub fn run() -> Result<(), Failure> {
    Ok(writeln!(
        std::io::stdout(),
        "{}",
        footpath_api::openapi::pretty()
    )?)
}
