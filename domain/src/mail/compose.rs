use std::time::SystemTime;

use chrono::{DateTime, Utc};
use footpath_entity::value::Email;
use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};

use super::Signer;
use crate::{Error, Result};

/// What a mail says. The subject names no person, no symptom and no urgency.
pub use footpath_templates::mail::Mail as Letter;

/// Everything that goes into the head of a mail.
pub(super) struct Head<'a> {
    pub message_id: &'a str,
    pub from: &'a Email,
    /// The site's name, shown beside its address.
    pub from_name: &'a str,
    pub to: &'a Email,
    pub at: DateTime<Utc>,
}

/// The whole message as it goes out. Header text is encoded by lettre and the address is a
/// parsed one, so that neither can begin a line of its own.
pub(super) fn render(head: &Head<'_>, letter: &Letter, signer: Option<&Signer>) -> Result<Vec<u8>> {
    let from = Mailbox::new(Some(one_line(head.from_name)), address(head.from)?);
    let mut message = Message::builder()
        .message_id(Some(head.message_id.to_owned()))
        .date(SystemTime::from(head.at))
        .from(from)
        .to(Mailbox::new(None, address(head.to)?))
        .subject(one_line(&letter.subject))
        // Out-of-office robots leave such mail alone (RFC 3834).
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ))
        .multipart(MultiPart::alternative_plain_html(
            letter.text.clone(),
            letter.html.clone(),
        ))
        .map_err(Error::internal)?;
    if let Some(signer) = signer {
        signer.sign(&mut message);
    }
    Ok(message.formatted())
}

pub(super) fn address(email: &Email) -> Result<Address> {
    email.as_str().parse().map_err(Error::internal)
}

fn one_line(text: &str) -> String {
    text.split(char::is_control)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(from_name: &str, subject: &str) -> String {
        let head = Head {
            message_id: "<1@example.org>",
            from: &"desk@example.org".parse().unwrap(),
            from_name,
            to: &"clinic@example.org".parse().unwrap(),
            at: DateTime::from_timestamp(1_700_000_000, 0).unwrap(),
        };
        let letter = Letter {
            subject: subject.to_owned(),
            text: "Grüße\n.\nend".to_owned(),
            html: "<p>Grüße</p>".to_owned(),
        };
        String::from_utf8(render(&head, &letter, None).unwrap()).unwrap()
    }

    #[test]
    fn a_mail_has_one_of_each_header_and_is_plain_ascii() {
        let mail = rendered("Foot House", "A referral is waiting");
        assert!(mail.is_ascii());
        for header in ["Message-ID: <1@example.org>", "To: clinic@example.org"] {
            assert_eq!(mail.matches(header).count(), 1, "{mail}");
        }
        assert!(mail.contains("Date: Tue, 14 Nov 2023 22:13:20 +0000"));
        assert!(mail.contains("multipart/alternative"));
    }

    #[test]
    fn line_breaks_in_names_and_subjects_begin_no_header() {
        for bad in [
            "x\r\nBcc: evil@example.org",
            "x\nBcc: evil@example.org",
            "x\rBcc: e\0",
        ] {
            for mail in [rendered(bad, "s"), rendered("n", bad)] {
                let head = mail.split("\r\n\r\n").next().unwrap();
                assert!(
                    !head
                        .lines()
                        .any(|line| line.to_lowercase().starts_with("bcc")),
                    "{head}"
                );
                assert!(!head.contains('\0') && !head.replace("\r\n", "").contains(['\r', '\n']));
            }
        }
    }
}
