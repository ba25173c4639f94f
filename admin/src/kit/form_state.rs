use actix_web::http::StatusCode;
use footpath_domain::{Error, Report};
use footpath_templates::admin::Flash;
use footpath_web::Problem;

use super::{Failed, Values, failed};
use crate::frame;

/// A form as its page shows it: filled in as stored or as typed, and what came of sending it.
pub struct FormState {
    /// Of all forms on the page; each has names of its own.
    pub values: Values,
    pub report: Report,
    /// Somebody else saved in between.
    pub stale: bool,
    pub flashes: Vec<Flash>,
    pub status: StatusCode,
}

impl FormState {
    pub fn of(values: Values) -> Self {
        Self {
            values,
            report: Report::new(),
            stale: false,
            flashes: Vec::new(),
            status: StatusCode::OK,
        }
    }

    /// As stored, and what was done just before, as the address of the page says.
    pub fn after(values: Values, done: Option<&str>) -> Self {
        Self {
            flashes: frame::done(done),
            ..Self::of(values)
        }
    }

    /// As typed, with why it did not go through. What no form can mend is a problem of the page.
    pub fn again(typed: Values, error: Error) -> Result<Self, Problem> {
        let mut state = Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            ..Self::of(typed)
        };
        match failed(error)? {
            Failed::Invalid(report) => state.report = report,
            Failed::Stale => {
                state.stale = true;
                state.status = StatusCode::CONFLICT;
            }
            Failed::Refused(text) => {
                state.status = StatusCode::CONFLICT;
                state.flashes.push(Flash { text, failed: true });
            }
        }
        Ok(state)
    }

    /// The forms of the page that were not sent are filled in as stored.
    #[must_use]
    pub fn over(mut self, stored: Values) -> Self {
        self.values = self.values.over(stored);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_comes_back_with_why() {
        let typed = || Values::default().with("title", "Heel");
        let again = |error| FormState::again(typed(), error).ok().unwrap();
        let wrong = again(Error::invalid("title", "is taken"));
        assert_eq!(wrong.values.text("title"), "Heel");
        assert_eq!((wrong.status.as_u16(), wrong.report.0.len()), (422, 1));
        let stale = again(Error::Stale { code: "x" });
        assert!(stale.stale && stale.status.as_u16() == 409);
        let refused = again(Error::conflict("x", "Not now."));
        assert!(refused.flashes[0].failed);
        assert!(FormState::again(typed(), Error::not_found("x")).is_err());
    }
}
