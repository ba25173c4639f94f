use std::{fmt, path::PathBuf, sync::Arc};

use footpath_entity::value::Email;
use zeroize::Zeroizing;

use super::{files::Files, smtp::Smtp};
use crate::Result;

/// Takes mail to where it goes.
#[derive(Clone)]
pub struct Mailer(Arc<Transport>);

enum Transport {
    Files(Files),
    Smtp(Smtp),
}

/// One mail, ready to go out.
pub struct Parcel {
    pub message_id: String,
    pub from: Email,
    pub to: Email,
    /// The whole message.
    pub bytes: Zeroizing<Vec<u8>>,
}

/// Why a mail did not go out; never with an address or a body in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The mail server refuses this mail for good, with this reply code.
    Refused(u16),
    /// The address is on the list of those that are not written to.
    Suppressed,
    /// Another time may do. The sender cannot tell whether the mail has gone out.
    Passing(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(code) => write!(f, "the mail server refuses it with {code}"),
            Self::Suppressed => f.write_str("the address is suppressed"),
            Self::Passing(why) => f.write_str(why),
        }
    }
}

impl Mailer {
    /// Writes `.eml` files into a folder, which is made when it is missing.
    pub fn files(folder: impl Into<PathBuf>) -> Self {
        Self(Arc::new(Transport::Files(Files {
            folder: folder.into(),
        })))
    }

    /// Sends by SMTP: `smtp://user:pass@host:port` insists on STARTTLS, `smtps://…` is TLS from
    /// the first byte, `smtp://127.0.0.1:port?tls=none` is clear text and only to loopback.
    pub fn smtp(url: &str) -> Result<Self> {
        Ok(Self(Arc::new(Transport::Smtp(Smtp::parse(url)?))))
    }

    /// `Ok` once the mail is someone else's to deliver.
    pub async fn send(&self, parcel: &Parcel) -> Result<(), Failure> {
        match &*self.0 {
            Transport::Files(files) => files.send(parcel).await,
            Transport::Smtp(smtp) => smtp.send(parcel).await,
        }
    }

    /// Removes what this transport keeps of a mail that was sent.
    pub async fn forget(&self, message_id: &str) -> Result<()> {
        match &*self.0 {
            Transport::Files(files) => files.forget(message_id).await,
            Transport::Smtp(_) => Ok(()),
        }
    }

    /// Whether the mail server lets itself be reached, for the health report; sends nothing.
    pub async fn reachable(&self) -> Result<(), Failure> {
        match &*self.0 {
            Transport::Files(files) => files.ready(),
            Transport::Smtp(smtp) => smtp.greet().await,
        }
    }
}
