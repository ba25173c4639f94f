use footpath_domain::{Error, Report};
use footpath_web::Problem;

/// Why a form comes back rather than going through.
#[derive(Debug)]
pub enum Failed {
    /// These fields are wrong.
    Invalid(Report),
    /// Somebody else saved in between.
    Stale,
    /// It is in a state that does not allow this; said above the form.
    Refused(String),
}

/// What a form can be shown again for; everything else is a problem of the page.
pub fn failed(error: Error) -> Result<Failed, Problem> {
    match error {
        Error::Invalid(report) => Ok(Failed::Invalid(report)),
        Error::Stale { .. } => Ok(Failed::Stale),
        Error::Conflict { detail, .. } => Ok(Failed::Refused(detail)),
        other => Err(other.into()),
    }
}
