//! The one error of the domain. No HTTP in it, no database type in it.

use std::error::Error as StdError;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a command or a query could not do what was asked. `code` is stable and dotted, such as
/// `referral.already_accepted`; `detail` is worded for the person who reads it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{code}: not found")]
    NotFound { code: &'static str },
    /// Nobody is signed in, or the credential is no good.
    #[error("{code}: {detail}")]
    Unauthenticated { code: &'static str, detail: String },
    #[error("{code}: {detail}")]
    Forbidden { code: &'static str, detail: String },
    #[error("invalid: {0:?}")]
    Invalid(Report),
    /// The thing is in a state that does not allow this.
    #[error("{code}: {detail}")]
    Conflict { code: &'static str, detail: String },
    /// Somebody else wrote in between.
    #[error("{code}: stale")]
    Stale { code: &'static str },
    #[error("{code}: too many, again in {retry_after_secs} s")]
    RateLimited {
        code: &'static str,
        retry_after_secs: u64,
    },
    /// A part we need is busy or down; trying again later is right.
    #[error("{code}: unavailable")]
    Unavailable {
        code: &'static str,
        #[source]
        source: Option<Box<dyn StdError + Send + Sync>>,
    },
    #[error("internal error")]
    Internal(#[source] Box<dyn StdError + Send + Sync>),
}

/// One thing wrong with one field of what was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// As the sender names it; empty for the whole.
    pub field: String,
    pub message: String,
    /// What may have been meant, the likeliest first; `None` where nobody looked for that.
    pub suggestions: Option<Vec<String>>,
}

/// Everything that is wrong with what was sent, not just the first thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report(pub Vec<FieldError>);

impl Report {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn one(field: impl Into<String>, message: impl Into<String>) -> Self {
        let mut report = Self::new();
        report.add(field, message);
        report
    }

    pub fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push(FieldError {
            field: field.into(),
            message: message.into(),
            suggestions: None,
        });
    }

    /// Notes an error with what may have been meant.
    pub fn suggest(
        &mut self,
        field: impl Into<String>,
        message: impl Into<String>,
        suggestions: Vec<String>,
    ) {
        self.0.push(FieldError {
            field: field.into(),
            message: message.into(),
            suggestions: Some(suggestions),
        });
    }

    /// Parses a field, noting the error and going on when it does not parse.
    pub fn parse<T: std::str::FromStr<Err: std::fmt::Display>>(
        &mut self,
        field: &str,
        text: &str,
    ) -> Option<T> {
        text.parse()
            .map_err(|why| self.add(field, format!("{why}")))
            .ok()
    }

    /// Takes over what a part found wrong and goes on; `None` then. Other errors end it.
    pub fn part<T>(&mut self, part: Result<T>) -> Result<Option<T>> {
        match part {
            Ok(value) => Ok(Some(value)),
            Err(Error::Invalid(more)) => {
                self.0.extend(more.0);
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `Ok` when nothing was noted.
    pub fn into_result(self) -> Result<()> {
        if self.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(self))
        }
    }
}

impl Error {
    pub fn not_found(code: &'static str) -> Self {
        Self::NotFound { code }
    }

    pub fn conflict(code: &'static str, detail: impl Into<String>) -> Self {
        Self::Conflict {
            code,
            detail: detail.into(),
        }
    }

    pub fn forbidden(code: &'static str, detail: impl Into<String>) -> Self {
        Self::Forbidden {
            code,
            detail: detail.into(),
        }
    }

    pub fn unauthenticated(code: &'static str, detail: impl Into<String>) -> Self {
        Self::Unauthenticated {
            code,
            detail: detail.into(),
        }
    }

    pub fn invalid(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid(Report::one(field, message))
    }

    pub fn internal(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Internal(source.into())
    }

    pub fn unavailable(
        code: &'static str,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self::Unavailable {
            code,
            source: Some(source.into()),
        }
    }

    /// The stable name of the error, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound { code }
            | Self::Unauthenticated { code, .. }
            | Self::Forbidden { code, .. }
            | Self::Conflict { code, .. }
            | Self::Stale { code }
            | Self::RateLimited { code, .. }
            | Self::Unavailable { code, .. } => code,
            Self::Invalid(_) => "request.invalid",
            Self::Internal(_) => "internal",
        }
    }
}
