use crate::Error;

/// Why a file is not what it should be; nothing was written because of it. Worded for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused(pub String);

impl Refused {
    pub fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

impl From<std::io::Error> for Refused {
    fn from(why: std::io::Error) -> Self {
        Self(format!("cannot be read: {why}"))
    }
}

impl From<Refused> for Error {
    fn from(why: Refused) -> Self {
        Self::invalid("file", why.0)
    }
}
