//! The part of a conversation in which a mail changes hands. It is led command by command, since
//! only so is it known whom a refusal is about.

use std::error::Error as _;

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
    /// Whether we may send: `MAIL`, `DATA`.
    Us,
    /// Whether it takes mail for the recipient.
    Recipient,
    /// Whether it takes this text.
    Text,
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
    taken(connection.command(Data).await, Asked::Us)?;
    taken(connection.message(bytes).await, Asked::Text)
}

fn taken(reply: Result<Response, Error>, asked: Asked) -> Result<(), Failure> {
    let Err(error) = reply else { return Ok(()) };
    let said = error.source().map(ToString::to_string).unwrap_or_default();
    match error.status().map(u16::from) {
        Some(code) if error.is_permanent() && is_refusal(asked, code, &said) => {
            Err(Failure::Refused(code))
        }
        _ => Err(passing(&error)),
    }
}

/// Whether a permanent refusal is of the recipient, so that somebody else must be asked. All others
/// are between the site and its mail server: they are tried again, and staff hear of it when
/// that comes to nothing.
fn is_refusal(asked: Asked, code: u16, said: &str) -> bool {
    match asked {
        // A server that wants us signed in speaks of us, also here.
        Asked::Recipient => !(530..=538).contains(&code),
        // 5.1 is the address, 5.2 the mailbox (RFC 3463); what it thinks of the text is not.
        Asked::Text => ["5.1.", "5.2."]
            .iter()
            .any(|about| said.trim_start().starts_with(about)),
        Asked::Us => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_said_of_the_recipient_is_a_refusal_of_it() {
        for (asked, code, said, refusal) in [
            (Asked::Us, 550, "5.7.1 not you", false),
            (Asked::Us, 553, "5.1.8 bad sender", false),
            (Asked::Recipient, 550, "5.1.1 no such mailbox", true),
            (Asked::Recipient, 550, "no", true),
            (Asked::Recipient, 530, "5.7.0 sign in first", false),
            (Asked::Text, 550, "5.1.1 no such mailbox", true),
            (Asked::Text, 552, "5.2.2 mailbox full", true),
            (Asked::Text, 552, "5.3.4 too big", false),
            (Asked::Text, 554, "5.7.1 looks like spam", false),
            (Asked::Text, 554, "no", false),
        ] {
            assert_eq!(
                is_refusal(asked, code, said),
                refusal,
                "{asked:?} {code} {said}"
            );
        }
    }
}
