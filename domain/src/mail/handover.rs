//! The part of a conversation in which a mail changes hands. It is led command by command, since
//! only so is it known whom a refusal is about.

use lettre::{
    Address,
    transport::smtp::{
        Error,
        client::AsyncSmtpConnection,
        commands::{Data, Mail, Rcpt},
        extension::{Extension, MailBodyParameter, MailParameter},
        response::Response,
    },
};

use super::{Failure, smtp::passing};

/// What the server was asked when it refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    /// Whether we may send: `MAIL`.
    Us,
    /// Whether it takes mail for the recipient, and then this one: `RCPT`, `DATA` and the text.
    Recipient,
}

pub(super) async fn hand_over(
    connection: &mut AsyncSmtpConnection,
    from: &Address,
    to: &Address,
    bytes: &[u8],
) -> Result<(), Failure> {
    let info = connection.server_info();
    let mut parameters = Vec::new();
    for (needed, extension, parameter) in [
        (
            !(from.as_ref() as &str).is_ascii() || !(to.as_ref() as &str).is_ascii(),
            Extension::SmtpUtfEight,
            MailParameter::SmtpUtfEight,
        ),
        (
            !bytes.is_ascii(),
            Extension::EightBitMime,
            MailParameter::Body(MailBodyParameter::EightBitMime),
        ),
    ] {
        if needed && !info.supports_feature(extension) {
            let why = "smtp: the server lacks what we need";
            return Err(Failure::Passing(why.to_owned()));
        }
        if needed {
            parameters.push(parameter);
        }
    }
    let mail = Mail::new(Some(from.clone()), parameters);
    taken(connection.command(mail).await, Asked::Us)?;
    let recipient = Rcpt::new(to.clone(), Vec::new());
    taken(connection.command(recipient).await, Asked::Recipient)?;
    taken(connection.command(Data).await, Asked::Recipient)?;
    taken(connection.message(bytes).await, Asked::Recipient)
}

fn taken(reply: Result<Response, Error>, asked: Asked) -> Result<(), Failure> {
    let Err(error) = reply else { return Ok(()) };
    match error.status().map(u16::from) {
        Some(code) if error.is_permanent() && is_refusal(asked, code) => {
            Err(Failure::Refused(code))
        }
        _ => Err(passing(&error)),
    }
}

/// Whether this mail will never be taken for its recipient, so that somebody else must be asked
/// now. All others are between the site and its mail server: they are tried again, and staff hear
/// of it when that comes to nothing.
fn is_refusal(asked: Asked, code: u16) -> bool {
    // A server that wants us signed in speaks of us, whatever it was asked.
    asked == Asked::Recipient && !(530..=538).contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_that_is_unwelcome_is_no_refusal_of_the_recipient() {
        for (asked, code, refusal) in [
            (Asked::Us, 550, false),
            (Asked::Us, 553, false),
            (Asked::Recipient, 530, false),
            (Asked::Recipient, 538, false),
            (Asked::Recipient, 550, true),
            (Asked::Recipient, 552, true),
            (Asked::Recipient, 554, true),
        ] {
            assert_eq!(is_refusal(asked, code), refusal, "{asked:?} {code}");
        }
    }
}
